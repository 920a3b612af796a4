package dev.tintype.worker.capture;

import com.microsoft.playwright.ConsoleMessage;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.browser.TabEvents;
import dev.tintype.worker.capture.visit.NavigationErrors;
import dev.tintype.worker.capture.visit.Opened;
import dev.tintype.worker.capture.visit.PageFacts;
import dev.tintype.worker.capture.visit.Texts;
import dev.tintype.worker.egress.EgressReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the caller is told of a visit beside its outputs. Every list and text in it is bounded. */
final class CaptureReport {
    private static final int MAX_REFUSALS = 32;
    private static final int MAX_TEXTS = 20;

    private final Tab tab;
    private final EgressReport egress;

    CaptureReport(Tab tab, EgressReport egress) {
        this.tab = tab;
        this.egress = egress;
    }

    Map<String, Object> compose(
            Opened opened, PageFacts facts, Map<String, Object> notes, long readyMs, Map<String, Object> outputMs) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("final_url", facts.url());
        report.put("status", facts.status() == 0 ? opened.status() : facts.status());
        report.put("redirects", opened.redirects());
        report.put("title", facts.title());
        report.put("protocol", facts.protocol());
        if (!opened.tls().isEmpty()) {
            report.put("tls", opened.tls());
        }
        report.put(
                "page",
                Map.of(
                        "width",
                        facts.width(),
                        "height",
                        facts.height(),
                        "painted",
                        facts.painted(),
                        "quiet",
                        facts.quiet()));
        report.putAll(notes);
        report.put("timings", timings(opened, facts, readyMs, outputMs));
        report.put("requests", requests(facts));
        report.put("egress", egress());
        report.putAll(sideEffects());
        report.put("browser", tab.browserVersion());
        return report;
    }

    private static Map<String, Object> timings(
            Opened opened, PageFacts facts, long readyMs, Map<String, Object> outputMs) {
        Map<String, Object> timings = new LinkedHashMap<>(facts.timings());
        timings.put("navigation_ms", opened.tookMs());
        timings.put("ready_ms", readyMs);
        timings.put("outputs_ms", outputMs);
        return timings;
    }

    private Map<String, Object> requests(PageFacts facts) {
        TabEvents events = tab.events();
        List<Map<String, Object>> failures = events.failures().stream()
                .map(failed -> Map.<String, Object>of(
                        "url",
                        Texts.clip(failed.url()),
                        "reason",
                        NavigationErrors.reason(failed.url(), failed.error(), egress)))
                .toList();
        return Map.of(
                "count", events.requests(),
                "bytes", egress.bytesIn(),
                "by_type", events.traffic().byType(facts.sizes()),
                "failed", events.failedRequests(),
                "failures", failures);
    }

    private Map<String, Object> egress() {
        List<Map<String, Object>> refusals = egress.refusals().stream()
                .limit(MAX_REFUSALS)
                .map(refusal -> Map.<String, Object>of(
                        "host", Texts.clip(refusal.host()),
                        "port", refusal.port(),
                        "reason", refusal.code().wireName()))
                .toList();
        return Map.of("connections", egress.connections(), "refusals", refusals);
    }

    private Map<String, Object> sideEffects() {
        TabEvents events = tab.events();
        Map<String, Object> effects = new LinkedHashMap<>();
        // Playwright keeps the last 200 of each and counts no further.
        List<String> console = tab.page().consoleMessages().stream()
                .filter(message -> message.type().equals("error"))
                .map(ConsoleMessage::text)
                .toList();
        List<String> thrown = tab.page().pageErrors();
        effects.put("console_errors", (long) console.size());
        effects.put("page_errors", thrown.size());
        if (!console.isEmpty() || !thrown.isEmpty()) {
            effects.put("errors", Map.of("console", some(console), "page", some(thrown)));
        }
        effects.put("dialogs", events.dialogs());
        effects.put("popups_refused", events.popups());
        effects.put("downloads_refused", events.downloads());
        return effects;
    }

    private static List<String> some(List<String> texts) {
        return texts.stream()
                .limit(MAX_TEXTS)
                .map(text -> Texts.clip(text, 512))
                .toList();
    }
}
