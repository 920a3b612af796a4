package dev.tintype.worker.capture.output;

import dev.tintype.capture.MarkdownOutput;
import java.util.List;
import java.util.Map;

/** What the page says, as Markdown. */
final class MarkdownHandler implements CaptureOutputHandler<MarkdownOutput> {
    @Override
    public List<Rendered> render(MarkdownOutput output, VisitedPage page) {
        MainContent content = MainContent.read(page, output.selector(), true);
        return List.of(Rendered.of(
                output.kindName(),
                "page",
                "md",
                "text/markdown; charset=utf-8",
                content.text(),
                Map.of("words", content.words())));
    }
}
