package dev.tintype.worker.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.compare.DiffOutput;
import dev.tintype.compare.Mask;
import dev.tintype.compare.SideBySideOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Counts and pictures of real images. */
class CompareTest {
    private static final double USUAL = 0.1;

    private static BufferedImage image(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        painter.accept(graphics);
        graphics.dispose();
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static Pixels pixels(int width, int height, Consumer<Graphics2D> painter) throws IOException {
        return ImageDecoder.decode(png(image(width, height, painter)), "a");
    }

    private static Difference difference(Pixels before, Pixels after, Mask... masks) {
        return Difference.between(before, after, USUAL, true, List.of(masks));
    }

    private static Consumer<Graphics2D> box(Color colour, int x, int y, int size) {
        return graphics -> {
            graphics.setColor(colour);
            graphics.fillRect(x, y, size, size);
        };
    }

    private static Consumer<Graphics2D> disc(double shift) {
        return graphics -> {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(Color.BLACK);
            graphics.fill(new Ellipse2D.Double(20.0 + shift, 20.0, 60.0, 60.0));
        };
    }

    @Test
    void the_same_image_has_not_changed() throws IOException {
        Pixels one = pixels(100, 80, disc(0));

        Difference difference = difference(one, pixels(100, 80, disc(0)));

        assertThat(difference.changedPercent()).isZero();
        assertThat(difference.compared()).isEqualTo(8_000);
        assertThat(Boxes.of(difference)).isEmpty();
    }

    @Test
    void a_square_that_appears_is_counted_to_the_pixel_and_boxed() throws IOException {
        Difference difference = difference(
                pixels(200, 100, _ -> {}),
                pixels(200, 100, box(Color.RED, 150, 30, 20).andThen(box(Color.RED, 10, 10, 4))));

        assertThat(difference.count(Difference.CHANGED)).isEqualTo(416);
        assertThat(difference.changedPercent()).isEqualTo(2.08);
        assertThat(Boxes.of(difference)).containsExactly(new Boxes.Box(150, 30, 20, 20), new Boxes.Box(10, 10, 4, 4));
    }

    @Test
    void tolerance_is_how_far_colours_may_be_apart() throws IOException {
        Pixels grey = pixels(10, 10, box(new Color(200, 200, 200), 0, 0, 10));
        Pixels near = pixels(10, 10, box(new Color(206, 206, 206), 0, 0, 10));

        assertThat(Difference.between(grey, near, USUAL, true, List.of()).changedPercent())
                .isZero();
        assertThat(Difference.between(grey, near, 0.0, true, List.of()).changedPercent())
                .isEqualTo(100);
        assertThat(Difference.between(
                                pixels(10, 10, _ -> {}),
                                pixels(10, 10, box(Color.BLACK, 0, 0, 10)),
                                1.0,
                                true,
                                List.of())
                        .changedPercent())
                .isZero();
    }

    @Test
    void a_smoothed_edge_does_not_count_unless_it_is_asked_to() throws IOException {
        Pixels one = pixels(100, 100, disc(0));
        Pixels moved = pixels(100, 100, disc(0.3));

        Difference smoothed = difference(one, moved);
        Difference counted = Difference.between(one, moved, USUAL, false, List.of());

        assertThat(counted.count(Difference.CHANGED)).isGreaterThan(50);
        assertThat(smoothed.count(Difference.SMOOTHED)).isGreaterThan(counted.count(Difference.CHANGED) / 2);
        assertThat(smoothed.count(Difference.CHANGED)).isLessThan(counted.count(Difference.CHANGED) / 2);
        assertThat(smoothed.count(Difference.CHANGED) + smoothed.count(Difference.SMOOTHED))
                .isEqualTo(counted.count(Difference.CHANGED));
    }

    @Test
    void what_is_masked_does_not_count_even_where_the_mask_reaches_beyond() throws IOException {
        Difference difference = difference(
                pixels(100, 100, _ -> {}),
                pixels(100, 100, box(Color.RED, 80, 80, 20)),
                new Mask(80, 80, 1_000_000, 1_000_000),
                new Mask(500, 500, 10, 10));

        assertThat(difference.changedPercent()).isZero();
        assertThat(difference.count(Difference.MASKED)).isEqualTo(400);
        assertThat(difference.compared()).isEqualTo(9_600);
    }

    @Test
    void images_of_two_sizes_differ_where_only_one_is() throws IOException {
        Difference difference = difference(pixels(100, 50, _ -> {}), pixels(80, 60, _ -> {}));

        assertThat(difference.width()).isEqualTo(100);
        assertThat(difference.height()).isEqualTo(60);
        // 20 × 50 that are gone, and 80 × 10 that are new; the corner is nobody's
        assertThat(difference.count(Difference.CHANGED)).isEqualTo(1_800);
    }

    @Test
    void the_diff_shows_changes_in_their_colour_and_the_rest_pale() throws IOException {
        Pixels before = pixels(100, 100, box(Color.BLACK, 0, 0, 50));
        Pixels after = pixels(100, 100, box(Color.BLACK, 0, 0, 50).andThen(box(Color.GREEN, 60, 60, 10)));
        Pictures pictures = new Pictures(before, after, difference(before, after));

        BufferedImage diff = ImageIO.read(new ByteArrayInputStream(pictures.diff(new DiffOutput("#ff00ff"))));
        BufferedImage side = ImageIO.read(new ByteArrayInputStream(pictures.sideBySide(new SideBySideOutput(true))));
        BufferedImage two = ImageIO.read(new ByteArrayInputStream(pictures.sideBySide(new SideBySideOutput(false))));

        assertThat(diff.getRGB(65, 65)).isEqualTo(0xFFFF00FF);
        assertThat(new Color(diff.getRGB(10, 10)).getRed()).isBetween(200, 240);
        assertThat(diff.getRGB(90, 90)).isEqualTo(0xFFFFFFFF);
        assertThat(side.getWidth()).isEqualTo(332);
        assertThat(side.getRGB(65, 65)).isEqualTo(0xFFFFFFFF);
        assertThat(side.getRGB(116 + 65, 65)).isEqualTo(0xFF00FF00);
        assertThat(side.getRGB(232 + 65, 65)).isEqualTo(0xFFFF0000);
        assertThat(two.getWidth()).isEqualTo(216);
    }

    @Test
    void what_is_no_image_or_too_large_is_refused_before_room_is_made() throws IOException {
        assertThatThrownBy(() -> ImageDecoder.decode("GIF89a nothing".getBytes(UTF_8), "a"))
                .isInstanceOfSatisfying(
                        JobFailure.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNUSABLE));
        byte[] bomb = png(image(1, 1, _ -> {}));
        ByteBuffer header = ByteBuffer.wrap(bomb);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertThatThrownBy(() -> ImageDecoder.decode(bomb, "a"))
                .isInstanceOfSatisfying(
                        JobFailure.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        byte[] cut = java.util.Arrays.copyOf(png(image(50, 50, disc(0))), 90);
        assertThatThrownBy(() -> ImageDecoder.decode(cut, "a")).isInstanceOf(JobFailure.class);
    }
}
