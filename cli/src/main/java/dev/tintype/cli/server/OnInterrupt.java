package dev.tintype.cli.server;

/** While open: what to do when the process is told to stop (Ctrl-C, SIGTERM). */
public final class OnInterrupt implements AutoCloseable {
    private final Thread hook;

    public OnInterrupt(Runnable action) {
        this.hook = Thread.ofPlatform().name("on-interrupt").unstarted(action);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Ordinary end: the action is not taken. Once the process is stopping, it is taken all the same. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            hook.interrupt();
        }
    }
}
