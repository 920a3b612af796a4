package dev.tintype.worker.media.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.PosterOutput;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Scaling;
import dev.tintype.worker.media.plan.StillEncoding;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One picture that stands for the video. Chosen automatically, it is of some thirty spread over the whole, without the dark ones, the
 * one whose colours are most like those of all.
 */
final class PosterHandler implements MediaOutputHandler<PosterOutput> {
    private static final int CANDIDATES = 30;
    /** Mean luma of a frame that shows something; black is 16. */
    private static final int DARK = 28;

    @Override
    public Class<PosterOutput> type() {
        return PosterOutput.class;
    }

    @Override
    public Planned plan(PosterOutput output, Draft draft) {
        draft.video(output.kindName());
        String name = draft.name("poster", output.format().extension());
        String size =
                Scaling.within(draft.size(), output.width(), output.height()).filters();
        boolean chosen = output.atMs() == null && output.atPercent() == null && draft.durationMs() > 0;
        long at = moment(output, draft);
        if (chosen) {
            draft.add(Branch.pictures(candidates(draft) + "," + format(size, output), 0, file(output, name)));
        } else {
            draft.add(Branch.pictures(format(size, output), at, file(output, name)));
        }
        String spare = "spare-" + name;
        if (chosen) {
            // all of it may be dark
            draft.add(Branch.pictures(format(size, output), at, file(output, spare)));
        }
        return workshop -> finish(output, workshop, name, spare, chosen);
    }

    private static long moment(PosterOutput output, Draft draft) {
        long duration = draft.durationMs();
        long last = duration == 0
                ? 0
                : Math.max(0, duration - (long) Math.ceil(2000 / draft.rate().value()));
        if (output.atMs() != null) {
            if (duration > 0 && output.atMs() > duration) {
                throw new JobFailure(
                        ErrorCode.SOURCE_UNUSABLE,
                        "at_ms is " + output.atMs() + ", and the video ends at " + duration + " ms.");
            }
            return duration == 0 ? 0 : Math.min(output.atMs(), last);
        }
        double percent = output.atPercent() == null ? 50 : output.atPercent();
        return Math.min(Math.round(duration * percent / 100), last);
    }

    private static String candidates(Draft draft) {
        double rate = Math.min(draft.rate().value(), CANDIDATES * 1000.0 / draft.durationMs());
        return "fps=" + Arguments.number(Math.max(0.001, Math.round(rate * 1000) / 1000.0))
                + ",signalstats,metadata=mode=select:key=lavfi.signalstats.YAVG:value=" + DARK + ":function=greater"
                + ",thumbnail=n=" + CANDIDATES;
    }

    private static String format(String size, PosterOutput output) {
        return size + "," + StillEncoding.format(output.format());
    }

    private static List<String> file(PosterOutput output, String name) {
        List<String> arguments = new ArrayList<>(List.of("-frames:v", "1"));
        arguments.addAll(StillEncoding.arguments(output.format(), output.quality()));
        arguments.addAll(List.of("-map_metadata", "-1", "-f", "image2", "-update", "1", Arguments.out(name)));
        return arguments;
    }

    private static void finish(PosterOutput output, Workshop workshop, String name, String spare, boolean chosen)
            throws IOException, InterruptedException {
        if (chosen && !workshop.made(name) && workshop.made(spare)) {
            workshop.rename(spare, name);
        }
        Checks.made(workshop, name);
        Map<String, Object> facts = Stills.facts(workshop, name);
        workshop.keep(name, output.kindName(), output.format().mediaType(), facts);
    }
}
