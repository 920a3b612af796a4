package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.compare.CompareCapture;
import dev.tintype.compare.CompareImage;
import dev.tintype.compare.CompareLimits;
import dev.tintype.compare.CompareSource;
import dev.tintype.compare.DiffOutput;
import dev.tintype.compare.SideBySideOutput;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Comparisons with pictures that the browser takes for them. */
class CompareCapturesTest {
    private static final Harness HARNESS = new Harness();
    private static final String WITH_BADGE =
            "<body style='margin:0;background:#fff'><div style='width:100px;height:50px;background:#00f'></div>";
    private static final String WITHOUT = "<body style='margin:0;background:#fff'>";

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    private static CompareImage capture(String body, CaptureOutput output) {
        return new CompareImage(
                null, null, new CompareCapture(Harness.html(body), Harness.within(20_000), output), null);
    }

    private static CompareSpec spec(CompareImage before, CompareImage after, @Nullable Double most) {
        return new CompareSpec(
                new CompareSource(before, after),
                0.1,
                true,
                null,
                most == null ? null : new CompareLimits(most),
                List.of(DiffOutput.defaults(), new SideBySideOutput(true)));
    }

    private static MemoryAttempt run(CompareSpec spec) {
        MemoryAttempt attempt = new MemoryAttempt(spec);
        attempt.finished(HARNESS.run(attempt));
        return attempt;
    }

    @Test
    void two_pages_are_taken_kept_and_compared() {
        MemoryAttempt attempt = run(spec(
                capture(WITHOUT, ScreenshotOutput.defaults()),
                capture(
                        WITH_BADGE,
                        new ScreenshotOutput(
                                ScreenshotOutput.Format.WEBP, 100, false, null, ScreenshotOutput.Effort.BALANCED)),
                null));

        assertThat(attempt.names())
                .containsExactlyInAnyOrder("before.png", "after.webp", "diff.png", "side-by-side.png");
        Map<?, ?> comparison = (Map<?, ?>) Objects.requireNonNull(attempt.report().get("comparison"));
        // 5,000 of 1280 × 720
        assertThat((Double) comparison.get("changed_percent")).isBetween(0.54, 0.56);
        assertThat(comparison.get("size_changed")).isEqualTo(false);
        assertThat(attempt.report().get("after")).isInstanceOf(Map.class);
        assertThat(attempt.image("diff.png").getRGB(50, 25)).isEqualTo(0xFFFF0000);
        assertThat(attempt.image("diff.png").getRGB(400, 300)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void more_than_allowed_fails_and_as_much_does_not() {
        CompareImage before = capture(WITHOUT, ScreenshotOutput.defaults());
        CompareImage after = capture(WITH_BADGE, ScreenshotOutput.defaults());
        MemoryAttempt attempt = new MemoryAttempt(spec(before, after, 0.5));

        JobFailure failure = catchThrowableOfType(JobFailure.class, () -> HARNESS.runner.run(attempt));

        assertThat(failure.code()).isEqualTo(ErrorCode.DIFFERENCE_FOUND);
        assertThat(failure.detail()).contains("0.54").contains("0.5000");
        run(spec(before, after, 0.6));
    }

    @Test
    void the_first_run_only_takes_and_the_next_compares_with_that() {
        CompareImage last = new CompareImage(null, null, null, true);
        MemoryAttempt first = run(spec(last, capture(WITHOUT, ScreenshotOutput.defaults()), null));
        assertThat(first.names()).containsExactly("after.png");
        assertThat(first.report("comparison", "first")).isEqualTo(true);

        String id = JobId.create().value();
        CompareSpec second = spec(last, capture(WITH_BADGE, ScreenshotOutput.defaults()), null)
                .after(new ArtifactRef(id, "after.png"));
        MemoryAttempt attempt = new MemoryAttempt(second);
        attempt.with(id, "after.png", "image/png", first.bytes("after.png"));
        attempt.finished(HARNESS.run(attempt));

        assertThat((Double) attempt.report("comparison", "changed_percent")).isGreaterThan(0.5);
    }
}
