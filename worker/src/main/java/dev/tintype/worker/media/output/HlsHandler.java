package dev.tintype.worker.media.output;

import dev.tintype.media.HlsOutput;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.stream.HlsPackage;
import dev.tintype.worker.media.stream.StreamPlan;
import dev.tintype.worker.media.stream.StreamSpec;
import dev.tintype.worker.media.stream.StreamTracks;

/** A stream for HLS players. */
final class HlsHandler implements MediaOutputHandler<HlsOutput> {
    @Override
    public Class<HlsOutput> type() {
        return HlsOutput.class;
    }

    @Override
    public Planned plan(HlsOutput output, Draft draft) {
        draft.movingVideo(output.kindName());
        String stem = draft.stem("hls");
        StreamPlan plan = StreamPlan.of(StreamSpec.of(output), draft);
        return workshop -> {
            StreamTracks tracks = StreamTracks.of(plan, workshop, output.kindName());
            Checks.duration(
                    stem,
                    Math.round(tracks.seconds() * 1000),
                    draft.durationMs(),
                    1000 / plan.rate().value());
            HlsPackage.keep(tracks, stem, output.iframes(), output.kindName(), workshop);
        };
    }
}
