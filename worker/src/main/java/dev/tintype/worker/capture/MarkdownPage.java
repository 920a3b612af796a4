package dev.tintype.worker.capture;

import dev.tintype.worker.capture.visit.Script;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as a page that is pleasant to read, in light and dark, on screen and on paper. HTML in it stays HTML. */
final class MarkdownPage {
    private static final String STYLE = Script.load(MarkdownPage.class, "markdown.css");
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private MarkdownPage() {}

    static String html(String markdown) {
        return "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title></title><style>"
                + STYLE + "</style><article>" + RENDERER.render(PARSER.parse(markdown)) + "</article>";
    }
}
