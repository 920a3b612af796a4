package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.media.MediaOutput;
import dev.tintype.worker.media.colour.PngProfile;
import dev.tintype.worker.media.colour.ToSrgb;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures with colour profiles look in sRGB as they are meant to. What they are meant to is told by Little CMS, the JDK's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColourProfilesTest {
    private static final List<Integer> COLOURS =
            List.of(0x808080, 0x20c040, 0xc08040, 0x102030, 0xf0e0d0, 0x010203, 0xffffff, 0x000000, 0x604080, 0x9090c0);
    private static final int SIDE = 8;

    @TempDir
    private Path folder;

    private final MediaHarness harness = new MediaHarness();

    @AfterAll
    void stop() {
        harness.close();
    }

    static Stream<Arguments> profiles() {
        return Stream.of(
                Arguments.of("display-p3", Profiles.matrix(Profiles.DISPLAY_P3, Profiles.srgbCurve())),
                Arguments.of("adobe-rgb", Profiles.matrix(Profiles.ADOBE_RGB, Profiles.gamma(2.2))),
                Arguments.of("prophoto", Profiles.matrix(Profiles.PROPHOTO, Profiles.gamma(1.8))),
                Arguments.of("points", Profiles.matrix(Profiles.SRGB, Profiles.points(1.4, 300))),
                Arguments.of("linear", Profiles.matrix(Profiles.SRGB, Profiles.parametric(0, 1))),
                Arguments.of("offset", Profiles.matrix(Profiles.SRGB, Profiles.parametric(2, 2, 0.85, 0.05, 0.1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    void colours_are_as_they_are_meant(String name, byte[] profile) throws IOException {
        Path source = Profiles.with(picture(BufferedImage.TYPE_INT_RGB), profile, folder.resolve(name + ".png"));
        MediaAttempt attempt = harness.make(source, output("{'kind':'image'}"));

        BufferedImage made = ImageIO.read(attempt.file("image.png").toFile());
        ICC_ColorSpace meant = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
        for (int n = 0; n < COLOURS.size(); n++) {
            int colour = COLOURS.get(n);
            float[] srgb = meant.toRGB(
                    new float[] {((colour >> 16) & 255) / 255f, ((colour >> 8) & 255) / 255f, (colour & 255) / 255f});
            int pixel = made.getRGB(n * SIDE + SIDE / 2, SIDE / 2);
            for (int channel = 0; channel < 3; channel++) {
                assertThat((pixel >> (16 - 8 * channel)) & 255)
                        .as("channel %d of %06x", channel, colour)
                        .isCloseTo(Math.round(srgb[channel] * 255), Offset.offset(2));
            }
        }
        assertThat(attempt.report()).containsEntry("colours", "converted_to_srgb");
        assertThat(PngProfile.of(Files.readAllBytes(attempt.file("image.png"))))
                .as("a profile that is not its own any more")
                .isEmpty();
    }

    @Test
    void what_is_seen_through_stays_so_and_grey_stays_grey() throws IOException {
        byte[] profile = Profiles.matrix(Profiles.ADOBE_RGB, Profiles.gamma(2.2));
        Path clear = Profiles.with(picture(BufferedImage.TYPE_INT_ARGB), profile, folder.resolve("clear.png"));
        Path grey = Profiles.with(
                picture(BufferedImage.TYPE_BYTE_GRAY), Profiles.grey(Profiles.gamma(1.0)), folder.resolve("grey.png"));

        BufferedImage seen = ImageIO.read(harness.make(clear, output("{'kind':'image'}"))
                .file("image.png")
                .toFile());
        BufferedImage bright = ImageIO.read(
                harness.make(grey, output("{'kind':'image'}")).file("image.png").toFile());

        assertThat(seen.getRGB(4, 4) >>> 24).isCloseTo(0x80, Offset.offset(1));
        assertThat(bright.getRGB(4, 4) & 255).as("half the light").isBetween(186, 190);
        assertThat((bright.getRGB(4, 4) >> 16) & 255).isEqualTo(bright.getRGB(4, 4) & 255);
    }

    @Test
    void the_profile_of_a_photo_counts_as_well() throws IOException {
        byte[] profile = Profiles.matrix(Profiles.ADOBE_RGB, Profiles.gamma(2.2));
        Path png = Profiles.with(picture(BufferedImage.TYPE_INT_RGB), profile, folder.resolve("as.png"));
        Path photo = Clips.make("photo-" + png.toString().hashCode() + ".jpg", "-i " + png + " -q:v 1 -frames:v 1");

        MediaAttempt attempt = harness.make(photo, output("{'kind':'image','format':'jpeg','quality':95}"));

        assertThat(attempt.report()).containsEntry("colours", "converted_to_srgb");
        int green = ImageIO.read(attempt.file("image.jpg").toFile()).getRGB(SIDE + 4, 4);
        assertThat((green >> 16) & 255).as("green that sRGB has not").isLessThan(8);
    }

    @Test
    void what_is_srgb_already_is_left_alone() throws IOException {
        Path source = Profiles.with(
                picture(BufferedImage.TYPE_INT_RGB),
                Profiles.matrix(Profiles.SRGB, Profiles.srgbCurve()),
                folder.resolve("srgb.png"));
        MediaAttempt attempt = harness.make(source, output("{'kind':'image'}"));

        assertThat(attempt.report()).containsEntry("colours", "srgb");
        assertThat(String.valueOf(attempt.report().get("commands"))).doesNotContain("lut1d");
    }

    @Test
    void a_profile_that_cannot_be_read_leaves_the_picture_as_it_is() throws IOException {
        byte[] profile = Profiles.matrix(Profiles.ADOBE_RGB, Profiles.gamma(2.2));
        profile[16] = 'C';
        Path source = Profiles.with(picture(BufferedImage.TYPE_INT_RGB), profile, folder.resolve("printer.png"));
        MediaAttempt attempt = harness.make(source, output("{'kind':'image'}"));

        assertThat(attempt.report()).containsEntry("colours", "profile_not_read");
        assertThat(ImageIO.read(attempt.file("image.png").toFile()).getRGB(SIDE + 4, 4) & 0xffffff)
                .isEqualTo(0x20c040);
    }

    @Test
    void whatever_stands_in_a_profile_it_is_read_or_not_and_nothing_else_happens() {
        byte[] whole = Profiles.matrix(Profiles.DISPLAY_P3, Profiles.srgbCurve());
        Random random = new Random(1);
        int read = 0;
        for (int n = 0; n < 3_000; n++) {
            byte[] broken = Arrays.copyOf(whole, n < whole.length ? n : whole.length);
            for (int k = 0; k < 4 && broken.length > 0; k++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            read += ToSrgb.of(broken).isPresent() ? 1 : 0;
            ToSrgb.of(broken)
                    .ifPresent(
                            way -> assertThat(way.first() + way.filters(false)).doesNotContain("NaN", "Infinity"));
            PngProfile.of(broken);
        }
        assertThat(read).isPositive();
    }

    private Path picture(int type) throws IOException {
        BufferedImage picture = new BufferedImage(COLOURS.size() * SIDE, SIDE, type);
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < SIDE; y++) {
                if (type == BufferedImage.TYPE_BYTE_GRAY) {
                    picture.getRaster().setSample(x, y, 0, 128);
                } else {
                    int alpha = type == BufferedImage.TYPE_INT_ARGB ? 0x80 : 0xff;
                    picture.setRGB(x, y, (alpha << 24) | COLOURS.get(x / SIDE));
                }
            }
        }
        Path file = folder.resolve("plain-" + type + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    private static MediaOutput output(String json) {
        return Json.read(json.replace('\'', '"'), MediaOutput.class);
    }
}
