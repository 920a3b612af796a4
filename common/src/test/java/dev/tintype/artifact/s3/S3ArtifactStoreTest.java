package dev.tintype.artifact.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.ArtifactStoreContract;
import dev.tintype.artifact.Sha256;
import dev.tintype.artifact.UploadId;
import dev.tintype.artifact.UploadKey;
import dev.tintype.artifact.s3.S3Settings.Encryption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

class S3ArtifactStoreTest extends ArtifactStoreContract {
    private final HttpClient http = HttpClient.newHttpClient();
    private final S3Settings settings = S3Server.shared().newBucket();
    private final S3ArtifactStore store = new S3ArtifactStore(settings, S3Patiences.quick());

    @Override
    protected ArtifactStore store() {
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_has_many_parts_is_stored_whole_with_one_part_in_memory() throws Exception {
        long bytes = 3L * S3Patiences.PART_BYTES + 12_345;

        ArtifactStore.Stored stored = store.put(key(1, "film.mp4"), new Noise(bytes), "video/mp4");

        assertThat(stored.bytes()).isEqualTo(bytes);
        assertThat(stored.sha256()).isEqualTo(sha256(new Noise(bytes)));
        try (InputStream in = store.open(key(1, "film.mp4"), 0, Long.MAX_VALUE).orElseThrow()) {
            assertThat(sha256(in)).isEqualTo(stored.sha256());
        }
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void what_ends_with_a_part_has_no_empty_part() throws Exception {
        long bytes = 2L * S3Patiences.PART_BYTES;

        assertThat(store.put(key(1, "film.mp4"), new Noise(bytes), "video/mp4").bytes())
                .isEqualTo(bytes);
    }

    @Test
    void a_content_that_breaks_off_stores_nothing_and_leaves_no_parts() throws Exception {
        InputStream broken = new Noise(2L * S3Patiences.PART_BYTES + 1) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                if (read < 0) {
                    throw new IOException("the client went away");
                }
                return read;
            }
        };

        assertThatThrownBy(() -> store.put(key(1, "film.mp4"), broken, "video/mp4"))
                .hasMessage("the client went away");

        assertThat(store.open(key(1, "film.mp4"), 0, 1)).isEmpty();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void a_link_reads_without_keys_until_it_expires_and_only_what_it_is_for() throws Exception {
        store.put(key(1, "a-b.html"), "<h1>hello</h1>".getBytes(UTF_8), "text/html");
        URI link = store.readLink(
                        key(1, "a-b.html"), Duration.ofMinutes(5), "text/html", "attachment; filename=\"a-b.html\"")
                .orElseThrow();

        HttpResponse<String> answer = get(link);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<h1>hello</h1>");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"a-b.html\"");
        assertThat(get(URI.create(link.toString().replace("a-b.html?", "other.html?")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(URI.create(settings.endpoint() + link.getRawPath())).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_link_writes_what_was_agreed() throws Exception {
        ArtifactStore.WriteLink link = store.writeLink(key(1, "up.txt"), Duration.ofMinutes(5), "text/plain", 5)
                .orElseThrow();

        assertThat(put(link, "hello")).isEqualTo(200);

        assertThat(read(store, key(1, "up.txt"), 0, 10)).asString(UTF_8).isEqualTo("hello");
        assertThat(put(new ArtifactStore.WriteLink(link.url(), Map.of("content-type", "text/html")), "hello"))
                .isEqualTo(403);
    }

    @Test
    void links_lead_to_the_address_that_callers_know() {
        S3Settings known = new S3Settings(
                settings.endpoint(),
                URI.create("https://files.example.com"),
                "us-east-1",
                "bucket",
                "",
                true,
                S3Server.KEYS,
                Encryption.none());
        try (S3ArtifactStore shown = new S3ArtifactStore(known)) {
            assertThat(shown.readLink(key(1, "a.txt"), Duration.ofMinutes(1), "text/plain", "inline"))
                    .hasValueSatisfying(link -> assertThat(link.toString())
                            .startsWith("https://files.example.com/bucket/acme/" + job + "/a1/a.txt?"));
        }
    }

    @Test
    void encryption_is_asked_for_with_every_write() throws Exception {
        try (S3Front front = S3Front.before(S3Server.shared().uri())) {
            S3Settings asked = new S3Settings(
                    front.uri(),
                    null,
                    "us-east-1",
                    settings.bucket(),
                    "",
                    true,
                    S3Server.KEYS,
                    Encryption.kms("key-1"));
            try (S3ArtifactStore encrypting = new S3ArtifactStore(asked, S3Patiences.quick())) {
                front.always("PUT", S3Front.Fault.BUSY);
                front.always("POST", S3Front.Fault.BUSY);
                assertThatThrownBy(() -> encrypting.put(key(1, "a.txt"), new byte[1], "text/plain"))
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(
                                () -> encrypting.put(key(1, "b.txt"), new Noise(S3Patiences.PART_BYTES), "text/plain"))
                        .isInstanceOf(IOException.class);
                assertThat(encrypting
                                .writeLink(key(1, "c.txt"), Duration.ofMinutes(1), "text/plain", 1)
                                .orElseThrow()
                                .headers())
                        .containsEntry("x-amz-server-side-encryption", "aws:kms")
                        .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "key-1");
            }
            assertThat(front.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .containsIgnoringCase("x-amz-server-side-encryption: aws:kms")
                            .containsIgnoringCase("x-amz-server-side-encryption-aws-kms-key-id: key-1"));
        }
    }

    @Test
    void uploads_begun_long_ago_are_given_up() throws Exception {
        try (var client = S3Clients.client(settings, S3Patience.usual())) {
            client.createMultipartUpload(
                    request -> request.bucket(settings.bucket()).key("some/where/acme/left"));
            store.abortUnfinished(Instant.now().minus(Duration.ofMinutes(1)));
            assertThat(unfinished()).hasSize(1);

            store.abortUnfinished(Instant.now().plus(Duration.ofMinutes(1)));

            assertThat(unfinished()).isEmpty();
        }
    }

    @Test
    void more_than_one_page_is_deleted() throws Exception {
        for (int i = 0; i < 1_005; i++) {
            store.put(key(1, "segment-" + i + ".ts"), new byte[] {1}, "video/mp2t");
        }

        store.deleteJob("acme", job);

        assertThat(store.open(key(1, "segment-0.ts"), 0, 1)).isEmpty();
        assertThat(store.open(key(1, "segment-1004.ts"), 0, 1)).isEmpty();
        assertThat(store.open(key(1, "segment-999.ts"), 0, 1)).isEmpty();
    }

    @Test
    void an_empty_upload_is_one() throws Exception {
        UploadKey key = new UploadKey("acme", UploadId.create());

        assertThat(store.put(key, new ByteArrayInputStream(new byte[0]), "text/html")
                        .bytes())
                .isZero();
        assertThat(store.open(key, 0, 5)).isPresent();
    }

    private List<MultipartUpload> unfinished() {
        try (var client = S3Clients.client(settings, S3Patience.usual())) {
            return client.listMultipartUploads(request -> request.bucket(settings.bucket()))
                    .uploads();
        }
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private int put(ArtifactStore.WriteLink link, String content) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(link.url()).PUT(BodyPublishers.ofString(content));
        link.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) {
                request.header(name, value);
            }
        });
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String sha256(InputStream in) throws Exception {
        var digest = Sha256.digest();
        byte[] buffer = new byte[64 << 10];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** So many bytes that no one has seen before, and always the same. */
    static class Noise extends InputStream {
        private final Random random = new Random(7);
        private long left;

        Noise(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) random.nextInt();
            }
            left -= count;
            return count;
        }
    }
}
