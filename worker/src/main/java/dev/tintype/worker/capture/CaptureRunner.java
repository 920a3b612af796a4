package dev.tintype.worker.capture;

import dev.tintype.capture.PdfOutput;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.egress.Upstream;
import dev.tintype.egress.Upstreams;
import dev.tintype.job.Artifact;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobSpec;
import dev.tintype.job.Pool;
import dev.tintype.job.Progress;
import dev.tintype.seal.RequestSeal;
import dev.tintype.trace.Step;
import dev.tintype.trace.Traces;
import dev.tintype.worker.capture.browser.BrowserFinder;
import dev.tintype.worker.capture.browser.BrowserSettings;
import dev.tintype.worker.capture.browser.BrowserSlot;
import dev.tintype.worker.capture.browser.PageShape;
import dev.tintype.worker.capture.browser.Sandbox;
import dev.tintype.worker.capture.browser.SlotHealth;
import dev.tintype.worker.capture.browser.Watchdog;
import dev.tintype.worker.capture.output.Rendered;
import dev.tintype.worker.capture.output.Sheets;
import dev.tintype.worker.capture.visit.Extra;
import dev.tintype.worker.capture.visit.Target;
import dev.tintype.worker.compare.Camera;
import dev.tintype.worker.compare.CompareRunner;
import dev.tintype.worker.egress.EgressProxy;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.JobRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs captures, and comparisons since those may take captures: one browser per slot, each behind an egress proxy of its
 * own. Thread-safe.
 */
public final class CaptureRunner implements JobRunner {
    private static final Logger log = LoggerFactory.getLogger(CaptureRunner.class);

    private final String browser;
    private final List<BrowserSlot> slots;
    private final BlockingQueue<BrowserSlot> free;
    private final Watchdog watchdog = new Watchdog();
    private final Upstreams upstreams;
    private final PageSources sources;
    private final CompareRunner comparisons;
    private final RequestSeal seal;

    /**
     * Starts the slots; their browsers get ready in the background.
     *
     * @throws dev.tintype.worker.capture.browser.BrowserNotFound when there is no browser; says what to do
     */
    public CaptureRunner(
            int slots,
            BrowserSettings settings,
            EgressPolicy policy,
            Upstreams upstreams,
            PageSources sources,
            RequestSeal seal) {
        this.upstreams = upstreams;
        this.sources = sources;
        this.comparisons = new CompareRunner(sources::image, this::shoot);
        this.seal = seal;
        Path executable = new BrowserFinder().find(settings.executable());
        if (!Sandbox.usable()) {
            log.warn("running as root: the browser's sandbox is OFF. Run as another user to have it on.");
        }
        this.browser = String.valueOf(executable.getFileName());
        log.info("capturing with {} ({} slots)", executable, slots);
        this.slots = IntStream.range(0, slots)
                .mapToObj(
                        n -> new BrowserSlot("capture-" + n, executable, settings, EgressProxy.start(policy), watchdog))
                .toList();
        this.free = new ArrayBlockingQueue<>(slots, true, this.slots);
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("browser", browser);
    }

    @Override
    public Pool pool() {
        return Pool.CAPTURE;
    }

    @Override
    public int slots() {
        return slots.size();
    }

    /** One more than slots: claiming, storing and finishing need no browser. */
    @Override
    public int attempts() {
        return slots.size() + 1;
    }

    @Override
    public JobResult run(Attempt attempt) throws InterruptedException {
        JobSpec job = attempt.job().request().spec();
        if (job instanceof CompareSpec comparison) {
            return comparisons.run(attempt, comparison);
        }
        if (!(job instanceof CaptureSpec asked)) {
            throw new IllegalArgumentException("not a capture: " + attempt.job().id());
        }
        PageCapture.Outcome outcome = visit(attempt, asked);
        attempt.progress(Progress.of(90, "store"));
        List<Artifact> artifacts = new ArrayList<>();
        ArtifactNames names = new ArtifactNames();
        for (Rendered made : outcome.outputs()) {
            artifacts.add(attempt.store(
                    names.next(made.baseName(), made.extension()),
                    made.kind(),
                    made.mediaType(),
                    made.content().get(),
                    made.facts()));
        }
        for (Extra extra : outcome.extras()) {
            String name = extra.name();
            int dot = name.lastIndexOf('.');
            artifacts.add(attempt.store(
                    names.next(name.substring(0, dot), name.substring(dot + 1)),
                    extra.kind(),
                    extra.mediaType(),
                    extra.content().get(),
                    extra.facts()));
        }
        return new JobResult(artifacts, outcome.report());
    }

    /** How the slots are. */
    public List<SlotHealth> health() {
        return slots.stream().map(BrowserSlot::health).toList();
    }

    /** Whether pages are held by the browser's own sandbox. */
    public boolean sandboxed() {
        return Sandbox.usable();
    }

    @Override
    public void close() {
        slots.parallelStream().forEach(BrowserSlot::close);
        watchdog.close();
    }

    /** The process ids of the running browsers. */
    List<Long> browserPids() {
        return slots.stream().flatMap(slot -> slot.pids().stream()).toList();
    }

    /** Contexts that are open in all of them, once what is under way has ended. */
    int contexts() throws InterruptedException, ExecutionException {
        int contexts = 0;
        for (BrowserSlot slot : slots) {
            contexts += slot.contexts();
        }
        return contexts;
    }

    /** A picture for a comparison. */
    private Camera.Shot shoot(Attempt attempt, CaptureSpec asked) throws InterruptedException {
        PageCapture.Outcome outcome = visit(attempt, asked);
        Rendered made = outcome.outputs().getFirst();
        return new Camera.Shot(
                made.kind(), made.extension(), made.mediaType(), made.content().get(), made.facts(), outcome.report());
    }

    private PageCapture.Outcome visit(Attempt attempt, CaptureSpec asked) throws InterruptedException {
        return visitOpened(attempt, seal.open(attempt.job().tenant(), asked));
    }

    private PageCapture.Outcome visitOpened(Attempt attempt, CaptureSpec asked) throws InterruptedException {
        CaptureSpec spec = SourceResolver.resolve(asked, attempt);
        Target target = sources.resolve(attempt.job().tenant(), spec.source());
        Upstream upstream = upstream(spec.page().proxy());
        Map<PdfOutput, List<Sheets>> sheets = new PdfParts(
                        attempt,
                        sources,
                        part -> visitOpened(attempt, part).outputs().getFirst())
                .gather(spec, target.origin());
        BrowserSlot slot = slot();
        try (Step _ = Traces.part("browser")) {
            Duration limit = Duration.ofMillis(spec.page().timeoutMs());
            return slot.run(
                    attempt,
                    PageShape.of(spec.page(), target.origin()),
                    limit,
                    tab -> new PageCapture(target, spec, tab, slot.egress(), upstream, attempt::progress)
                            .perform(sheets));
        } finally {
            free.add(slot);
        }
    }

    private BrowserSlot slot() throws InterruptedException {
        try (Step _ = Traces.part("wait for a browser")) {
            return free.take();
        }
    }

    private @Nullable Upstream upstream(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return upstreams
                .named(name)
                .orElseThrow(() -> new JobFailure(
                        ErrorCode.PROXY_FAILED, "This worker has no proxy that is called " + name + " (page.proxy)"));
    }
}
