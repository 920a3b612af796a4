package dev.tintype.worker.capture.output;

import dev.tintype.capture.TextOutput;
import java.util.List;
import java.util.Map;

/** What the page says, as plain text. */
final class TextHandler implements CaptureOutputHandler<TextOutput> {
    @Override
    public List<Rendered> render(TextOutput output, VisitedPage page) {
        MainContent content = MainContent.read(page, output.selector(), false);
        return List.of(Rendered.of(
                output.kindName(),
                "page",
                "txt",
                "text/plain; charset=utf-8",
                content.text(),
                Map.of("words", content.words())));
    }
}
