package dev.tintype.worker.media.output;

import dev.tintype.json.Json;
import dev.tintype.media.QualityOutput;
import dev.tintype.worker.media.plan.Comparison;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Rendition;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Holds everything that was encoded against the source, once all of it is there. */
final class QualityHandler implements MediaOutputHandler<QualityOutput> {
    @Override
    public Class<QualityOutput> type() {
        return QualityOutput.class;
    }

    @Override
    public Planned plan(QualityOutput output, Draft draft) {
        draft.movingVideo(output.kindName());
        String name = draft.name("quality", "json");
        return workshop -> finish(output, draft, workshop, name);
    }

    private static void finish(QualityOutput output, Draft draft, Workshop workshop, String name)
            throws IOException, InterruptedException {
        List<Map<String, Object>> scores = new ArrayList<>();
        OptionalDouble worst = OptionalDouble.empty();
        for (Rendition rendition : draft.renditions()) {
            String file = "quality-" + scores.size() + ".txt";
            workshop.run(
                    Comparison.of(draft, rendition, output.metrics(), file, workshop.threads()),
                    new Workshop.Turn(scores.size(), draft.renditions().size(), draft.durationMs()));
            Findings found = Findings.read(workshop.beside(file));
            Map<String, Object> score = new LinkedHashMap<>();
            score.put("name", rendition.file());
            score.put("frames", found.frames());
            if (output.metrics().contains(QualityOutput.Metric.SSIM)) {
                double ssim = rounded(found.mean("lavfi.ssim.All", 0), 5);
                worst = OptionalDouble.of(Math.min(worst.orElse(1), ssim));
                score.put("ssim", ssim);
            }
            if (output.metrics().contains(QualityOutput.Metric.PSNR)) {
                double error = found.mean("lavfi.psnr.mse_avg", 0);
                score.put("psnr_db", rounded(psnr(error, draft.keepsHdr()), 2));
            }
            if (output.metrics().contains(QualityOutput.Metric.XPSNR)) {
                score.put("xpsnr_db", rounded(found.mean("lavfi.xpsnr.xpsnr.y", 0), 2));
            }
            scores.add(score);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("renditions", scores.size());
        worst.ifPresent(ssim -> facts.put("lowest_ssim", ssim));
        byte[] content = Json.write(Map.of("renditions", scores)).getBytes(StandardCharsets.UTF_8);
        workshop.keep(name, output.kindName(), "application/json", content, facts);
    }

    /** Of the mean error of all frames; what does not differ at all has 100. */
    private static double psnr(double error, boolean tenBits) {
        double most = tenBits ? 1023 : 255;
        return error <= 0 ? Findings.PERFECT_DB : Math.min(Findings.PERFECT_DB, 10 * Math.log10(most * most / error));
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
