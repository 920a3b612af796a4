package dev.tintype.media;

import dev.tintype.media.VideoOutput.PixelFormat;
import java.util.List;
import java.util.Locale;

/** Who encodes moving pictures. */
public enum Hardware {
    /** The worker's graphics card where it can, else its processor; the report says which. */
    AUTO,
    /** A card of NVIDIA's. */
    NVENC,
    /** A card by the Video Acceleration API: AMD, Intel. */
    VAAPI,
    /** A card of Intel's, by Quick Sync Video. */
    QSV,
    /** The processor. */
    NONE;

    /** The name under which workers tell, with commas between, the {@link #encoder}s that they have. */
    public static final String CAPABILITY = "hardware_encoders";

    /** Those that are cards, the one to take first. */
    public static final List<Hardware> CARDS = List.of(NVENC, QSV, VAAPI);

    /** Whether it is a card, and nothing else will do. */
    public boolean named() {
        return CARDS.contains(this);
    }

    /** Whether there are cards of this kind that encode so. */
    public boolean encodes(VideoCodec codec) {
        return named() && (this != NVENC || codec != VideoCodec.VP9);
    }

    /** Whether there are cards that encode such pixels. */
    public static boolean takes(VideoCodec codec, PixelFormat format) {
        return format == PixelFormat.YUV420P || (format == PixelFormat.YUV420P10LE && codec != VideoCodec.H264);
    }

    /** FFmpeg's name for it: {@code h264_nvenc}. */
    public String encoder(VideoCodec codec) {
        return (codec + "_" + this).toLowerCase(Locale.ROOT);
    }
}
