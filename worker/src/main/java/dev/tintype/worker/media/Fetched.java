package dev.tintype.worker.media;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.MediaSpec;
import dev.tintype.media.ImageSequence;
import dev.tintype.media.MediaPart;
import dev.tintype.worker.media.plan.Source;
import dev.tintype.worker.media.probe.Limits;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.Prober;
import dev.tintype.worker.media.probe.Rational;
import dev.tintype.worker.media.process.Child;
import dev.tintype.worker.media.process.Supervisor;
import dev.tintype.worker.media.source.PictureArchive;
import dev.tintype.worker.run.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings what a job reads into its work folder, looks at each file, and holds each and all together to the limits. */
final class Fetched {
    /** A source that is a single file. */
    static final String SOURCE = Child.IN + "/source";

    private static final String ARCHIVE = Child.IN + "/archive";
    /** Pictures are packed already; one that unpacks to more than so many times its size is a trap. */
    private static final long MOST_UNPACKED = 50;

    private static final long SMALL = 64L << 20;

    private final MediaTools tools;
    private final Attempt attempt;
    private final MediaSpec spec;
    private final Path folder;
    private final Supervisor.Stop stop;
    private final Prober prober;

    Fetched(MediaTools tools, Attempt attempt, MediaSpec spec, Path folder, Supervisor.Stop stop) {
        this.tools = tools;
        this.attempt = attempt;
        this.spec = spec;
        this.folder = folder;
        this.stop = stop;
        this.prober = new Prober(tools.supervisor(), tools.probeLimits());
    }

    /** Only fetches. */
    void fetch() throws IOException, InterruptedException {
        List<MediaPart> parts = spec.source().concat();
        ImageSequence pictures = spec.source().imageSequence();
        if (parts != null) {
            long sum = 0;
            for (int n = 0; n < parts.size(); n++) {
                Path file = folder.resolve(part(n));
                tools.sources().fetch(parts.get(n).alone(), file, attempt);
                sum += Files.size(file);
                most("bytes", sum, tools.limits().bytes().toBytes());
            }
        } else if (pictures != null) {
            tools.sources().fetch(pictures, folder.resolve(ARCHIVE), attempt);
        } else {
            tools.sources().fetch(spec.source(), folder.resolve(SOURCE), attempt);
        }
    }

    /** Looks at what was fetched. */
    Source source() throws IOException, InterruptedException {
        List<MediaPart> parts = spec.source().concat();
        ImageSequence pictures = spec.source().imageSequence();
        if (parts != null) {
            return joined(parts.size());
        }
        Source source = pictures == null ? single() : row(pictures);
        Limits.check(source.facts(), tools.limits());
        return source;
    }

    private Source single() throws IOException, InterruptedException {
        MediaFacts facts = prober.probe(folder, SOURCE, stop);
        return Source.of(SOURCE, facts, Limits.mostPixels(facts.demuxer(), tools.limits()));
    }

    private Source joined(int count) throws IOException, InterruptedException {
        List<Source.Part> parts = new ArrayList<>();
        long pixels = 0;
        for (int n = 0; n < count; n++) {
            MediaFacts facts = prober.probe(folder, part(n), stop);
            Limits.check(facts, tools.limits());
            pixels = Math.max(pixels, Limits.mostPixels(facts.demuxer(), tools.limits()));
            parts.add(new Source.Part(part(n), facts, null));
        }
        Source source = Source.joined(parts, spec.media(), pixels);
        Limits.check(source.facts(), tools.limits());
        return source;
    }

    private Source row(ImageSequence pictures) throws IOException, InterruptedException {
        Path archive = folder.resolve(ARCHIVE);
        long most = Math.min(tools.limits().bytes().toBytes(), SMALL + MOST_UNPACKED * Files.size(archive));
        String pattern;
        try (DiskRoom.Share _ = tools.room().reserve(folder, most)) {
            pattern = Child.IN + "/" + new PictureArchive(archive, most).unpack();
        }
        Files.delete(archive);
        Rational pace = Rational.ofRate(pictures.fps());
        MediaFacts facts = prober.row(
                folder, pattern, pace, tools.childLimits(attempt.job().request().timeout(), false), stop);
        return Source.of(new Source.Part(pattern, facts, pace), Limits.mostPixels(facts.demuxer(), tools.limits()));
    }

    private static String part(int n) {
        return SOURCE + "-" + n;
    }

    private static void most(String what, long found, long allowed) {
        if (found > allowed) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The parts have " + found + " " + what + " together; allowed are " + allowed + ".");
        }
    }
}
