package dev.tintype.plugin;

/**
 * A job type of your own. Its jar names the class in {@code META-INF/services/dev.tintype.plugin.Plugin}; a worker makes one of
 * it, by the constructor without arguments, and calls it from several threads at once.
 *
 * <p>A plugin runs in the worker's process: it is code that the operator trusts, told apart from any other by its SHA-256. It
 * sees Java's own classes, this package and what is in its jar, and nothing else of the worker's.
 */
public interface Plugin extends AutoCloseable {
    /**
     * Does one attempt. What it has stored by {@link PluginJob#store} when it returns is what the job made; when it throws, nothing
     * is kept.
     *
     * <p>The thread is interrupted when the attempt has to stop: the job was cancelled, took longer than {@code timeout_s}, or the
     * worker ends. Attempts happen at least once, so what it does elsewhere must bear being done again.
     *
     * @throws PluginFailure with a sentence for the caller; anything else thrown is a defect, whose cause only the log tells
     */
    void run(PluginJob job) throws Exception;

    /** When the worker ends. */
    @Override
    default void close() {}
}
