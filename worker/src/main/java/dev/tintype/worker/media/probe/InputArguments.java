package dev.tintype.worker.media.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * How FFmpeg is given an input: one demuxer, local files only, known decoders only. Every FFmpeg and ffprobe reads through this.
 */
public final class InputArguments {
    /** What is decoded. The others of FFmpeg's several hundred decoders are old, rare, and little looked after. */
    private static final String CODECS = String.join(
            ",",
            "h264",
            "hevc",
            "vp8",
            "vp9",
            "libvpx",
            "libvpx-vp9",
            "av1",
            "libdav1d",
            "libaom-av1",
            "mpeg1video",
            "mpeg2video",
            "mpegvideo",
            "mpeg4",
            "msmpeg4v2",
            "msmpeg4",
            "h263",
            "flv",
            "wmv1",
            "wmv2",
            "wmv3",
            "vc1",
            "theora",
            "vp6",
            "vp6f",
            "prores",
            "dnxhd",
            "dvvideo",
            "ffv1",
            "huffyuv",
            "ffvhuff",
            "utvideo",
            "qtrle",
            "rawvideo",
            "v210",
            "mjpeg",
            "png",
            "apng",
            "gif",
            "webp",
            "bmp",
            "tiff",
            "aac",
            "aac_latm",
            "mp3",
            "mp3float",
            "mp2",
            "mp2float",
            "opus",
            "libopus",
            "vorbis",
            "flac",
            "alac",
            "ac3",
            "eac3",
            "dca",
            "truehd",
            "wmav1",
            "wmav2",
            "wmapro",
            "amrnb",
            "amrwb",
            "speex",
            "pcm_s16le",
            "pcm_s16be",
            "pcm_s24le",
            "pcm_s24be",
            "pcm_s32le",
            "pcm_s32be",
            "pcm_f32le",
            "pcm_f32be",
            "pcm_f64le",
            "pcm_u8",
            "pcm_s8",
            "pcm_alaw",
            "pcm_mulaw",
            "pcm_bluray",
            "pcm_dvd",
            "adpcm_ms",
            "adpcm_ima_wav",
            "adpcm_ima_qt",
            "adpcm_swf",
            "mov_text",
            "text",
            "srt",
            "subrip",
            "webvtt",
            "ass",
            "ssa");

    private static final int MOST_STREAMS = 32;

    /** Bytes of one block of memory: the largest frame in floating point has less than half of it. */
    public static final long MOST_AT_ONCE = 1L << 30;

    private InputArguments() {}

    /** Options and the file, to be put where the input goes. */
    public static List<String> of(Demuxer demuxer, String file, long mostPixels) {
        List<String> arguments = new ArrayList<>(options(demuxer, mostPixels));
        arguments.addAll(List.of("-i", "file:" + file));
        return arguments;
    }

    /** For ffprobe, which says how large pictures are before anybody decides on that. */
    static List<String> toProbe(Demuxer demuxer, String file) {
        List<String> arguments = new ArrayList<>(reading(demuxer));
        arguments.addAll(List.of("-i", "file:" + file));
        return arguments;
    }

    /**
     * The options alone; others of the input may stand between them and the file.
     *
     * @param mostPixels of one frame: a file may say less of itself than what comes
     */
    public static List<String> options(Demuxer demuxer, long mostPixels) {
        List<String> arguments = new ArrayList<>(reading(demuxer));
        arguments.addAll(List.of("-max_pixels", Long.toString(mostPixels)));
        return arguments;
    }

    private static List<String> reading(Demuxer demuxer) {
        return List.of(
                "-f",
                demuxer.ffmpegName(),
                "-format_whitelist",
                demuxer.ffmpegName(),
                "-protocol_whitelist",
                "file,pipe",
                "-codec_whitelist",
                CODECS,
                "-max_streams",
                Integer.toString(MOST_STREAMS),
                "-probesize",
                "20M",
                "-analyzeduration",
                "10M");
    }
}
