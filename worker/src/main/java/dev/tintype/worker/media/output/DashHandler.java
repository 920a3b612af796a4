package dev.tintype.worker.media.output;

import dev.tintype.media.DashOutput;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.stream.DashManifest;
import dev.tintype.worker.media.stream.StreamPlan;
import dev.tintype.worker.media.stream.StreamSpec;
import dev.tintype.worker.media.stream.StreamTracks;
import java.nio.charset.StandardCharsets;

/** A stream for DASH players. */
final class DashHandler implements MediaOutputHandler<DashOutput> {
    @Override
    public Class<DashOutput> type() {
        return DashOutput.class;
    }

    @Override
    public Planned plan(DashOutput output, Draft draft) {
        draft.movingVideo(output.kindName());
        String name = draft.name("dash", "mpd");
        StreamPlan plan = StreamPlan.of(StreamSpec.of(output), draft);
        return workshop -> {
            StreamTracks tracks = StreamTracks.of(plan, workshop, output.kindName());
            Checks.duration(
                    name,
                    Math.round(tracks.seconds() * 1000),
                    draft.durationMs(),
                    1000 / plan.rate().value());
            workshop.keep(
                    name,
                    output.kindName(),
                    "application/dash+xml",
                    DashManifest.of(tracks, workshop).getBytes(StandardCharsets.UTF_8),
                    tracks.facts(workshop));
        };
    }
}
