package dev.tintype.worker.capture;

import dev.tintype.capture.Blocking;
import dev.tintype.capture.PdfOutput;
import dev.tintype.egress.Upstream;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.Progress;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.output.CaptureOutputHandler.Making;
import dev.tintype.worker.capture.output.OutputHandlers;
import dev.tintype.worker.capture.output.Rendered;
import dev.tintype.worker.capture.output.Sheets;
import dev.tintype.worker.capture.output.VisitedPage;
import dev.tintype.worker.capture.visit.Budget;
import dev.tintype.worker.capture.visit.ConsentBanners;
import dev.tintype.worker.capture.visit.Extra;
import dev.tintype.worker.capture.visit.HostLists;
import dev.tintype.worker.capture.visit.LazyLoad;
import dev.tintype.worker.capture.visit.Opened;
import dev.tintype.worker.capture.visit.PageFacts;
import dev.tintype.worker.capture.visit.PageOpener;
import dev.tintype.worker.capture.visit.PageReady;
import dev.tintype.worker.capture.visit.Policies;
import dev.tintype.worker.capture.visit.Preparation;
import dev.tintype.worker.capture.visit.Target;
import dev.tintype.worker.egress.EgressProxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One visit: open, wait, make every output, tell what happened. On the slot's thread. */
final class PageCapture {
    private static final int OPEN_PERCENT = 5;
    private static final int WAIT_PERCENT = 35;
    private static final int OUTPUT_PERCENT = 50;
    private static final int STORE_PERCENT = 90;

    /** All outputs of a job wait in memory until they are stored. */
    private static final long MAX_BYTES = 256L << 20;

    private final Target target;
    private final CaptureSpec spec;
    private final Tab tab;
    private final EgressProxy egress;
    private final @Nullable Upstream upstream;
    private final Consumer<Progress> progress;

    /** @param upstream the proxy to visit through; null: none */
    PageCapture(
            Target target,
            CaptureSpec spec,
            Tab tab,
            EgressProxy egress,
            @Nullable Upstream upstream,
            Consumer<Progress> progress) {
        this.target = target;
        this.upstream = upstream;
        this.spec = spec;
        this.tab = tab;
        this.egress = egress;
        this.progress = progress;
    }

    /** What a visit made, not yet stored. */
    record Outcome(List<Rendered> outputs, List<Extra> extras, Map<String, Object> report) {}

    /** @param sheets what else goes into PDFs */
    Outcome perform(Map<PdfOutput, List<Sheets>> sheets) {
        Budget budget = Budget.start(spec.page().timeoutMs());
        progress.accept(Progress.of(OPEN_PERCENT, "open"));
        Blocking block = spec.page().block();
        if (block != null) {
            egress.refuse(HostLists.of(block, target.host()));
        }
        if (upstream != null) {
            egress.route(upstream);
        }
        List<Making> makings = spec.outputs().stream()
                .map(output -> OutputHandlers.start(output, tab))
                .toList();
        PageOpener opener = new PageOpener(tab, egress);
        Opened opened = opener.open(target, spec.page(), budget);

        progress.accept(Progress.of(WAIT_PERCENT, "wait"));
        PageFacts facts = new PageReady(tab).await(spec.page(), budget);
        opener.checkStatus(facts.url(), facts.status());
        Map<String, Object> notes = new ConcurrentHashMap<>();
        if (block != null && block.cookieBanners()) {
            notes.put("banner", new ConsentBanners(tab, budget).handle());
        }
        Preparation preparation = new Preparation(tab, spec.page(), budget, notes);
        boolean touched = preparation.perform() || notes.containsKey("banner");
        if (touched) {
            facts = new PageReady(tab).again(spec.page(), budget);
            opener.checkStatus(facts.url(), facts.status());
        }
        if (Boolean.TRUE.equals(spec.page().lazyLoad()) && spec.page().javascript()) {
            notes.put("lazy_load", LazyLoad.perform(tab, budget));
        }
        Policies policies = new Policies(spec.page().failOn(), tab);
        policies.check(egress.report());
        long readyMs = budget.spentMs();
        notes.put("partial", opened.partial() || preparation.cutShort());
        if (opened.partial()) {
            notes.put("unfinished", opened.unfinished());
        }

        VisitedPage page = new VisitedPage(tab, spec.page(), facts, budget, notes, sheets);
        Map<String, Object> outputMs = new LinkedHashMap<>();
        List<Rendered> outputs = render(makings, page, outputMs);
        outputs.forEach(made -> policies.checkSize(made.kind(), made.heldBytes()));
        Map<String, Object> report =
                new CaptureReport(tab, egress.report()).compose(opened, facts, page.notes(), readyMs, outputMs);
        return new Outcome(outputs, preparation.extras(), report);
    }

    private List<Rendered> render(List<Making> makings, VisitedPage page, Map<String, Object> outputMs) {
        List<Rendered> made = new ArrayList<>();
        ArtifactNames names = new ArtifactNames();
        long bytes = 0;
        for (int i = 0; i < makings.size(); i++) {
            int percent = OUTPUT_PERCENT + (STORE_PERCENT - OUTPUT_PERCENT) * i / makings.size();
            progress.accept(Progress.of(percent, spec.outputs().get(i).kindName()));
            long start = System.nanoTime();
            List<Rendered> rendered = makings.get(i).finish(page);
            long tookMs = (System.nanoTime() - start) / 1_000_000;
            for (Rendered one : rendered) {
                // One output's artifacts share the time it took.
                outputMs.put(names.next(one.baseName(), one.extension()), tookMs / rendered.size());
                bytes += one.heldBytes();
            }
            made.addAll(rendered);
            if (bytes > MAX_BYTES) {
                throw new JobFailure(
                        ErrorCode.LIMIT_EXCEEDED,
                        "The outputs of one job may have " + MAX_BYTES + " bytes altogether; ask for fewer or smaller");
            }
        }
        return made;
    }
}
