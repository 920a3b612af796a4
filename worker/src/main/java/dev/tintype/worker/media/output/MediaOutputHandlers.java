package dev.tintype.worker.media.output;

import dev.tintype.media.MediaOutput;
import dev.tintype.worker.media.plan.Draft;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every kind of output there is. */
public final class MediaOutputHandlers {
    private static final List<MediaOutputHandler<?>> ALL = List.of(
            new ProbeHandler(),
            new VideoHandler(),
            new AudioHandler(),
            new PosterHandler(),
            new ThumbnailsHandler(),
            new SpriteHandler(),
            new HlsHandler(),
            new DashHandler(),
            new ImageHandler(),
            new AnimationHandler(),
            new WaveformHandler(),
            new SubtitlesHandler(),
            new AnalysisHandler(),
            new QualityHandler());

    private static final Map<Class<?>, MediaOutputHandler<?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(MediaOutputHandler::type, Function.identity()));

    private MediaOutputHandlers() {}

    /** Plans {@code output} with the handler of its type. */
    public static Planned plan(MediaOutput output, Draft draft) {
        MediaOutputHandler<?> handler = BY_TYPE.get(output.getClass());
        if (handler == null) {
            throw new IllegalStateException("no handler makes " + output.kindName());
        }
        return plan(handler, output, draft);
    }

    /** Whether there is a handler for {@code type}. */
    static boolean makes(Class<?> type) {
        return BY_TYPE.containsKey(type);
    }

    private static <O extends MediaOutput> Planned plan(
            MediaOutputHandler<O> handler, MediaOutput output, Draft draft) {
        return handler.plan(handler.type().cast(output), draft);
    }
}
