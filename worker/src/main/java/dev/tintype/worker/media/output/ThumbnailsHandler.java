package dev.tintype.worker.media.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.ThumbnailsOutput;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Scaling;
import dev.tintype.worker.media.plan.StillEncoding;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pictures taken through the video: picked from the frames as they pass, never by seeking to each. */
final class ThumbnailsHandler implements MediaOutputHandler<ThumbnailsOutput> {
    @Override
    public Class<ThumbnailsOutput> type() {
        return ThumbnailsOutput.class;
    }

    @Override
    public Planned plan(ThumbnailsOutput output, Draft draft) {
        draft.movingVideo(output.kindName());
        String stem = draft.stem("thumbnail");
        List<Long> moments = moments(output, draft.durationMs());
        String size =
                Scaling.within(draft.size(), output.width(), output.height()).filters();
        String chain = "select='" + Picks.at(moments) + "'," + size + "," + StillEncoding.format(output.format());
        List<String> arguments =
                new ArrayList<>(List.of("-fps_mode", "passthrough", "-frames:v", Integer.toString(moments.size())));
        arguments.addAll(StillEncoding.arguments(output.format(), output.quality()));
        arguments.addAll(List.of(
                "-map_metadata",
                "-1",
                "-f",
                "image2",
                "-start_number",
                "1",
                Arguments.out(stem + "-%03d." + output.format().extension())));
        draft.add(Branch.pictures(chain, 0, arguments));
        return workshop -> finish(output, workshop, stem, moments);
    }

    private static List<Long> moments(ThumbnailsOutput output, long duration) {
        List<Long> listed = output.atMs();
        if (listed != null) {
            List<Long> sorted = listed.stream()
                    .map(Objects::requireNonNull)
                    .sorted()
                    .distinct()
                    .toList();
            if (duration > 0 && sorted.getLast() >= duration) {
                throw new JobFailure(
                        ErrorCode.SOURCE_UNUSABLE,
                        "at_ms has " + sorted.getLast() + ", and the video ends at " + duration + " ms.");
            }
            return sorted;
        }
        if (output.everyS() != null) {
            long step = Math.round(output.everyS() * 1000);
            long count = duration == 0 ? 1 : (duration + step - 1) / step;
            if (count > ThumbnailsOutput.MOST) {
                throw new JobFailure(
                        ErrorCode.LIMIT_EXCEEDED,
                        "every_s makes " + count + " thumbnails of this video; allowed are " + ThumbnailsOutput.MOST
                                + ". A sprite holds more.");
            }
            return IntStream.range(0, (int) count).mapToObj(n -> n * step).toList();
        }
        int count = Objects.requireNonNull(output.count());
        return IntStream.range(0, count)
                .mapToObj(n -> duration * (2L * n + 1) / (2L * count))
                .collect(Collectors.toUnmodifiableList());
    }

    private static void finish(ThumbnailsOutput output, Workshop workshop, String stem, List<Long> moments)
            throws IOException, InterruptedException {
        String first = file(output, stem, 1);
        Checks.made(workshop, first);
        // all are of one size, and one is enough to ask
        Map<String, Object> facts = Stills.facts(workshop, first);
        for (int n = 1; n <= moments.size() && workshop.made(file(output, stem, n)); n++) {
            Map<String, Object> own = new LinkedHashMap<>(facts);
            own.put("at_ms", moments.get(n - 1));
            workshop.keep(
                    file(output, stem, n), output.kindName(), output.format().mediaType(), own);
        }
    }

    private static String file(ThumbnailsOutput output, String stem, int n) {
        return String.format(Locale.ROOT, "%s-%03d.%s", stem, n, output.format().extension());
    }
}
