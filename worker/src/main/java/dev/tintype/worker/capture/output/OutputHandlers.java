package dev.tintype.worker.capture.output;

import dev.tintype.capture.CaptureOutput;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every output kind there is. */
public final class OutputHandlers {
    private static final List<CaptureOutputHandler<?>> ALL = List.of(new ScreenshotHandler(), new PdfHandler());

    private static final Map<Class<?>, CaptureOutputHandler<?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CaptureOutputHandler::type, Function.identity()));

    private OutputHandlers() {}

    /** Makes {@code output} with the handler of its type. */
    public static Rendered render(CaptureOutput output, VisitedPage page) {
        CaptureOutputHandler<?> handler = BY_TYPE.get(output.getClass());
        if (handler == null) {
            throw new IllegalStateException("no handler makes " + output.kindName());
        }
        return render(handler, output, page);
    }

    /** Whether there is a handler for {@code type}. */
    static boolean makes(Class<?> type) {
        return BY_TYPE.containsKey(type);
    }

    private static <O extends CaptureOutput> Rendered render(
            CaptureOutputHandler<O> handler, CaptureOutput output, VisitedPage page) {
        return handler.render(handler.type().cast(output), page);
    }
}
