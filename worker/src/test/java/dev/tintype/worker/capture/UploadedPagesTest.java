package dev.tintype.worker.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.artifact.UploadId;
import dev.tintype.capture.CaptureSource;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.redis.RedisClients;
import dev.tintype.redis.RedisExtension;
import dev.tintype.upload.Upload;
import dev.tintype.upload.Uploads;
import dev.tintype.worker.capture.visit.Target;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

@ExtendWith(RedisExtension.class)
class UploadedPagesTest {
    private final RedisClient redis;
    private final Uploads uploads;
    private final UploadedPages pages;

    UploadedPagesTest(URI redis, @TempDir Path folder) {
        this.redis = RedisClients.pooled(redis);
        ArtifactStore store = new FileArtifactStore(folder);
        this.uploads = new Uploads(this.redis, store, new Uploads.Limits(100, 1_000, Duration.ofHours(1)));
        this.pages = new UploadedPages(uploads);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void an_uploaded_page_becomes_html_with_its_base() throws Exception {
        Upload upload = uploads.add("acme", "text/html", -1, new ByteArrayInputStream("<p>é".getBytes(UTF_8)));

        Target target = pages.resolve(
                "acme",
                new CaptureSource(
                        null, null, "https://example.com/", null, upload.id().value()));

        assertThat(target).isEqualTo(new Target.Given("<p>é", "https://example.com/"));
        assertThat(pages.resolve("acme", CaptureSource.ofUrl("https://example.com/")))
                .isEqualTo(new Target.Remote("https://example.com/"));
    }

    @Test
    void uploaded_markdown_is_rendered() throws Exception {
        Upload upload = uploads.add("acme", "text/markdown", -1, new ByteArrayInputStream("# é".getBytes(UTF_8)));

        Target target = pages.resolve(
                "acme", new CaptureSource(null, null, null, null, upload.id().value()));

        assertThat(((Target.Given) target).html()).contains("<h1>é</h1>");
    }

    @Test
    void an_upload_that_is_gone_or_anothers_is_the_jobs_own_failure() throws Exception {
        Upload upload = uploads.add("other", "text/html", -1, new ByteArrayInputStream("<p>x".getBytes(UTF_8)));

        for (UploadId id : new UploadId[] {UploadId.create(), upload.id()}) {
            assertThatThrownBy(() -> pages.resolve("acme", new CaptureSource(null, null, null, null, id.value())))
                    .isInstanceOfSatisfying(JobFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.UPLOAD_GONE);
                        assertThat(failure.retryable()).isFalse();
                    });
        }
    }

    @Test
    void text_is_read_as_it_was_written() {
        assertThat(UploadedPages.text("é".getBytes(UTF_8), "text/html")).isEqualTo("é");
        assertThat(UploadedPages.text("é".getBytes(ISO_8859_1), "text/html; charset=iso-8859-1"))
                .isEqualTo("é");
        assertThat(UploadedPages.text("\uFEFFé".getBytes(UTF_8), "text/html; charset=iso-8859-1"))
                .isEqualTo("é");
        assertThat(UploadedPages.text("\uFEFFé".getBytes(UTF_16LE), "text/html"))
                .isEqualTo("é");
        assertThat(UploadedPages.text("é".getBytes(UTF_8), "text/html; charset=nonsense"))
                .isEqualTo("é");
    }
}
