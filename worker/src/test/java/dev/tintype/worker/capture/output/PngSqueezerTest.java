package dev.tintype.worker.capture.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngSqueezerTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 15, 16, 17, 256, 257, 5000})
    void not_a_pixel_changes_whatever_the_number_of_colours(int colours) throws IOException {
        BufferedImage image = noise(colours, BufferedImage.TYPE_INT_RGB, 0xFF000000);

        byte[] before = png(image);
        byte[] after = PngSqueezer.squeeze(before);

        assertThat(after.length).isLessThanOrEqualTo(before.length);
        assertSame(image, ImageIO.read(new ByteArrayInputStream(after)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5000})
    void what_shows_through_goes_on_showing_through(int colours) throws IOException {
        BufferedImage image = noise(colours, BufferedImage.TYPE_INT_ARGB, 0);

        assertSame(image, ImageIO.read(new ByteArrayInputStream(PngSqueezer.squeeze(png(image)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 200})
    void few_colours_need_few_bits(int colours) throws IOException {
        byte[] before = png(noise(colours, BufferedImage.TYPE_INT_ARGB, 0xFF000000));

        assertThat(PngSqueezer.squeeze(before).length).isLessThan(before.length * 9 / 10);
    }

    private static BufferedImage noise(int colours, int type, int opaque) {
        Random random = new Random(colours);
        int[] palette = random.ints(colours).map(colour -> colour | opaque).toArray();
        BufferedImage image = new BufferedImage(100, 70, type);
        for (int y = 0; y < 70; y++) {
            for (int x = 0; x < 100; x++) {
                image.setRGB(x, y, palette[random.nextInt(colours)]);
            }
        }
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static void assertSame(BufferedImage one, BufferedImage other) {
        assertThat(other.getWidth()).isEqualTo(one.getWidth());
        assertThat(other.getHeight()).isEqualTo(one.getHeight());
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                assertThat(other.getRGB(x, y)).isEqualTo(one.getRGB(x, y));
            }
        }
    }
}
