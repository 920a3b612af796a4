package dev.tintype.worker.media.plan;

import dev.tintype.media.AudioOutput;
import dev.tintype.worker.media.probe.AudioTrack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How sound is encoded.
 *
 * @param filters what must be done to it before, for the encoder to take it
 * @param arguments encoder, bitrate, channels
 */
public record AudioEncoding(String filters, List<String> arguments) {
    private static final int BITS_PER_CHANNEL = 64_000;
    private static final int USUAL_RATE = 48_000;

    /**
     * AAC.
     *
     * @param bitrate null: 64,000 for each channel
     * @param channels null: as the source
     */
    public static AudioEncoding aac(AudioTrack track, @Nullable Integer bitrate, @Nullable Integer channels) {
        return lossy(track, "aac", bitrate, channels, track.sampleRate() > USUAL_RATE ? USUAL_RATE : 0);
    }

    /** Opus, which knows 48 kHz only. */
    public static AudioEncoding opus(AudioTrack track, @Nullable Integer bitrate, @Nullable Integer channels) {
        return lossy(track, "libopus", bitrate, channels, USUAL_RATE);
    }

    /** For a file of sound alone. */
    public static AudioEncoding of(AudioOutput output, AudioTrack track) {
        Integer channels = output.channels();
        return switch (output.format()) {
            case M4A -> aac(track, output.bitrate(), channels);
            case OPUS -> opus(track, output.bitrate(), channels);
            case MP3 ->
                lossy(
                        track,
                        "libmp3lame",
                        output.bitrate(),
                        channels == null && track.channels() > 2 ? Integer.valueOf(2) : channels,
                        track.sampleRate() > USUAL_RATE ? USUAL_RATE : 0);
            case FLAC -> lossless("flac", channels);
            case WAV -> lossless("pcm_s16le", channels);
        };
    }

    private static AudioEncoding lossy(
            AudioTrack track, String encoder, @Nullable Integer bitrate, @Nullable Integer channels, int sampleRate) {
        int count = channels == null ? Math.clamp(track.channels(), 1, 8) : channels;
        List<String> arguments = new ArrayList<>(List.of("-c:a", encoder));
        arguments.addAll(List.of("-b:a", Integer.toString(bitrate == null ? usual(encoder, count) : bitrate)));
        if (sampleRate > 0) {
            arguments.addAll(List.of("-ar", Integer.toString(sampleRate)));
        }
        return new AudioEncoding(layout(count), arguments);
    }

    private static int usual(String encoder, int channels) {
        int bits = BITS_PER_CHANNEL * channels;
        return encoder.equals("libmp3lame") ? Math.min(bits, 320_000) : Math.min(bits, 512_000);
    }

    private static AudioEncoding lossless(String encoder, @Nullable Integer channels) {
        return new AudioEncoding(channels == null ? "" : layout(channels), List.of("-c:a", encoder));
    }

    /** Encoders know layouts by name; a file may have none, or one of the same number that they do not take. */
    static String layout(int channels) {
        String name = switch (channels) {
            case 1 -> "mono";
            case 2 -> "stereo";
            case 3 -> "3.0";
            case 4 -> "quad";
            case 5 -> "5.0";
            case 6 -> "5.1";
            case 7 -> "6.1";
            default -> "7.1";
        };
        return "aformat=channel_layouts=" + name;
    }
}
