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
        List<String> arguments = asking();
        if (demuxer.picture()) {
            // how a camera was held stands with the picture, not with the file
            arguments.addAll(List.of("-show_frames", "-read_intervals", "%+#1"));
        }
        arguments.addAll(InputArguments.toProbe(demuxer, file));
        MediaFacts facts = read(answer(arguments, folder, demuxer, limits, stop), demuxer, bytes);
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

    /**
     * The same for pictures in files of their own, numbered from 1: all of them are looked at, and must be alike.
     *
     * @param pattern their name with a place for the number
     * @param pace pictures a second
     * @param patience for looking at all of them
     * @throws JobFailure {@code unsupported_media} naming the first that is not like the first; {@code decode_failed}
     */
    public MediaFacts row(Path folder, String pattern, Rational pace, ChildLimits patience, Supervisor.Stop stop)
            throws IOException, InterruptedException {
        List<String> input = new ArrayList<>(List.of("-framerate", pace.toString()));
        input.addAll(InputArguments.toProbe(Demuxer.PICTURES, pattern));
        List<String> each = new ArrayList<>(List.of("-v", "level+error", "-of", "csv=p=0"));
        each.addAll(List.of("-max_alloc", Long.toString(InputArguments.MOST_AT_ONCE)));
        each.addAll(List.of("-show_entries", "frame=width,height,pix_fmt"));
        each.addAll(input);
        List<String> shapes = answer(each, folder, Demuxer.PICTURES, patience, stop)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        long bytes = 0;
        int count = 0;
        while (Files.exists(folder.resolve(pattern.formatted(count + 1)))) {
            count++;
            bytes += Files.size(folder.resolve(pattern.formatted(count)));
        }
        if (shapes.size() != count) {
            throw new JobFailure(
                    ErrorCode.DECODE_FAILED,
                    "Of " + count + " pictures of source.image_sequence " + shapes.size() + " can be read.");
        }
        for (int n = 0; n < count; n++) {
            if (!shapes.get(n).equals(shapes.getFirst())) {
                throw new JobFailure(
                        ErrorCode.UNSUPPORTED_MEDIA,
                        "Picture " + (n + 1) + " of source.image_sequence, by name, is " + shapes.get(n)
                                + ", and picture 1 is " + shapes.getFirst()
                                + "; give pictures of one size and format.");
            }
        }
        List<String> arguments = asking();
        arguments.addAll(input);
        return read(answer(arguments, folder, Demuxer.PICTURES, limits, stop), Demuxer.PICTURES, bytes);
    }

    private static List<String> asking() {
        List<String> arguments = new ArrayList<>(List.of("-v", "level+error", "-of", "json"));
        arguments.addAll(List.of("-max_alloc", Long.toString(InputArguments.MOST_AT_ONCE)));
        arguments.addAll(List.of("-show_format", "-show_streams", "-show_chapters"));
        return arguments;
    }

    private String answer(List<String> arguments, Path folder, Demuxer demuxer, ChildLimits most, Supervisor.Stop stop)
            throws IOException, InterruptedException {
        ChildEnd end = supervisor.run(new Child(Ffmpeg.Program.FFPROBE, arguments, folder, most, null), stop);
        if (end.exit() != 0) {
            log.info("ffprobe ended with {}: {}", end.exit(), end.messages());
            throw damaged(demuxer);
        }
        return end.output();
    }

    private static MediaFacts read(String answer, Demuxer demuxer, long bytes) {
        try {
            return ProbeReader.read(answer, demuxer, bytes);
        } catch (JacksonException e) {
            throw new JobFailure(ErrorCode.FFMPEG_FAILED, "ffprobe's answer could not be read.", e);
        }
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
