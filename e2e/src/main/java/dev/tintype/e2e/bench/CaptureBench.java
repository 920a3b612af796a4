package dev.tintype.e2e.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ScreenshotType;
import com.microsoft.playwright.options.WaitUntilState;
import dev.tintype.e2e.ServerProcess;
import dev.tintype.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Captures per second through the whole product and through a bare Playwright loop on the same browser, pages and number
 * of browsers, in turns, so that what disturbs one arm disturbs the other.
 */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Captures per second: the product against a bare Playwright loop.")
final class CaptureBench implements Callable<Integer> {
    /** A server runs for days; by then compiling takes 2 % of the cores, from 13 % in the first minute. */
    private static final int WARM_UP_S = 200;

    private static final int BARE_WARM_UP_S = 30;

    /** Captures are too few to have the way of a job compiled in a reasonable time; empty jobs go the same way. */
    private static final int EMPTY_JOBS_S = 20;

    private static final int EMPTY_JOB_CLIENTS = 8;

    private static final String EMPTY_JOB = "{\"type\":\"noop\"}";

    @Option(names = "--seconds", description = "Length of each turn.", defaultValue = "15")
    private int seconds;

    @Option(names = "--rounds", description = "Turns of each arm.", defaultValue = "3")
    private int rounds;

    @Option(names = "--format", description = "png or jpeg.", defaultValue = "jpeg")
    private String format;

    @Option(names = "--effort", description = "fast, balanced or small (product only).", defaultValue = "balanced")
    private String effort;

    @Option(
            names = "--wait-until",
            description = "load or auto (product; the loop waits for load).",
            defaultValue = "load")
    private String waitUntil;

    @Option(
            names = "--light",
            description =
                    "The first window of light pages, instead of whole ones with photographs, several windows high.")
    private boolean light;

    @Option(names = "--browsers", description = "Browsers in each arm; 0: one per core.", defaultValue = "0")
    private int browsers;

    @Option(names = "--waits", description = "Instead: wait_until auto against networkidle, on the fixture site.")
    private boolean waits;

    @Option(
            names = "--soak",
            description = "Instead: so many captures, and what memory does (2000).",
            arity = "0..1",
            fallbackValue = "2000",
            defaultValue = "0")
    private int soak;

    @Override
    public Integer call() throws Exception {
        int slots = browsers > 0 ? browsers : Runtime.getRuntime().availableProcessors();
        if (waits) {
            WaitBench.run(rounds);
            return 0;
        }
        if (soak > 0) {
            SoakBench.run(soak, slots);
            return 0;
        }
        try (BenchSite site = new BenchSite();
                ServerProcess server = ServerProcess.start(Map.of(
                        "TINTYPE_EGRESS_ALLOW", site.authority(),
                        "TINTYPE_SLOTS_CAPTURE", Integer.toString(slots),
                        "TINTYPE_BENCH", "true"))) {
            rate(EMPTY_JOB_CLIENTS, EMPTY_JOBS_S, List.of(EMPTY_JOB), new Product(server));
            product(server, site, slots, WARM_UP_S);
            bare(site, slots, BARE_WARM_UP_S);
            Pace ours = Pace.NONE;
            Pace theirs = Pace.NONE;
            for (int round = 1; round <= rounds; round++) {
                Pace product = product(server, site, slots, seconds);
                Pace bare = bare(site, slots, seconds);
                print("round " + round, product, bare);
                ours = ours.plus(product);
                theirs = theirs.plus(bare);
            }
            print(format + ", " + slots + " browsers", ours, theirs);
        }
        return 0;
    }

    private static void print(String what, Pace product, Pace bare) {
        System.out.printf(
                Locale.ROOT,
                "%s   product %.2f/s, %.0f ms of CPU each   bare loop %.2f/s, %.0f ms   ratio %.2f, by CPU %.2f%n",
                what,
                product.rate(),
                product.cpuMs(),
                bare.rate(),
                bare.cpuMs(),
                product.rate() / bare.rate(),
                bare.cpuMs() / product.cpuMs());
    }

