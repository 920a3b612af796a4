package dev.tintype.worker.compare;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.compare.CompareCapture;
import dev.tintype.compare.CompareImage;
import dev.tintype.compare.CompareOutput;
import dev.tintype.compare.DiffOutput;
import dev.tintype.compare.SideBySideOutput;
import dev.tintype.job.Artifact;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.Progress;
import dev.tintype.worker.run.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs comparisons. Only one at a time holds its images in memory; the others wait. Thread-safe. */
public final class CompareRunner {
    /** The most a file may have that is an image to compare. */
    public static final long MOST_BYTES = 64L << 20;

    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String PNG = "image/png";

    private final UploadedImages uploads;
    private final Camera camera;
    private final Semaphore memory = new Semaphore(1, true);

    public CompareRunner(UploadedImages uploads, Camera camera) {
        this.uploads = uploads;
        this.camera = camera;
    }

    /** Does one attempt. */
    public JobResult run(Attempt attempt, CompareSpec spec) throws InterruptedException {
        List<Artifact> artifacts = new ArrayList<>();
        Map<String, Object> report = new LinkedHashMap<>();
        attempt.progress(Progress.of(5, BEFORE));
        byte[] before = spec.isAboutLastRun()
                ? null
                : image(attempt, BEFORE, spec.source().before(), artifacts, report);
        attempt.progress(Progress.of(40, AFTER));
        byte[] after = image(attempt, AFTER, spec.source().after(), artifacts, report);
        if (before == null) {
            report.put(JobResult.COMPARISON, Map.of("first", true, JobResult.CHANGED_PERCENT, 0.0));
            return new JobResult(artifacts, report);
        }
        attempt.progress(Progress.of(75, "compare"));
        memory.acquire();
        try {
            compare(attempt, spec, before, after, artifacts, report);
        } finally {
            memory.release();
        }
        return new JobResult(artifacts, report);
    }

    /** The bytes of one image; what was taken for the comparison is kept as an artifact. */
    private byte[] image(
            Attempt attempt, String name, CompareImage image, List<Artifact> artifacts, Map<String, Object> report)
            throws InterruptedException {
        ArtifactRef artifact = image.artifact();
        if (artifact != null) {
            return attempt.artifact(artifact.job(), artifact.name(), MOST_BYTES).bytes();
        }
        String upload = image.upload();
        if (upload != null) {
            return uploads.read(attempt.job().tenant(), upload, MOST_BYTES);
        }
        CompareCapture page = image.capture();
        if (page == null) {
            throw new IllegalStateException(
                    "no " + name + " in " + attempt.job().id());
        }
        Camera.Shot shot = camera.take(attempt, new CaptureSpec(page.source(), page.page(), List.of(page.output())));
        artifacts.add(attempt.store(
                name + "." + shot.extension(), shot.kind(), shot.mediaType(), shot.bytes(), shot.facts()));
        report.put(name, shot.report());
        return shot.bytes();
    }

    private static void compare(
            Attempt attempt,
            CompareSpec spec,
            byte[] beforeBytes,
            byte[] afterBytes,
            List<Artifact> artifacts,
            Map<String, Object> report) {
        Pixels before = ImageDecoder.decode(beforeBytes, BEFORE);
        Pixels after = ImageDecoder.decode(afterBytes, AFTER);
        ImageDecoder.checkSize(
                Math.max(before.width(), after.width()),
                Math.max(before.height(), after.height()),
                "An image that holds both");
        Difference difference = Difference.between(
                before,
                after,
                spec.tolerance(),
                spec.ignoreAntialiasing(),
                spec.masks() == null ? List.of() : spec.masks());
        check(spec, difference);
        Pictures pictures = new Pictures(before, after, difference);
        List<String> names = new ArrayList<>();
        for (CompareOutput output : spec.outputs()) {
            String base = output.kindName().replace('_', '-');
            long same = names.stream().filter(base::equals).count();
            names.add(base);
            String name = same == 0 ? base + ".png" : base + "-" + (same + 1) + ".png";
            byte[] png = switch (output) {
                case DiffOutput diff -> pictures.diff(diff);
                case SideBySideOutput side -> pictures.sideBySide(side);
            };
            int width = output instanceof SideBySideOutput side ? pictures.width(side) : difference.width();
            artifacts.add(attempt.store(
                    name,
                    output.kindName(),
                    PNG,
                    png,
                    Map.of(
                            "width",
                            width,
                            "height",
                            difference.height(),
                            JobResult.CHANGED_PERCENT,
                            difference.changedPercent())));
        }
        report.put(JobResult.COMPARISON, facts(before, after, difference));
    }

    private static void check(CompareSpec spec, Difference difference) {
        @Nullable Double most = spec.failOn() == null ? null : spec.failOn().changedPercent();
        if (most != null && difference.changedPercent() > most) {
            throw new JobFailure(
                    ErrorCode.DIFFERENCE_FOUND,
                    String.format(
                            Locale.ROOT,
                            "%.4f %% of the pixels have changed; fail_on.changed_percent allows %.4f %%.",
                            difference.changedPercent(),
                            most));
        }
    }

    private static Map<String, Object> facts(Pixels before, Pixels after, Difference difference) {
        List<Boxes.Box> boxes = Boxes.of(difference);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(JobResult.CHANGED_PERCENT, difference.changedPercent());
        facts.put("changed_pixels", difference.count(Difference.CHANGED));
        facts.put("antialiased_pixels", difference.count(Difference.SMOOTHED));
        facts.put("masked_pixels", difference.count(Difference.MASKED));
        facts.put("pixels", difference.compared());
        facts.put("size_changed", before.width() != after.width() || before.height() != after.height());
        facts.put(BEFORE, Map.of("width", before.width(), "height", before.height()));
        facts.put(AFTER, Map.of("width", after.width(), "height", after.height()));
        facts.put(
                "boxes",
                boxes.stream().limit(Boxes.MOST).map(CompareRunner::facts).toList());
        facts.put("boxes_left_out", Math.max(0, boxes.size() - Boxes.MOST));
        return facts;
    }

    private static Map<String, Object> facts(Boxes.Box box) {
        return Map.of("x", box.x(), "y", box.y(), "width", box.width(), "height", box.height());
    }
}
