package dev.tintype.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.artifact.UploadId;
import dev.tintype.artifact.UploadKey;
import dev.tintype.redis.RedisClients;
import dev.tintype.redis.RedisExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

@ExtendWith(RedisExtension.class)
class UploadsTest {
    private static final byte[] PAGE = "<!doctype html><title>t</title><p>hello".getBytes(UTF_8);
    private static final byte[] PNG = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private final RedisClient redis;
    private final ArtifactStore store;

    UploadsTest(URI redis, @TempDir Path folder) {
        this.redis = RedisClients.pooled(redis);
        this.store = new FileArtifactStore(folder);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void what_was_handed_in_is_there_for_its_tenant_alone() throws IOException {
        Uploads uploads = uploads(1_000, 1_000, Duration.ofHours(1));

        Upload upload = uploads.add("acme", "text/html", PAGE.length, in(PAGE));

        assertThat(upload.bytes()).isEqualTo(PAGE.length);
        assertThat(upload.mediaType()).isEqualTo("text/html");
        assertThat(upload.sha256()).hasSize(64);
        assertThat(upload.expiresAt())
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        assertThat(uploads.find("acme", upload.id())).contains(upload);
        assertThat(uploads.find("other", upload.id())).isEmpty();
        try (InputStream in = uploads.open(upload).orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(PAGE);
        }
    }

    @Test
    void more_than_allowed_is_refused_before_or_while_it_comes_and_not_kept() {
        Uploads uploads = uploads(20, 1_000, Duration.ofHours(1));

        assertThat(refusal(uploads, PAGE.length, in(PAGE))).isEqualTo(UploadRefused.Reason.TOO_LARGE);
        assertThat(refusal(uploads, -1, in(PAGE))).isEqualTo(UploadRefused.Reason.TOO_LARGE);

        assertThat(stored()).isEmpty();
    }

    @Test
    void a_tenant_has_so_much_room_and_gets_it_back() throws Exception {
        Uploads uploads = uploads(1_000, 2L * PAGE.length, Duration.ZERO);
        uploads.add("acme", "text/html", -1, in(PAGE));
        uploads.add("acme", "text/html", PAGE.length, in(PAGE));

        assertThat(refusal(uploads, PAGE.length, in(PAGE))).isEqualTo(UploadRefused.Reason.NO_ROOM);
        assertThat(refusal(uploads, -1, in(PAGE))).isEqualTo(UploadRefused.Reason.NO_ROOM);
        assertThat(stored()).hasSize(2);
        uploads.add("other", "text/html", -1, in(PAGE));

        uploads.sweepExpired();

        assertThat(stored()).isEmpty();
        assertThat(uploads.add("acme", "text/html", -1, in(PAGE)).bytes()).isEqualTo(PAGE.length);
    }

    @Test
    void what_a_job_will_read_is_kept_until_then() throws Exception {
        Uploads uploads = uploads(1_000, 1_000, Duration.ZERO);
        Upload held = uploads.add("acme", "text/html", -1, in(PAGE));
        Upload other = uploads.add("acme", "text/html", -1, in(PAGE));

        assertThat(uploads.hold(held, Instant.now().plusSeconds(600))).isTrue();
        assertThat(uploads.hold(held, Instant.EPOCH)).isTrue();
        uploads.sweepExpired();

        assertThat(uploads.find("acme", held.id()))
                .hasValueSatisfying(upload ->
                        assertThat(upload.expiresAt()).isAfter(Instant.now().plusSeconds(500)));
        assertThat(uploads.find("acme", other.id())).isEmpty();
        assertThat(uploads.hold(other, Instant.EPOCH)).isFalse();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void bytes_without_a_record_are_swept_and_others_are_not() throws Exception {
        Uploads uploads = uploads(1_000, 1_000, Duration.ofHours(1));
        Upload known = uploads.add("acme", "text/html", -1, in(PAGE));
        store.put(new UploadKey("acme", UploadId.create()), PAGE, "text/html");

        uploads.sweepOrphans(Instant.now().plus(Duration.ofMinutes(1)));

        assertThat(stored()).containsExactly(known.key());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            text/html,                page, text/html
            text/html; charset=utf-8, page, text/html; charset=utf-8
            text/plain,               page, text/plain
            -,                        page, text/html
            application/octet-stream, page, text/html
            image/png,                png,  image/png
            -,                        png,  image/png
            text/html,                text, text/html
            text/html,                png,  -
            image/png,                page, -
            image/jpeg,               png,  -
            text/html,                noise, -
            -,                        noise, -
            video/mp4,                noise, -
            multipart/form-data,      page, -
            nonsense,                 page, -
            """)
    void the_type_must_be_what_the_content_is(@Nullable String declared, String content, @Nullable String kept)
            throws IOException {
        Uploads uploads = uploads(1_000_000, 1_000_000_000, Duration.ofHours(1));
        byte[] bytes = switch (content) {
            case "page" -> PAGE;
            case "png" -> PNG;
            case "text" -> "just a few words".getBytes(UTF_8);
            default -> new byte[] {1, 0, 2, 0, (byte) 0xfe, 3, 0, 9};
        };
        if (kept == null) {
            UploadRefused refusal =
                    catchThrowableOfType(UploadRefused.class, () -> uploads.add("types", declared, -1, in(bytes)));
            assertThat(refusal).isNotNull();
            assertThat(refusal.reason()).isEqualTo(UploadRefused.Reason.OTHER_TYPE);
        } else {
            assertThat(uploads.add("types", declared, -1, in(bytes)).mediaType())
                    .isEqualTo(kept);
        }
    }

    private Uploads uploads(long bytes, long tenantBytes, Duration ttl) {
        return new Uploads(redis, store, new Uploads.Limits(bytes, tenantBytes, ttl));
    }

    private static UploadRefused.@Nullable Reason refusal(Uploads uploads, long length, InputStream content) {
        UploadRefused refusal =
                catchThrowableOfType(UploadRefused.class, () -> uploads.add("acme", "text/html", length, content));
        return refusal == null ? null : refusal.reason();
    }

    private List<UploadKey> stored() {
        List<UploadKey> keys = new ArrayList<>();
        try {
            store.uploadsBefore(Instant.now().plusSeconds(60), keys::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return keys;
    }

    private static InputStream in(byte[] content) {
        return new ByteArrayInputStream(content);
    }
}