    private Pace product(ServerProcess server, BenchSite site, int slots, int length) throws Exception {
        return rate(slots * 2, length, urls(site).stream().map(this::request).toList(), new Product(server));
    }

    private List<String> urls(BenchSite site) {
        return light ? site.lightUrls() : site.richUrls();
    }

    private String request(String url) {
        return Json.write(Map.of(
                "type", "capture",
                "source", Map.of("url", url),
                "page", Map.of("wait_until", waitUntil),
                "outputs",
                        List.of(Map.of(
                                "kind", "screenshot", "format", format, "effort", effort, "full_page", !light))));
    }

    private Pace bare(BenchSite site, int slots, int length) throws Exception {
        return rate(slots, length, urls(site), null);
    }

    /** The pace of {@code threads} threads; a null arm makes each thread a browser loop of its own. */
    private Pace rate(int threads, int length, List<String> tasks, @Nullable Arm shared) throws Exception {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        double[] cpu = new double[2];
        CyclicBarrier start = new CyclicBarrier(threads, () -> cpu[0] = CpuTime.ofTheMachine());
        CyclicBarrier end = new CyclicBarrier(threads, () -> cpu[1] = CpuTime.ofTheMachine());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    try (Arm arm = shared == null ? new BareLoop(format, !light) : shared) {
                        arm.perform(tasks.getFirst());
                        start.await();
                        long began = System.nanoTime();
                        while (System.nanoTime() - began < length * 1_000_000_000L) {
                            arm.perform(tasks.get(next.getAndIncrement() % tasks.size()));
                            done.incrementAndGet();
                        }
                        long taken = System.nanoTime() - began;
                        end.await();
                        return taken;
                    }
                }));
            }
            long longest = 0;
            for (Future<Long> thread : running) {
                longest = Math.max(longest, thread.get());
            }
            return new Pace(done.get(), longest / 1e9, cpu[1] - cpu[0]);
        }
    }

    /**
     * What was done, in how long, and what the whole machine worked meanwhile. Where others use the
     * machine's host, time lies and work does not.
     */
    private record Pace(int tasks, double seconds, double cpu) {
        static final Pace NONE = new Pace(0, 0, 0);

        Pace plus(Pace other) {
            return new Pace(tasks + other.tasks, seconds + other.seconds, cpu + other.cpu);
        }

        double rate() {
            return tasks / seconds;
        }

        double cpuMs() {
            return 1_000 * cpu / tasks;
        }
    }

    /** One way to do a task. */
    private interface Arm extends AutoCloseable {
        void perform(String task) throws InterruptedException;

        @Override
        void close();
    }

    /** Tasks are request bodies. */
    private record Product(ServerProcess server) implements Arm {
        @Override
        public void perform(String request) throws InterruptedException {
            HttpResponse<String> response = server.send("POST", "/v1/jobs", request, "Prefer", "wait=60");
            String state = Json.tree(response.body()).path("state").asString("");
            if (response.statusCode() != 200 || !state.equals("succeeded")) {
                throw new IllegalStateException(response.body());
            }
        }

        @Override
        public void close() {}
    }

    /** What a careful person writes by hand: one browser, a fresh context for each page. Tasks are addresses. */
    private static final class BareLoop implements Arm {
        private final String format;
        private final boolean fullPage;
        private final Playwright playwright;
        private final Browser browser;

        BareLoop(String format, boolean fullPage) {
            this.format = format;
            this.fullPage = fullPage;
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium-headless-shell"))
                            .setChromiumSandbox(!"root".equals(System.getProperty("user.name"))));
        }

        /** A browser refuses a screenshot now and then; the product tries again then, and so does a careful person. */
        @Override
        public void perform(String url) {
            try {
                captureOnce(url);
            } catch (PlaywrightException e) {
                captureOnce(url);
            }
        }

        private void captureOnce(String url) {
            try (BrowserContext context =
                    browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 720))) {
                Page page = context.newPage();
                page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(fullPage)
                        .setType(format.equals("jpeg") ? ScreenshotType.JPEG : ScreenshotType.PNG));
            }
        }

        @Override
        public void close() {
            playwright.close();
        }
    }
}
