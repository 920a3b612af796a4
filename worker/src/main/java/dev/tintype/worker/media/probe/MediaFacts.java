package dev.tintype.worker.media.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file is.
 *
 * @param durationMs 0: not known, or a still picture
 * @param videos without cover art
 * @param chapters how many
 * @param coverArt whether a still picture comes with it
 */
public record MediaFacts(
        Demuxer demuxer,
        long durationMs,
        long bytes,
        long bitrate,
        int streams,
        List<VideoTrack> videos,
        List<AudioTrack> audios,
        List<SubtitleTrack> subtitles,
        int chapters,
        boolean coverArt) {

    public MediaFacts {
        videos = List.copyOf(videos);
        audios = List.copyOf(audios);
        subtitles = List.copyOf(subtitles);
    }

    /** The picture that outputs are made of. */
    public @Nullable VideoTrack video() {
        return videos.isEmpty() ? null : videos.getFirst();
    }

    /** The sound that outputs are made of unless another is chosen. */
    public @Nullable AudioTrack audio() {
        return audios.isEmpty() ? null : audios.getFirst();
    }
}
