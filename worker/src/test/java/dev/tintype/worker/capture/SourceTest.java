package dev.tintype.worker.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of source that is not an address, seen in the picture. */
class SourceTest {
    private static final int WHITE = 0xFFFFFFFF;

    @Test
    void markdown_is_a_page_one_can_read() {
        try (Harness harness = new Harness()) {
            MemoryAttempt attempt = harness.capture(
                    new CaptureSource(
                            null, null, "# Title\n\n| a | b |\n|---|---|\n| <p id=cell>1 | 2 |", null, null, null),
                    ScreenshotOutput.defaults());

            BufferedImage image = attempt.image("screenshot.png");
            assertThat(image.getRGB(2, 2)).isEqualTo(WHITE);
            assertThat(hasInk(image)).as("text in the middle column").isTrue();
        }
    }

    @Test
    void markdown_shows_pictures_from_under_its_base() {
        try (Harness harness = new Harness()) {
            harness.site.image("/docs/red.png", Color.RED, 600, 400);

            MemoryAttempt attempt = harness.capture(
                    new CaptureSource(null, null, "![red](red.png)", harness.site.url("/docs/page"), null, null),
                    ScreenshotOutput.defaults());

            assertThat(attempt.image("screenshot.png").getRGB(640, 200)).isEqualTo(Color.RED.getRGB());
        }
    }

    @Test
    void a_zip_brings_its_style_script_picture_and_pages_along() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("site/index.html", """
                <!doctype html><link rel=stylesheet href=css/a.css><script src="js/a%20b.js" defer></script>
                <img src=img/green.png style="position:absolute;left:0;top:300px">
                <iframe src=inner.html style="position:absolute;left:600px;top:300px;border:0"></iframe>
                <img src=missing.png onerror="document.title='missing is missing'">""");
        files.put("site/css/a.css", "body{background:#0000ff;margin:0}");
        files.put(
                "site/js/a b.js",
                "document.documentElement.append(Object.assign(document.createElement('div'),"
                        + "{style:'position:absolute;left:300px;top:0;width:100px;height:100px;background:#ff00ff'}))");
        files.put("site/inner.html", "<body style='background:#00ffff'>");
        try (Harness harness = new Harness(zip(files, "site/img/green.png", Site.png(Color.GREEN, 100, 100)))) {
            MemoryAttempt attempt = harness.capture(
                    new CaptureSource(null, null, null, null, "upl_01kb5c8vq0e1x9f3m7t2r6w4zn"),
                    ScreenshotOutput.defaults());

            BufferedImage image = attempt.image("screenshot.png");
            assertThat(image.getRGB(1000, 50)).as("css").isEqualTo(0xFF0000FF);
            assertThat(image.getRGB(350, 50)).as("script").isEqualTo(0xFFFF00FF);
            assertThat(image.getRGB(50, 350)).as("picture").isEqualTo(Color.GREEN.getRGB());
            assertThat(image.getRGB(650, 350)).as("frame").isEqualTo(0xFF00FFFF);
            assertThat(attempt.report()).containsEntry("title", "missing is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../index.html", "a/../../x", "/etc/passwd", "..\\x", "C:\\x"})
    void a_zip_whose_names_lead_out_of_it_is_refused(String name) {
        JobFailure failure = refused(new SiteArchive(), Map.of("index.html", "x", name, "x"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_UNUSABLE);
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
        JobFailure bytes = refused(new SiteArchive(10, 1_000), Map.of("index.html", "x".repeat(1_001)));
        assertThat(bytes.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);

        JobFailure files = refused(new SiteArchive(1, 1_000), Map.of("index.html", "x", "b", "x"));
        assertThat(files.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void a_zip_without_a_page_is_refused() {
        assertThat(refused(new SiteArchive(), Map.of("a/index.html", "x", "b/x", "x"))
                        .code())
                .isEqualTo(ErrorCode.SOURCE_UNUSABLE);
        assertThat(refused(new SiteArchive(), Map.of("page.html", "x")).detail())
                .contains("index.html");
    }

    private static JobFailure refused(SiteArchive archive, Map<String, String> files) {
        byte[] zip = zip(files);
        return catchThrowableOfType(JobFailure.class, () -> archive.read(new ByteArrayInputStream(zip), null));
    }

    private static boolean hasInk(BufferedImage image) {
        for (int y = 20; y < 200; y++) {
            for (int x = 280; x < 1000; x++) {
                if ((image.getRGB(x, y) & 0xFF) < 64) {
                    return true;
                }
            }
        }
        return false;
    }

    private static PageSources zip(Map<String, String> files, String extra, byte[] content) {
        byte[] zip = zip(files, Map.of(extra, content));
        return (_, _) -> {
            try {
                return new SiteArchive().read(new ByteArrayInputStream(zip), null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static byte[] zip(Map<String, String> files) {
        return zip(files, Map.of());
    }

    private static byte[] zip(Map<String, String> files, Map<String, byte[]> more) {
        Map<String, byte[]> all = new LinkedHashMap<>(more);
        files.forEach((name, text) -> all.put(name, text.getBytes(UTF_8)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
