package dev.tintype.worker.capture.output;

import com.microsoft.playwright.Request;
import dev.tintype.capture.HarOutput;
import dev.tintype.worker.capture.browser.Tab;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes every request from before the page is opened, and writes them down at the end. */
final class HarHandler implements CaptureOutputHandler<HarOutput> {
    /** Requests of one visit. */
    private static final int MOST = 2_000;

    @Override
    public Making start(HarOutput output, Tab tab) {
        List<HttpArchive.Noted> requests = new ArrayList<>();
        tab.page().onRequest(request -> {
            if (requests.size() < MOST) {
                requests.add(new HttpArchive.Noted(request, System.currentTimeMillis()));
            }
        });
        Set<Request> finished = new HashSet<>();
        tab.page().onRequestFinished(request -> {
            if (finished.size() < MOST) {
                finished.add(request);
            }
        });
        return page -> List.of(made(output, new HttpArchive(page, requests, finished, output.content())));
    }

    @Override
    public List<Rendered> render(HarOutput output, VisitedPage page) {
        throw new IllegalStateException("a visit that was not watched from its start");
    }

    private static Rendered made(HarOutput output, HttpArchive archive) {
        String json = archive.json();
        return Rendered.of(
                output.kindName(), "page", "har", JsonText.MEDIA_TYPE, json, Map.of("entries", archive.entries()));
    }
}
