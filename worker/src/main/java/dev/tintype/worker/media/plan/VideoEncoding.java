package dev.tintype.worker.media.plan;

import dev.tintype.media.Hardware;
import dev.tintype.media.Speed;
import dev.tintype.media.VideoCodec;
import dev.tintype.media.VideoOutput.PixelFormat;
import dev.tintype.media.VideoOutput.Profile;
import dev.tintype.media.VideoOutput.Tune;
import dev.tintype.worker.media.probe.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a picture is encoded. Every encoder has its own names for speed, its own scale of quality and its own way to be told where key
 * frames go; nothing is shared between them that only looks alike.
 *
 * @param rate frames a second, for the distance of key frames
 * @param gopS seconds between key frames
 */
public record VideoEncoding(
        VideoCodec codec,
        RateControl control,
        Speed speed,
        @Nullable Tune tune,
        @Nullable Profile profile,
        PixelFormat pixelFormat,
        Rational rate,
        double gopS) {

    /** Whether graphics cards have every option that it uses. */
    boolean fitsCards() {
        return Hardware.takes(codec, pixelFormat) && tune == null;
    }

    /** Everything of the encoder, its rate control and its key frames; no pass, no file. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        switch (codec) {
            case H264 -> h264(arguments);
            case HEVC -> hevc(arguments);
            case VP9 -> vp9(arguments);
            case AV1 -> av1(arguments);
        }
        arguments.addAll(List.of("-pix_fmt", pixelFormat.name().toLowerCase(Locale.ROOT)));
        return arguments;
    }

    private void h264(List<String> arguments) {
        arguments.addAll(List.of("-c:v", "libx264", "-preset", x26x()));
        tune(arguments);
        String highest = switch (pixelFormat) {
            case YUV420P -> "high";
            case YUV420P10LE -> "high10";
            case YUV422P -> "high422";
            case YUV444P -> "high444";
        };
        arguments.addAll(List.of("-profile:v", profile == null ? highest : lower(profile)));
        quality(arguments);
        String gop = Integer.toString(gopFrames());
        arguments.addAll(List.of("-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-forced-idr", "1"));
        forcedKeyFrames(arguments);
    }

    private void hevc(List<String> arguments) {
        arguments.addAll(List.of("-c:v", "libx265", "-preset", x26x()));
        tune(arguments);
        quality(arguments);
        int gop = gopFrames();
        arguments.addAll(List.of("-forced-idr", "1"));
        forcedKeyFrames(arguments);
        arguments.addAll(List.of(
                "-x265-params",
                "keyint=" + gop + ":min-keyint=" + gop + ":scenecut=0:open-gop=0:log-level=error",
                // Apple plays no other
                "-tag:v",
                "hvc1"));
    }

    private void vp9(List<String> arguments) {
        String cpuUsed = switch (speed) {
            case FASTEST -> "8";
            case FAST -> "5";
            case STANDARD -> "3";
            case SLOW -> "1";
            case SLOWEST -> "0";
        };
        arguments.addAll(List.of(
                "-c:v",
                "libvpx-vp9",
                "-deadline",
                speed == Speed.FASTEST ? "realtime" : "good",
                "-cpu-used",
                cpuUsed,
                "-row-mt",
                "1"));
        quality(arguments);
        if (control.bitrate() == null && control.maxBitrate() == null) {
            arguments.addAll(List.of("-b:v", "0"));
        }
        String gop = Integer.toString(gopFrames());
        arguments.addAll(List.of("-g", gop, "-keyint_min", gop));
        forcedKeyFrames(arguments);
    }

    private void av1(List<String> arguments) {
        String preset = switch (speed) {
            case FASTEST -> "12";
            case FAST -> "10";
            case STANDARD -> "8";
            case SLOW -> "5";
            case SLOWEST -> "3";
        };
        arguments.addAll(List.of("-c:v", "libsvtav1", "-preset", preset));
        quality(arguments);
        arguments.addAll(List.of("-g", Integer.toString(gopFrames()), "-svtav1-params", "scd=0"));
    }

    private String x26x() {
        return switch (speed) {
            case FASTEST -> "ultrafast";
            case FAST -> "veryfast";
            case STANDARD -> "medium";
            case SLOW -> "slow";
            case SLOWEST -> "veryslow";
        };
    }

    private void tune(List<String> arguments) {
        if (tune != null) {
            arguments.addAll(List.of("-tune", lower(tune)));
        }
    }

    /** Constant quality on the codec's own scale: as wished, or the codec's usual. */
    int crf() {
        Integer crf = control.crf();
        return crf != null
                ? crf
                : switch (codec) {
                    case H264 -> 23;
                    case HEVC -> 26;
                    case VP9 -> 33;
                    case AV1 -> 35;
                };
    }

    private void quality(List<String> arguments) {
        Integer bitrate = control.bitrate();
        Integer most = control.maxBitrate();
        if (bitrate != null) {
            arguments.addAll(List.of("-b:v", Integer.toString(bitrate)));
        } else {
            arguments.addAll(List.of("-crf", Integer.toString(crf())));
            if (codec == VideoCodec.VP9 && most != null) {
                // constrained quality: the bitrate is the bound
                arguments.addAll(List.of("-b:v", Integer.toString(most)));
            }
        }
        if (most != null) {
            arguments.addAll(List.of("-maxrate", Integer.toString(most), "-bufsize", Long.toString(2L * most)));
        }
    }

    /** Where key frames stand, for encoders that have no words of their own for it. */
    List<String> keyFrames() {
        List<String> arguments = new ArrayList<>(List.of("-g", Integer.toString(gopFrames())));
        forcedKeyFrames(arguments);
        return arguments;
    }

    /** By time, not by count: a rate of 30000/1001 would drift away from the segments. */
    private void forcedKeyFrames(List<String> arguments) {
        arguments.addAll(List.of("-force_key_frames", "expr:gte(t,n_forced*" + Arguments.number(gopS) + ")"));
    }

    private int gopFrames() {
        return (int) Math.max(1, Math.ceil(rate.value() * gopS - 1e-6));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
