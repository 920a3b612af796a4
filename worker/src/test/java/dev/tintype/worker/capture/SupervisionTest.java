package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.browser.SlotHealth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Browsers come, go and die; a job notices only when it was its own. */
@Timeout(30)
class SupervisionTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final CountDownLatch OVER = new CountDownLatch(1);

    private static Harness harness;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        harness = new Harness();
        threads = Executors.newVirtualThreadPerTaskExecutor();
        harness.site.on("/hangs", exchange -> OVER.await());
    }

    @AfterAll
    static void stop() {
        OVER.countDown();
        harness.close();
        threads.close();
    }

    @BeforeEach
    void a_browser_runs() {
        harness.assertServes();
    }

    @Test
    void a_browser_killed_in_the_middle_of_a_job_fails_that_job_only() {
        Future<?> job = hanging();

        browserProcesses().forEach(ProcessHandle::destroyForcibly);

        assertThat(failureOf(job).code()).isEqualTo(ErrorCode.BROWSER_FAILED);
        assertThat(failureOf(job).retryable()).isTrue();
        harness.assertServes();
    }

    @Test
    void a_renderer_killed_in_the_middle_of_a_job_is_a_crashed_page_and_the_browser_stays() {
        // Part of it is shown: before that, a navigation would just go on in another renderer.
        CaptureSource source = html("<h1>renderer</h1><img src='" + harness.site.url("/hangs") + "'>");
        Future<?> job = hanging(source);
        int starts = health().starts();

        browserProcesses()
                .flatMap(ProcessHandle::descendants)
                .filter(SupervisionTest::isRenderer)
                .forEach(ProcessHandle::destroyForcibly);

        assertThat(failureOf(job).code()).isEqualTo(ErrorCode.PAGE_CRASHED);
        harness.assertServes();
        assertThat(health().starts()).isEqualTo(starts);
    }

    @Test
    void a_driver_killed_in_the_middle_of_a_job_fails_that_job_only() {
        Future<?> job = hanging();

        drivers(harness).forEach(ProcessHandle::destroyForcibly);

        assertThat(failureOf(job).code()).isEqualTo(ErrorCode.BROWSER_FAILED);
        harness.assertServes();
        harness.assertServes();
    }

    @Test
    void a_browser_killed_between_jobs_is_not_noticed_by_the_next() throws InterruptedException {
        List<ProcessHandle> processes = browserProcesses().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        await().atMost(SOON).until(() -> processes.stream().noneMatch(SupervisionTest::runs));

        harness.assertServes();
    }

    @Test
    void an_aborted_attempt_ends_at_once_and_leaves_nothing_behind() {
        MemoryAttempt attempt = new MemoryAttempt(
                html("<h1>loop</h1><script>for (;;);</script>"), within(25_000), ScreenshotOutput.defaults());
        List<ProcessHandle> processes = browserProcesses().toList();
        Future<?> job = threads.submit(() -> harness.runner.run(attempt));
        await().atMost(SOON).until(() -> attempt.stages().contains("open"));
        long start = System.nanoTime();

        attempt.abort();

        assertThat(failureOf(job).code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        await().atMost(SOON).until(() -> processes.stream().noneMatch(SupervisionTest::runs));
        assertThat(attempt.names()).isEmpty();
        harness.assertServes();
    }

    @Test
    void an_attempt_aborted_before_it_begins_opens_nothing() {
        harness.site.html("/not-opened", "no");
        MemoryAttempt attempt =
                new MemoryAttempt(harness.at("/not-opened"), within(10_000), ScreenshotOutput.defaults());
        int starts = health().starts();
        Future<?> first = hanging();
        Future<?> job = threads.submit(() -> harness.runner.run(attempt));

        attempt.abort();
        browserProcesses().forEach(ProcessHandle::destroyForcibly);

        assertThat(failureOf(first).code()).isEqualTo(ErrorCode.BROWSER_FAILED);
        assertThat(failureOf(job).code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(harness.site.hits("/not-opened")).isZero();
        assertThat(health().starts()).isLessThanOrEqualTo(starts + 1);
    }

    @Test
    void an_abort_that_comes_too_late_disturbs_nobody() {
        MemoryAttempt done = harness.capture(html("<h1>done</h1>"), ScreenshotOutput.defaults());
        int starts = health().starts();

        done.abort();

        harness.assertServes();
        assertThat(health().starts()).isEqualTo(starts);
    }

    @Test
    void a_caller_that_is_interrupted_gets_away_and_the_slot_goes_on() throws InterruptedException {
        Thread caller = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> harness.runner.run(
                                new MemoryAttempt(harness.at("/hangs"), within(25_000), ScreenshotOutput.defaults())))
                        .isInstanceOf(InterruptedException.class));
        int before = harness.site.hits("/hangs");
        await().atMost(SOON).until(() -> harness.site.hits("/hangs") > before);

        caller.interrupt();

        assertThat(caller.join(SOON)).isTrue();
        harness.assertServes();
    }

    @Test
    void a_browser_is_renewed_after_its_jobs() {
        try (Harness worn = new Harness(Harness.recycledAfter(2))) {
            for (int i = 0; i < 5; i++) {
                worn.assertServes();
            }
            assertThat(worn.runner.health().getFirst().starts()).isBetween(2, 4);
        }
    }

    @Test
    void a_browser_is_renewed_when_it_has_grown_too_large_and_not_before() {
        try (Harness small = new Harness(Harness.recycledAbove(1L << 20));
                Harness large = new Harness(Harness.recycledAbove(1L << 40))) {
            // memory is looked at now and then only
            await().atMost(SOON).until(() -> {
                small.assertServes();
                large.assertServes();
                return small.runner.health().getFirst().starts() > 1;
            });
            assertThat(large.runner.health().getFirst().starts()).isEqualTo(1);
        }
    }

    @Test
    void closing_leaves_no_process_and_no_profile() {
        Harness closed = new Harness();
        closed.assertServes();
        assertThat(closed.runner.health()).extracting(SlotHealth::running).containsExactly(true);
        List<ProcessHandle> started = drivers(closed)
                .flatMap(driver -> Stream.concat(Stream.of(driver), driver.descendants()))
                .toList();
        assertThat(started).hasSizeGreaterThan(3);

        closed.close();

        await().atMost(SOON).until(() -> started.stream().noneMatch(SupervisionTest::runs));
        assertThat(closed.runner.health()).extracting(SlotHealth::running).containsExactly(false);
    }

    @Test
    void two_slots_capture_at_once() throws InterruptedException, ExecutionException {
        try (Harness two = new Harness(2)) {
            CountDownLatch both = new CountDownLatch(2);
            two.site.on("/both", exchange -> {
                both.countDown();
                both.await(20, TimeUnit.SECONDS);
                Site.send(exchange, 200, "text/html", "<h1>both</h1>".getBytes(StandardCharsets.UTF_8));
            });
            CaptureSource source = two.at("/both");

            List<Future<MemoryAttempt>> jobs = Stream.of(1, 2)
                    .map(n -> threads.submit(() -> two.capture(source, ScreenshotOutput.defaults())))
                    .toList();

            for (Future<MemoryAttempt> job : jobs) {
                assertThat(job.get().image("screenshot.png").getWidth()).isEqualTo(1280);
            }
        }
    }

    private static Future<?> hanging() {
        return hanging(harness.at("/hangs"));
    }

    private static Future<?> hanging(CaptureSource source) {
        int before = harness.site.hits("/hangs");
        Future<?> job = threads.submit(
                () -> harness.runner.run(new MemoryAttempt(source, within(25_000), ScreenshotOutput.defaults())));
        await().atMost(SOON).until(() -> harness.site.hits("/hangs") > before);
        return job;
    }

    private static JobFailure failureOf(Future<?> job) {
        try {
            throw new AssertionError("succeeded: " + job.get(SOON.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JobFailure failure) {
                return failure;
            }
            throw new AssertionError(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static SlotHealth health() {
        return harness.runner.health().getFirst();
    }

    private static Stream<ProcessHandle> browserProcesses() {
        return browserProcesses(harness);
    }

    private static Stream<ProcessHandle> browserProcesses(Harness of) {
        return of.runner.browserPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream());
    }

    /** A dead process counts as alive to the JDK until its parent asks after it, and the system's first takes its time. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    /** The JDK knows no arguments of these: Chromium rewrites them. */
    private static boolean isRenderer(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .contains("--type=renderer");
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    private static Stream<ProcessHandle> drivers(Harness of) {
        List<ProcessHandle> browsers = browserProcesses(of).toList();
        return browsers.stream()
                .flatMap(process -> process.parent().stream())
                .filter(parent -> !browsers.contains(parent))
                .distinct();
    }
}
