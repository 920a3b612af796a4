package dev.tintype.worker.media.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.AnimationOutput;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Scaling;
import dev.tintype.worker.media.plan.Size;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A moving picture without sound. */
final class AnimationHandler implements MediaOutputHandler<AnimationOutput> {
    private static final int USUAL_QUALITY = 75;

    @Override
    public Class<AnimationOutput> type() {
        return AnimationOutput.class;
    }

    @Override
    public Planned plan(AnimationOutput output, Draft draft) {
        draft.movingVideo(output.kindName());
        if (draft.durationMs() > 0 && output.startMs() >= draft.durationMs()) {
            throw new JobFailure(
                    ErrorCode.SOURCE_UNUSABLE,
                    "start_ms is " + output.startMs() + ", and the video ends at " + draft.durationMs() + " ms.");
        }
        String extension = output.format().name().toLowerCase(Locale.ROOT);
        String name = draft.name("animation", extension);
        Scaling scaling = Scaling.within(draft.size(), output.width(), null);
        String chain = "trim=duration=" + Arguments.seconds(output.durationMs()) + ",fps="
                + Arguments.number(output.fps()) + "," + scaling.filters();
        List<String> file = List.of("-loop", "0", "-map_metadata", "-1", "-f", extension, Arguments.out(name));
        if (output.format() == AnimationOutput.Format.GIF) {
            draft.add(Branch.pictures(chain + "," + palette(name), output.startMs(), file));
        } else {
            int quality = output.quality() == null ? USUAL_QUALITY : output.quality();
            draft.add(Branch.pictures(
                    chain + ",format=yuv420p",
                    output.startMs(),
                    join(List.of("-c:v", "libwebp_anim", "-quality", Integer.toString(quality)), file)));
        }
        return workshop -> finish(output, workshop, name, scaling.size());
    }

    /** The 256 colours that what moves needs most. */
    private static String palette(String name) {
        String label = name.replaceAll("[^a-z0-9]", "");
        return "split[%1$sa][%1$sb];[%1$sa]palettegen=stats_mode=diff[%1$sp];[%1$sb][%1$sp]paletteuse=dither=bayer:bayer_scale=5"
                .formatted(label);
    }

    private static List<String> join(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static void finish(AnimationOutput output, Workshop workshop, String name, Size size) throws IOException {
        Checks.made(workshop, name);
        int frames = AnimationFrames.count(workshop.file(name));
        if (frames < 1) {
            throw Checks.broken(name + " has no picture");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("width", size.width());
        facts.put("height", size.height());
        facts.put("frames", frames);
        workshop.keep(name, output.kindName(), "image/" + output.format().name().toLowerCase(Locale.ROOT), facts);
    }
}
