package dev.tintype.worker.media.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.SpriteOutput;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Size;
import dev.tintype.worker.media.plan.StillEncoding;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Small pictures on sheets, and where each is. */
final class SpriteHandler implements MediaOutputHandler<SpriteOutput> {
    private static final int MOST_SHEETS = 50;

    @Override
    public Class<SpriteOutput> type() {
        return SpriteOutput.class;
    }

    /** How the tiles lie. */
    record Layout(Size tile, int columns, int rows, double everyS, int tiles) {
        int perSheet() {
            return columns * rows;
        }

        int sheets() {
            return (tiles + perSheet() - 1) / perSheet();
        }
    }

    @Override
    public Planned plan(SpriteOutput output, Draft draft) {
        draft.movingVideo(output.kindName());
        String stem = draft.stem("sprite");
        Layout layout = layout(output, draft);
        String chain = "select='" + Picks.every(layout.everyS()) + "',scale="
                + layout.tile().filter() + ",setsar=1,tile=" + layout.columns() + "x" + layout.rows() + ","
                + StillEncoding.format(output.format());
        List<String> arguments =
                new ArrayList<>(List.of("-fps_mode", "passthrough", "-frames:v", Integer.toString(layout.sheets())));
        arguments.addAll(StillEncoding.arguments(output.format(), output.quality()));
        arguments.addAll(List.of(
                "-map_metadata",
                "-1",
                "-f",
                "image2",
                "-start_number",
                "1",
                Arguments.out(stem + "-%02d." + output.format().extension())));
        draft.add(Branch.pictures(chain, 0, arguments));
        return workshop -> finish(output, draft, workshop, stem, layout);
    }

    private static Layout layout(SpriteOutput output, Draft draft) {
        long duration = draft.durationMs();
        double every = output.everyS() == null ? usual(duration) : output.everyS();
        int tiles = (int) Math.max(1, Math.ceil(duration / 1000.0 / every));
        Size tile = output.tileHeight() == null
                ? shaped(draft.size(), output.tileWidth())
                : new Size(output.tileWidth(), output.tileHeight()).even();
        int columns = Math.min(output.columns(), tiles);
        // one sheet that is not full is cut to what is on it
        int rows = Math.min(output.rows(), (tiles + columns - 1) / columns);
        Layout layout = new Layout(tile, columns, rows, every, tiles);
        if (layout.sheets() > MOST_SHEETS) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "every_s makes " + layout.sheets() + " sheets of this video; allowed are " + MOST_SHEETS + ".");
        }
        return layout;
    }

    private static Size shaped(Size picture, int width) {
        return new Size(width, Math.max(2, (int) Math.round((double) picture.height() * width / picture.width())))
                .even();
    }

    private static double usual(long durationMs) {
        double minutes = durationMs / 60_000.0;
        if (minutes <= 2) {
            return 2;
        }
        if (minutes <= 10) {
            return 5;
        }
        if (minutes <= 30) {
            return 10;
        }
        return minutes <= 60 ? 20 : 30;
    }

    private static void finish(SpriteOutput output, Draft draft, Workshop workshop, String stem, Layout layout)
            throws IOException, InterruptedException {
        for (int n = 1; n <= layout.sheets(); n++) {
            String sheet = sheet(output, stem, n);
            Checks.made(workshop, sheet);
            Map<String, Object> facts = new LinkedHashMap<>(Stills.facts(workshop, sheet));
            facts.put("tiles", Math.min(layout.perSheet(), layout.tiles() - (n - 1) * layout.perSheet()));
            facts.put("tile_width", layout.tile().width());
            facts.put("tile_height", layout.tile().height());
            workshop.keep(sheet, output.kindName(), output.format().mediaType(), facts);
        }
        workshop.keep(
                stem + ".vtt",
                output.kindName(),
                "text/vtt",
                vtt(output, stem, layout, draft.durationMs()).getBytes(StandardCharsets.UTF_8),
                Map.of("tiles", layout.tiles(), "every_s", layout.everyS()));
    }

    /** One cue for each tile, as players of thumbnails read it: {@code sheet#xywh=x,y,w,h}. */
    static String vtt(SpriteOutput output, String stem, Layout layout, long durationMs) {
        StringBuilder text = new StringBuilder("WEBVTT\n");
        for (int n = 0; n < layout.tiles(); n++) {
            int onSheet = n % layout.perSheet();
            long from = Math.round(n * layout.everyS() * 1000);
            long to = Math.min(Math.round((n + 1) * layout.everyS() * 1000), Math.max(durationMs, from + 1));
            text.append(String.format(
                    Locale.ROOT,
                    "\n%s --> %s\n%s#xywh=%d,%d,%d,%d\n",
                    VttTime.of(from),
                    VttTime.of(to),
                    sheet(output, stem, n / layout.perSheet() + 1),
                    onSheet % layout.columns() * layout.tile().width(),
                    onSheet / layout.columns() * layout.tile().height(),
                    layout.tile().width(),
                    layout.tile().height()));
        }
        return text.toString();
    }

    private static String sheet(SpriteOutput output, String stem, int n) {
        return String.format(Locale.ROOT, "%s-%02d.%s", stem, n, output.format().extension());
    }
}
