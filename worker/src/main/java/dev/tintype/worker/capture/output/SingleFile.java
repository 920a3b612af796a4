package dev.tintype.worker.capture.output;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.PlaywrightException;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Puts what a document needs to be shown into the document itself. For one document. */
final class SingleFile {
    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_DEPTH = 3;
    private static final String FRAME = "data-tintype-frame";

    /** What says that something is to be loaded, and has no use in a file that loads nothing. */
    private static final String USELESS =
            "script, noscript, base, link[rel~=(?i)^(preload|prefetch|modulepreload|preconnect|"
                    + "dns-prefetch|manifest)$], meta[http-equiv~=(?i)^(content-security-policy|refresh)$]";

    private final VisitedPage page;
    private final PageResources resources;
    private final Map<String, Optional<PageResources.Content>> known = new HashMap<>();
    private final StyleSheets styles = new StyleSheets(this::content);
    private long bytes;

    SingleFile(VisitedPage page) {
        this.page = page;
        this.resources = new PageResources(page.tab());
    }

    /** How many different things were put in. */
    int inlined() {
        return (int) known.values().stream().filter(Optional::isPresent).count();
    }

    /**
     * The whole file. What the browser has no more keeps its address.
     *
     * @param base what addresses in {@code html} are relative to
     */
    String of(String html, String base) {
        return inline(html, base, page.tab().page().mainFrame(), 0);
    }

    private String inline(String html, String base, Frame frame, int depth) {
        Document document = Jsoup.parse(html, base);
        document.outputSettings().prettyPrint(false);
        document.select(USELESS).remove();
        for (Element style : document.select("style")) {
            String inlined = styles.inline(style.data(), base, 0);
            style.empty().appendChild(new DataNode(inlined));
        }
        for (Element link : document.select("link[rel~=(?i)stylesheet][href]")) {
            styleSheet(link);
        }
        for (Element styled : document.select("[style*=url]")) {
            styled.attr("style", styles.inline(styled.attr("style"), base, 0));
        }
        put(document, "img[src], input[type=image][src], source[src], embed[src]", "src");
        put(document, "video[poster]", "poster");
        put(document, "link[rel~=(?i)icon][href], image[href], use[href]", "href");
        frames(document, frame, depth);
        for (String address : List.of("href", "src", "action", "poster")) {
            // The file lies elsewhere: what is left points to where it was.
            for (Element element : document.select("[" + address + "]")) {
                String value = element.attr(address);
                if (!value.isEmpty() && !value.startsWith("#") && !value.startsWith("data:")) {
                    String whole = element.absUrl(address);
                    element.attr(address, whole.isEmpty() ? value : whole);
                }
            }
        }
        document.select("meta[charset], meta[http-equiv=content-type]").remove();
        document.head().prependElement("meta").attr("charset", "utf-8");
        return document.outerHtml();
    }

    private void styleSheet(Element link) {
        String address = link.absUrl("href");
        content(address).ifPresent(sheet -> {
            Element style = new Element("style");
            if (link.hasAttr("media")) {
                style.attr("media", link.attr("media"));
            }
            style.appendChild(new DataNode(styles.inline(sheet.text(), address, 0)));
            link.replaceWith(style);
        });
    }

    private void put(Document document, String selector, String attribute) {
        for (Element element : document.select(selector)) {
            String address = element.absUrl(attribute);
            content(address).ifPresent(found -> {
                int fragment = address.indexOf('#');
                element.attr(attribute, found.dataUrl() + (fragment < 0 ? "" : address.substring(fragment)));
            });
        }
    }

    private void frames(Document document, Frame frame, int depth) {
        if (depth < MAX_DEPTH) {
            for (Frame child : frame.childFrames()) {
                place(child)
                        .flatMap(place ->
                                Optional.ofNullable(document.selectFirst("iframe[" + FRAME + "=" + place + "]")))
                        .ifPresent(element -> {
                            element.attr("srcdoc", inline(child.content(), child.url(), child, depth + 1));
                            element.removeAttr("src");
                        });
            }
        }
        document.select("[" + FRAME + "]").removeAttr(FRAME);
    }

    /** Which of its document's frames {@code frame} is; empty when it has gone. */
    private static Optional<Integer> place(Frame frame) {
        try {
            ElementHandle element = frame.frameElement();
            Object place = element.evaluate(
                    "element => [...element.ownerDocument.querySelectorAll('iframe, frame')].indexOf(element)");
            return place instanceof Integer index ? Optional.of(index) : Optional.empty();
        } catch (PlaywrightException gone) {
            return Optional.empty();
        }
    }

    private Optional<PageResources.Content> content(String address) {
        if (address.isEmpty() || address.startsWith("data:")) {
            return Optional.empty();
        }
        String plain = address.split("#", 2)[0];
        Optional<PageResources.Content> found = known.get(plain);
        if (found == null) {
            found = resources.get(plain);
            known.put(plain, found);
        }
        bytes += found.map(content -> (long) content.size()).orElse(0L);
        if (bytes > MAX_BYTES) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The single file would have more than " + MAX_BYTES
                            + " bytes; use mhtml, or html without inline_resources");
        }
        return found;
    }
}
