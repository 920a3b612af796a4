package dev.tintype.worker.media.output;

import dev.tintype.json.Json;
import dev.tintype.media.WaveformOutput;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How loud the sound is over time. FFmpeg gives the samples; the rest is counting and drawing. */
final class WaveformHandler implements MediaOutputHandler<WaveformOutput> {
    private static final int RATE = 8000;
    private static final int USUAL_PER_SECOND = 20;
    private static final int USUAL_WIDTH = 1200;
    private static final int USUAL_HEIGHT = 200;
    private static final String USUAL_COLOR = "#3366cc";

    @Override
    public Class<WaveformOutput> type() {
        return WaveformOutput.class;
    }

    @Override
    public Planned plan(WaveformOutput output, Draft draft) {
        draft.audio(output.kindName());
        String name = draft.name("waveform", output.format().name().toLowerCase(Locale.ROOT));
        // all waveforms of a job count the same samples
        String samples = draft.shared("waveform samples", () -> {
            draft.add(Branch.steady(
                    null,
                    "aformat=channel_layouts=mono,aresample=" + RATE,
                    List.of("-c:a", "pcm_s16le", "-f", "s16le", Arguments.out("waveform.pcm"))));
            return "waveform.pcm";
        });
        return workshop -> finish(output, workshop, name, samples);
    }

    private static void finish(WaveformOutput output, Workshop workshop, String name, String samples)
            throws IOException {
        Checks.made(workshop, samples);
        long count = Files.size(workshop.file(samples)) / 2;
        int perPixel = output.format() == WaveformOutput.Format.JSON
                ? RATE / (output.perSecond() == null ? USUAL_PER_SECOND : output.perSecond())
                : (int) Math.max(1, Math.ceilDiv(count, width(output)));
        Peaks peaks = Peaks.read(workshop.file(samples), perPixel);
        byte[] content = switch (output.format()) {
            case JSON -> json(peaks, perPixel).getBytes(StandardCharsets.UTF_8);
            case SVG -> peaks.svg(width(output), height(output), color(output)).getBytes(StandardCharsets.UTF_8);
            case PNG -> peaks.png(width(output), height(output), color(output));
        };
        workshop.keep(
                name,
                output.kindName(),
                output.format().mediaType(),
                content,
                Map.of("duration_ms", count * 1000 / RATE, "peak", Math.round(peaks.highest() / 327.68) / 100.0));
    }

    /** As audiowaveform 1.x writes it, 8 bits, one channel. */
    private static String json(Peaks peaks, int perPixel) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", 2);
        all.put("channels", 1);
        all.put("sample_rate", RATE);
        all.put("samples_per_pixel", perPixel);
        all.put("bits", 8);
        all.put("length", peaks.size());
        all.put("data", peaks.bytes());
        return Json.write(all);
    }

    private static int width(WaveformOutput output) {
        return output.width() == null ? USUAL_WIDTH : output.width();
    }

    private static int height(WaveformOutput output) {
        return output.height() == null ? USUAL_HEIGHT : output.height();
    }

    private static String color(WaveformOutput output) {
        return output.color() == null ? USUAL_COLOR : output.color();
    }
}
