package dev.tintype.worker.capture.encode;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/** Loads the native libraries, once and only when something is to be encoded. */
final class FfmpegLibraries {
    /** Which build: with the GPL one on the class path too, JavaCPP would otherwise prefer that. */
    private static final String BUILD = "org.bytedeco.javacpp.platform.extension";

    private FfmpegLibraries() {}

    /** @throws JobFailure {@code internal} on a system they were not built for */
    static void load() {
        try {
            Loaded.once();
        } catch (LinkageError e) {
            throw new JobFailure(
                    ErrorCode.INTERNAL, false, "This server has no encoder for videos, AVIF and resized WebP", e);
        }
    }

    /** The language's own way to do something once. */
    private static final class Loaded {
        static {
            System.setProperty(BUILD, "");
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
            Loader.load(avformat.class);
            Loader.load(avfilter.class);
            avutil.av_log_set_level(avutil.AV_LOG_FATAL);
        }

        private Loaded() {}

        static void once() {
            // the class is initialised by being called
        }
    }
}
