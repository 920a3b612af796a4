package dev.tintype.vault;

import static dev.tintype.ledger.Jobs.aJob;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.artifact.Sha256;
import dev.tintype.artifact.StoreUnavailable;
import dev.tintype.artifact.s3.S3ArtifactStore;
import dev.tintype.artifact.s3.S3Server;
import dev.tintype.crypt.ArtifactEncryption;
import dev.tintype.crypt.EncryptedFile;
import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.ledger.Accepted;
import dev.tintype.ledger.JobLedger;
import dev.tintype.redis.RedisExtension;
import dev.tintype.seal.SealKeys;
import dev.tintype.secret.RedisTenantKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Artifacts encrypted in a folder, with keys in a real Redis. */
@ExtendWith(RedisExtension.class)
class ArtifactVaultTest {
    private static final String OLD = "the-first-key-of-the-tests-32-letters";
    private static final String NEW = "the-other-key-of-the-tests-32-letters";
    private static final int SEGMENT = 1 << 20;
    private static final String WORDS = "nobody but the tenant reads this";

    @TempDir
    private Path folder;

    private RedisClient redis;
    private JobLedger ledger;
    private FileArtifactStore store;
    private RedisTenantKeys keys;

    @BeforeEach
    void open(RedisClient client, JobLedger jobs) {
        redis = client;
        ledger = jobs;
        store = new FileArtifactStore(folder);
        keys = new RedisTenantKeys(redis, new SealKeys(List.of(OLD)));
    }

    private ArtifactVault vault(boolean always) {
        return vault(store, always);
    }

    private ArtifactVault vault(ArtifactStore in, boolean always) {
        return new ArtifactVault(in, keys, (tenant, kept) -> kept.replace("sealed for " + tenant + ": ", ""), always);
    }

    private Job job(@Nullable ArtifactEncryption encryption) {
        Accepted accepted = ledger.accept(aJob().encryption(encryption).build());
        assertThat(accepted).isInstanceOf(Accepted.Created.class);
        return ((Accepted.Created) accepted).job();
    }

    private static Artifact put(ArtifactVault vault, Job job, byte[] content) throws IOException {
        ArtifactKey key = new ArtifactKey(job.tenant(), job.id(), 1, "a.txt");
        return vault.writer(job).put(key, "text", "text/plain", content, Map.of("words", 6));
    }

