package dev.tintype.api.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.Sha256;
import dev.tintype.job.Artifact;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactZipTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");
    private static final byte[] CONTENT = "x".getBytes(UTF_8);

    @Test
    void more_entries_than_an_old_zip_can_count_are_all_there(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("many.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ArtifactZip zip = new ArtifactZip(new BufferedOutputStream(out, 1 << 20) {
                    @Override
                    public void close() {
                        throw new AssertionError("the stream is the caller's");
                    }
                })) {
            for (int i = 0; i < 66_000; i++) {
                zip.add("", artifact("segment-" + i + ".ts"), TIME, new ByteArrayInputStream(CONTENT));
            }
            zip.finish();
        }

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(66_000);
            assertThat(zip.getInputStream(zip.getEntry("segment-65999.ts")).readAllBytes())
                    .isEqualTo(CONTENT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "page.html,page.html",
        "PAGE.html,PAGE-2.html",
        "../../etc/passwd,_._.._etc_passwd",
        "con.png,_con.png",
        "NUL,_NUL",
        "dots...,dots_",
        "a\\b:c.txt,a_b_c.txt",
        "'',_"
    })
    void names_unpack_anywhere(String name, String safe) {
        ZipNames names = new ZipNames();
        assertThat(names.safe("page.html")).isEqualTo("page.html");

        assertThat(names.safe(name)).isEqualTo(name.equals("page.html") ? "page-2.html" : safe);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=utf-8,true",
        "application/ld+json,true",
        "image/svg+xml,true",
        "image/png,false",
        "video/mp4,false",
        "application/pdf,false",
        "application/zip,false"
    })
    void only_what_shrinks_is_compressed(String mediaType, boolean shrinks) {
        assertThat(ArtifactZip.shrinks(mediaType)).isEqualTo(shrinks);
    }

    private static Artifact artifact(String name) {
        String sha256 = HexFormat.of().formatHex(Sha256.digest().digest(CONTENT));
        return new Artifact(name, "segment", "video/mp2t", CONTENT.length, sha256, 1, Map.of());
    }
}
