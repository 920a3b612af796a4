package dev.tintype.worker.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import org.junit.jupiter.api.Test;

class SourceResolverTest {
    private static final String JOB = "job_01kb5c8vq0e1x9f3m7t2r6w4zn";

    private static MemoryAttempt reading(String name) {
        CaptureSource source = new CaptureSource(null, null, null, new ArtifactRef(JOB, name));
        return new MemoryAttempt(source, PageOptions.defaults(), ScreenshotOutput.defaults());
    }

    private static CaptureSource resolved(MemoryAttempt attempt) {
        CaptureSpec spec = (CaptureSpec) attempt.job().request().spec();
        return SourceResolver.resolve(spec, attempt).source();
    }

    @Test
    void html_of_another_job_is_the_page() {
        MemoryAttempt attempt =
                reading("page.html").with(JOB, "page.html", "text/html", "<h1>Grüße</h1>".getBytes(UTF_8));

        assertThat(resolved(attempt)).isEqualTo(CaptureSource.ofHtml("<h1>Grüße</h1>"));
    }

    @Test
    void an_image_of_another_job_is_a_page_of_nothing_else() {
        MemoryAttempt attempt = reading("a.png").with(JOB, "a.png", "image/png", new byte[] {1, 2, 3});

        assertThat(resolved(attempt).html()).contains("src=\"data:image/png;base64,AQID\"");
    }

    @Test
    void what_cannot_be_shown_and_what_is_not_there_are_the_callers_to_mend() {
        MemoryAttempt pdf = reading("a.pdf").with(JOB, "a.pdf", "application/pdf", new byte[1]);

        for (MemoryAttempt attempt : new MemoryAttempt[] {pdf, reading("none.png")}) {
            assertThatThrownBy(() -> resolved(attempt)).isInstanceOfSatisfying(JobFailure.class, failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_UNUSABLE);
                assertThat(failure.retryable()).isFalse();
            });
        }
    }

    @Test
    void any_other_source_stays_as_it_is() {
        MemoryAttempt attempt = new MemoryAttempt(
                CaptureSource.ofUrl("https://example.com/"), PageOptions.defaults(), ScreenshotOutput.defaults());

        assertThat(resolved(attempt)).isEqualTo(CaptureSource.ofUrl("https://example.com/"));
    }
}