    private static byte[] read(ArtifactVault vault, Job job, Artifact artifact, long offset, long length)
            throws IOException {
        try (InputStream in = vault.open(job, artifact, offset, length).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void what_is_stored_for_a_tenant_shows_nothing_and_is_given_out_as_it_was() throws IOException {
        Job job = job(ArtifactEncryption.TENANT);
        Artifact artifact = put(vault(false), job, WORDS.getBytes(UTF_8));

        assertThat(artifact.encryptedFor()).isEqualTo(ArtifactEncryption.Mode.TENANT);
        assertThat(artifact.bytes()).isEqualTo(WORDS.length());
        assertThat(artifact.sha256())
                .isEqualTo(HexFormat.of().formatHex(Sha256.digest().digest(WORDS.getBytes(UTF_8))));
        assertThat(artifact.mediaType()).isEqualTo("text/plain");
        assertThat(Files.readString(files().getFirst(), ISO_8859_1))
                .startsWith("TINTYPE")
                .doesNotContain("nobody");
        assertThat(read(vault(false), job, artifact, 0, Long.MAX_VALUE))
                .asString(UTF_8)
                .isEqualTo(WORDS);
    }

    @Test
    void the_operator_decides_for_jobs_that_do_not_say() throws IOException {
        assertThat(put(vault(true), job(null), new byte[1]).encryptedFor()).isEqualTo(ArtifactEncryption.Mode.TENANT);
        assertThat(put(vault(false), job(null), new byte[1]).encryptedFor()).isNull();
    }

    @Test
    void a_bucket_shows_no_more_than_a_folder() throws IOException {
        byte[] content = new byte[2 * SEGMENT + 5000];
        new Random(2).nextBytes(content);
        try (S3ArtifactStore bucket = new S3ArtifactStore(S3Server.shared().newBucket())) {
            Job job = job(ArtifactEncryption.TENANT);
            ArtifactVault vault = vault(bucket, false);
            Artifact artifact = put(vault, job, content);

            assertThat(read(vault, job, artifact, SEGMENT - 100, 200))
                    .isEqualTo(Arrays.copyOfRange(content, SEGMENT - 100, SEGMENT + 100));
            assertThat(read(vault, job, artifact, 0, Long.MAX_VALUE)).isEqualTo(content);
            ArtifactKey key = new ArtifactKey(job.tenant(), job.id(), 1, "a.txt");
            try (InputStream in = bucket.open(key, 0, Long.MAX_VALUE).orElseThrow()) {
                byte[] kept = in.readAllBytes();
                assertThat(new String(kept, 0, 7, ISO_8859_1)).isEqualTo("TINTYPE");
                assertThat(kept).hasSizeGreaterThan(content.length);
            }
        }
    }

    @Test
    void parts_are_those_of_the_content_wherever_they_begin() throws IOException {
        byte[] content = new byte[2 * SEGMENT + 5000];
        new Random(1).nextBytes(content);
        Job job = job(ArtifactEncryption.TENANT);
        ArtifactVault vault = vault(false);
        Artifact artifact = put(vault, job, content);

        for (int[] part : new int[][] {
            {0, 1},
            {0, content.length},
            {1, 10},
            {SEGMENT - 100, 200},
            {SEGMENT, SEGMENT},
            {content.length - 1, 1},
            {5, content.length - 5},
            {2 * SEGMENT - 57, 100}
        }) {
            assertThat(read(vault, job, artifact, part[0], part[1]))
                    .as(Arrays.toString(part))
                    .isEqualTo(Arrays.copyOfRange(content, part[0], part[0] + part[1]));
        }
    }

    @Test
    void a_file_in_anothers_place_is_refused() throws IOException {
        Job one = job(ArtifactEncryption.TENANT);
        Job other = job(ArtifactEncryption.TENANT);
        ArtifactVault vault = vault(false);
        put(vault, one, WORDS.getBytes(UTF_8));
        Artifact artifact = put(vault, other, WORDS.getBytes(UTF_8));
        List<Path> files = files();
        byte[] first = Files.readAllBytes(files.get(0));
        Files.write(files.get(0), Files.readAllBytes(files.get(1)));
        Files.write(files.get(1), first);

        assertThatThrownBy(() -> vault.open(other, artifact, 0, 1)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void without_its_key_nothing_of_a_tenant_can_be_read() throws IOException {
        Job job = job(ArtifactEncryption.TENANT);
        ArtifactVault vault = vault(false);
        Artifact artifact = put(vault, job, WORDS.getBytes(UTF_8));

        keys.shred(job.tenant());
        assertThat(vault.open(job, artifact, 0, 1)).isEmpty();
        // a new one is made for what comes, and does not open what was
        put(vault, job(ArtifactEncryption.TENANT), new byte[1]);
        assertThatThrownBy(() -> vault.open(job, artifact, 0, 1)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void keys_are_sealed_anew_and_files_stay_as_they_are() throws IOException {
        Job job = job(ArtifactEncryption.TENANT);
        Artifact artifact = put(vault(false), job, WORDS.getBytes(UTF_8));
        byte[] file = Files.readAllBytes(files().getFirst());
        assertThat(redis.hget("{tintype}:tenant-keys", job.tenant())).isNotEmpty();

        new RedisTenantKeys(redis, new SealKeys(List.of(NEW, OLD))).sealAnew();
        keys = new RedisTenantKeys(redis, new SealKeys(List.of(NEW)));

        assertThat(read(vault(false), job, artifact, 0, 6)).asString(UTF_8).isEqualTo("nobody");
        assertThat(Files.readAllBytes(files().getFirst())).isEqualTo(file);
    }

    @Test
    void what_is_for_a_password_is_given_out_encrypted() throws IOException {
        Job job = job(new ArtifactEncryption(ArtifactEncryption.Mode.PASSWORD, "sealed for acme: correct horse", null));
        ArtifactVault vault = vault(false);
        Artifact artifact = put(vault, job, WORDS.getBytes(UTF_8));

        assertThat(artifact.name()).isEqualTo("a.txt.tintype");
        assertThat(artifact.closed()).isTrue();
        byte[] file = read(vault, job, artifact, 0, Long.MAX_VALUE);
        assertThat(file).hasSize(Math.toIntExact(artifact.bytes()));
        InputStream in = new ByteArrayInputStream(file);
        try (InputStream clear = EncryptedFile.open(in, EncryptedFile.withPassword("correct horse"))
                .decrypted(in)) {
            assertThat(clear.readAllBytes()).asString(UTF_8).isEqualTo(WORDS);
        }
    }
}
