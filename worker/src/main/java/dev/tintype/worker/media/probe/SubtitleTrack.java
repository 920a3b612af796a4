package dev.tintype.worker.media.probe;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Subtitles in a file.
 *
 * @param index among all streams
 */
public record SubtitleTrack(
        int index,
        String codec,
        @Nullable String language,
        @Nullable String title,
        boolean forced) {
    private static final Set<String> PICTURES = Set.of("dvd_subtitle", "hdmv_pgs_subtitle", "dvb_subtitle", "xsub");

    /** Whether they are text; others are pictures of text. */
    public boolean text() {
        return !PICTURES.contains(codec);
    }
}
