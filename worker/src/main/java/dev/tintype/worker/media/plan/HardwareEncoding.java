package dev.tintype.worker.media.plan;

import dev.tintype.media.Hardware;
import dev.tintype.media.VideoCodec;
import dev.tintype.media.VideoOutput.PixelFormat;
import dev.tintype.media.VideoOutput.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a graphics card encodes a picture. Decoding and filters stay with the processor: only pictures that FFmpeg has decoded go to the
 * driver. As for other encoders, no name and no number is shared between those that only look alike.
 *
 * @param by a card, not {@code AUTO} or {@code NONE}
 */
public record HardwareEncoding(VideoEncoding encoding, Hardware by) {
    /** The end of the filters: brings a picture to the card. Begins with a comma, or is empty. */
    public String upload() {
        return by == Hardware.VAAPI ? ",format=" + (tenBits() ? "p010" : "nv12") + ",hwupload" : "";
    }

    /** Everything of the encoder, its rate control and its key frames; no file. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-c:v", by.encoder(encoding.codec())));
        switch (by) {
            case NVENC -> nvenc(arguments);
            case QSV -> qsv(arguments);
            default -> vaapi(arguments);
        }
        if (encoding.codec() == VideoCodec.HEVC) {
            // Apple plays no other
            arguments.addAll(List.of("-tag:v", "hvc1"));
        }
        arguments.addAll(encoding.keyFrames());
        return arguments;
    }

    private void nvenc(List<String> arguments) {
        String preset = switch (encoding.speed()) {
            case FASTEST -> "p1";
            case FAST -> "p3";
            case STANDARD -> "p5";
            case SLOW -> "p6";
            case SLOWEST -> "p7";
        };
        arguments.addAll(List.of("-preset", preset, "-tune", "hq"));
        profile(arguments, "baseline");
        arguments.addAll(List.of("-rc", "vbr"));
        Integer bitrate = encoding.control().bitrate();
        if (bitrate == null) {
            arguments.addAll(List.of("-cq", Integer.toString(encoding.crf()), "-b:v", "0"));
        } else {
            arguments.addAll(List.of("-b:v", Integer.toString(bitrate)));
        }
        most(arguments);
        arguments.addAll(List.of("-no-scenecut", "1", "-forced-idr", "1"));
        arguments.addAll(List.of("-pix_fmt", tenBits() ? "p010le" : "yuv420p"));
    }

    private void qsv(List<String> arguments) {
        String preset = switch (encoding.speed()) {
            case FASTEST -> "veryfast";
            case FAST -> "faster";
            case STANDARD -> "medium";
            case SLOW -> "slow";
            case SLOWEST -> "veryslow";
        };
        arguments.addAll(List.of("-preset", preset));
        profile(arguments, "baseline");
        rate(arguments, "-q:v");
        if (encoding.codec() == VideoCodec.H264 || encoding.codec() == VideoCodec.HEVC) {
            arguments.addAll(List.of("-forced_idr", "1"));
        }
        arguments.addAll(List.of("-pix_fmt", tenBits() ? "p010le" : "nv12"));
    }

    /** Its drivers share no scale of speeds: each uses its own usual one. */
    private void vaapi(List<String> arguments) {
        profile(arguments, "constrained_baseline");
        boolean byQuality =
                encoding.control().bitrate() == null && encoding.control().maxBitrate() == null;
        arguments.addAll(List.of("-rc_mode", byQuality ? "CQP" : "VBR"));
        rate(arguments, "-global_quality");
    }

    private void profile(List<String> arguments, String baseline) {
        Profile profile = encoding.profile();
        if (profile != null) {
            arguments.addAll(List.of(
                    "-profile:v",
                    profile == Profile.BASELINE ? baseline : profile.name().toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * By quality where nothing bounds it. Where something does, cards differ in whether they know quality with a bound: all know a mean
     * and a most, and two thirds leave the room that hard scenes need.
     */
    private void rate(List<String> arguments, String quality) {
        Integer bitrate = encoding.control().bitrate();
        Integer most = encoding.control().maxBitrate();
        if (bitrate != null) {
            arguments.addAll(List.of("-b:v", Integer.toString(bitrate)));
        } else if (most != null) {
            arguments.addAll(List.of("-b:v", Long.toString(2L * most / 3)));
        } else {
            arguments.addAll(List.of(quality, Integer.toString(quantizer())));
        }
        most(arguments);
    }

    /** The quantizers of VP9 and AV1 go to 255, where {@code crf} goes to 63. */
    private int quantizer() {
        boolean wide = encoding.codec() == VideoCodec.VP9 || encoding.codec() == VideoCodec.AV1;
        return wide ? Math.min(255, 4 * encoding.crf()) : encoding.crf();
    }

    private void most(List<String> arguments) {
        Integer most = encoding.control().maxBitrate();
        if (most != null) {
            arguments.addAll(List.of("-maxrate", Integer.toString(most), "-bufsize", Long.toString(2L * most)));
        }
    }

    private boolean tenBits() {
        return encoding.pixelFormat() == PixelFormat.YUV420P10LE;
    }
}
