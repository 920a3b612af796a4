package dev.tintype.worker.capture.output;

import dev.tintype.capture.CaptureOutput;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.output.CaptureOutputHandler.Making;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every output kind there is: {@code XHandler} makes what {@code XOutput} asks for. */
public final class OutputHandlers {
    private static final Map<Class<?>, CaptureOutputHandler<?>> BY_TYPE = Arrays.stream(
                    CaptureOutput.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), OutputHandlers::handlerOf));

    private OutputHandlers() {}

    /** Gets the handler of {@code output} ready, before the page is opened. */
    public static Making start(CaptureOutput output, Tab tab) {
        return start(of(output), output, tab);
    }

    /** Whether there is a handler for {@code type}. */
    static boolean makes(Class<?> type) {
        return BY_TYPE.containsKey(type);
    }

    // The map holds for each type the handler of that type.
    @SuppressWarnings("unchecked")
    private static <O extends CaptureOutput> CaptureOutputHandler<O> of(O output) {
        CaptureOutputHandler<?> handler = BY_TYPE.get(output.getClass());
        if (handler == null) {
            throw new IllegalStateException("no handler makes " + output.kindName());
        }
        return (CaptureOutputHandler<O>) handler;
    }

    private static <O extends CaptureOutput> Making start(CaptureOutputHandler<O> handler, O output, Tab tab) {
        return handler.start(output, tab);
    }

    private static CaptureOutputHandler<?> handlerOf(Class<?> type) {
        String name = type.getSimpleName().replaceFirst("Output$", "Handler");
        try {
            return Class.forName(OutputHandlers.class.getPackageName() + "." + name)
                    .asSubclass(CaptureOutputHandler.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no " + name + " for " + type.getSimpleName(), e);
        }
    }
}
