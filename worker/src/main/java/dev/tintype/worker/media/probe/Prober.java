package dev.tintype.worker.media.probe;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.media.process.Child;
import dev.tintype.worker.media.process.ChildEnd;
import dev.tintype.worker.media.process.ChildLimits;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.Supervisor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Says what a file is, or why it is nothing that can be read. Thread-safe. */
public final class Prober {
    private static final Logger log = LoggerFactory.getLogger(Prober.class);

    private final Supervisor supervisor;
    private final ChildLimits limits;

    public Prober(Supervisor supervisor, ChildLimits limits) {
        this.supervisor = supervisor;
        this.limits = limits;
    }

    /**
     * Reads the first bytes, then asks ffprobe.
     *
     * @param folder the work folder
     * @param file below it
     * @throws JobFailure {@code unsupported_media} with what was found; {@code decode_failed}
     */
    public MediaFacts probe(Path folder, String file, Supervisor.Stop stop) throws IOException, InterruptedException {
        Path path = folder.resolve(file);
        long bytes = Files.size(path);
        Demuxer demuxer = kind(path, bytes);
        List<String> arguments = new ArrayList<>(List.of("-v", "level+error", "-of", "json"));
        arguments.addAll(List.of("-max_alloc", Long.toString(InputArguments.MOST_AT_ONCE)));
        arguments.addAll(List.of("-show_format", "-show_streams", "-show_chapters"));
        if (demuxer.picture()) {
            // how a camera was held stands with the picture, not with the file
            arguments.addAll(List.of("-show_frames", "-read_intervals", "%+#1"));
        }
        arguments.addAll(InputArguments.toProbe(demuxer, file));
        ChildEnd end = supervisor.run(new Child(Ffmpeg.Program.FFPROBE, arguments, folder, limits, null), stop);
        if (end.exit() != 0) {
            log.info("ffprobe ended with {}: {}", end.exit(), end.messages());
            throw damaged(demuxer);
        }
        MediaFacts facts;
        try {
            facts = ProbeReader.read(end.output(), demuxer, bytes);
        } catch (JacksonException e) {
            throw new JobFailure(ErrorCode.FFMPEG_FAILED, "ffprobe's answer could not be read.", e);
        }
        if (facts.videos().isEmpty()
                && facts.audios().isEmpty()
                && facts.subtitles().isEmpty()) {
            throw new JobFailure(
                    ErrorCode.UNSUPPORTED_MEDIA,
                    "The file is " + demuxer.container() + ", but has neither picture nor sound nor subtitles.");
        }
        for (VideoTrack track : facts.videos()) {
            if (track.width() < 1 || track.height() < 1) {
                throw damaged(demuxer);
            }
        }
        return facts;
    }

    private static Demuxer kind(Path path, long bytes) throws IOException {
        if (bytes == 0) {
            throw new JobFailure(ErrorCode.UNSUPPORTED_MEDIA, "The file is empty.");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(Demuxer.HEAD);
        }
        return Demuxer.of(head)
                .orElseThrow(() -> new JobFailure(
                        ErrorCode.UNSUPPORTED_MEDIA, "The file begins like " + Looks.of(head) + "; that is not read."));
    }

    private static JobFailure damaged(Demuxer demuxer) {
        return new JobFailure(
                ErrorCode.DECODE_FAILED,
                "The file begins like " + demuxer.container()
                        + ", but cannot be read as that: it is cut off or damaged.");
    }
}
