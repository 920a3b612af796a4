package dev.tintype.worker.media.output;

import dev.tintype.media.ImageOutput;
import dev.tintype.media.StillFormat;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Scaling;
import dev.tintype.worker.media.plan.StillEncoding;
import java.util.ArrayList;
import java.util.List;

/** A picture in another format or size. */
final class ImageHandler implements MediaOutputHandler<ImageOutput> {
    private static final int USUAL_QUALITY = 80;

    @Override
    public Class<ImageOutput> type() {
        return ImageOutput.class;
    }

    @Override
    public Planned plan(ImageOutput output, Draft draft) {
        draft.video(output.kindName());
        String name = draft.name("image", output.format().extension());
        Scaling scaling = Scaling.into(draft.size(), output.width(), output.height(), output.fit());
        List<String> arguments = new ArrayList<>(List.of("-frames:v", "1"));
        arguments.addAll(encoder(output));
        arguments.addAll(List.of("-map_metadata", "-1"));
        arguments.addAll(
                output.format() == ImageOutput.Format.AVIF
                        ? List.of("-f", "avif")
                        : List.of("-f", "image2", "-update", "1"));
        arguments.add(Arguments.out(name));
        draft.add(Branch.pictures(scaling.filters() + "," + pixels(output, draft), 0, arguments));
        return workshop -> {
            Checks.made(workshop, name);
            workshop.keep(name, output.kindName(), output.format().mediaType(), Stills.facts(workshop, name));
        };
    }

    private static List<String> encoder(ImageOutput output) {
        int quality = output.quality() == null ? USUAL_QUALITY : output.quality();
        return switch (output.format()) {
            case PNG -> StillEncoding.arguments(StillFormat.PNG, null);
            case JPEG -> StillEncoding.arguments(StillFormat.JPEG, quality);
            case WEBP -> StillEncoding.arguments(StillFormat.WEBP, quality);
            case AVIF ->
                List.of(
                        "-c:v",
                        "libaom-av1",
                        "-still-picture",
                        "1",
                        "-cpu-used",
                        "6",
                        "-crf",
                        Long.toString(Math.round((100 - quality) * 0.63)));
        };
    }

    /** What is seen through stays so where the format can. */
    private static String pixels(ImageOutput output, Draft draft) {
        boolean alpha = draft.video(output.kindName()).alpha();
        return switch (output.format()) {
            case PNG -> alpha ? "format=rgba" : "format=rgb24";
            case JPEG -> StillEncoding.format(StillFormat.JPEG);
            case WEBP -> alpha ? "format=yuva420p" : "format=yuv420p";
            case AVIF -> "format=yuv420p";
        };
    }
}
