package dev.tintype.worker.media;

import dev.tintype.config.MediaProperties;
import dev.tintype.mediakey.MediaKeyLinks;
import dev.tintype.mediakey.MediaKeys;
import dev.tintype.worker.media.plan.HardwareEncoders;
import dev.tintype.worker.media.process.ChildLimits;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.Supervisor;
import dev.tintype.worker.media.source.SourceFiles;
import java.time.Duration;

/**
 * What media jobs work with.
 *
 * @param threads for one FFmpeg
 * @param hardware what the worker's graphics cards encode
 * @param keys seals the keys of encrypted streams
 * @param keyLinks by which players get them
 */
record MediaTools(
        Ffmpeg ffmpeg,
        Supervisor supervisor,
        SourceFiles sources,
        DiskRoom room,
        MediaProperties limits,
        int threads,
        HardwareEncoders hardware,
        MediaKeys keys,
        MediaKeyLinks keyLinks) {
    private static final Duration PROBE = Duration.ofSeconds(30);

    ChildLimits childLimits(Duration wall, boolean steady) {
        return new ChildLimits(
                wall,
                steady ? limits.stall() : wall,
                limits.outputBytes().toBytes(),
                limits.memory().toBytes());
    }

    ChildLimits probeLimits() {
        return new ChildLimits(PROBE, PROBE, 16 << 20, limits.memory().toBytes());
    }
}
