package dev.tintype.worker.capture.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.ScreenshotOutput.Format;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageHeaderTest {
    @ParameterizedTest
    @CsvSource({"PNG,1,1", "PNG,1280,7000", "JPEG,1,1", "JPEG,640,480"})
    void the_size_is_read(Format format, int width, int height) throws IOException {
        assertThat(ImageHeader.read(picture(format, width, height), format)).contains(new ImageHeader(width, height));
    }

    @ParameterizedTest
    @CsvSource({
        // lossy, RFC 9649 §2.5: 3 bytes frame tag, start code 9d012a, 14 bits each
        "52494646240000005745425056503820180000003001009d012a0005d002003425a400,1280,720",
        // lossless, §2.6: 2f, 14 bits width - 1, 14 bits height - 1
        "524946461a000000574542505650384c0d0000002fffc4b30000000000,1280,720",
        // extended, §2.7: flags, 24 bits each, less one
        "524946461600000057454250565038580a00000010000000ff0400cf0200,1280,720"
    })
    void the_size_of_every_kind_of_webp_is_read(String hex, int width, int height) {
        assertThat(ImageHeader.read(HexFormat.of().parseHex(hex), Format.WEBP))
                .contains(new ImageHeader(width, height));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void nothing_is_no_picture(Format format) {
        assertThat(ImageHeader.read(new byte[0], format)).isEmpty();
        assertThat(ImageHeader.read(new byte[1000], format)).isEmpty();
    }

    @Test
    void half_a_header_is_no_picture() throws IOException {
        for (Format format : new Format[] {Format.PNG, Format.JPEG}) {
            byte[] whole = picture(format, 10, 10);
            for (int length = 0; length < 20; length++) {
                assertThat(ImageHeader.read(Arrays.copyOf(whole, length), format))
                        .as("%s, %d bytes", format, length)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_picture_of_another_format_is_none() throws IOException {
        assertThat(ImageHeader.read(picture(Format.PNG, 1, 1), Format.JPEG)).isEmpty();
        assertThat(ImageHeader.read(picture(Format.JPEG, 1, 1), Format.WEBP)).isEmpty();
    }

    private static byte[] picture(Format format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        assertThat(ImageIO.write(image, format.name(), bytes)).isTrue();
        return bytes.toByteArray();
    }
}
