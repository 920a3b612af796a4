package dev.tintype.worker.media.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts as callers see them: our words and units, no paths, nothing that is not known. */
public final class ProbeJson {
    private ProbeJson() {}

    /** Everything. */
    public static Map<String, Object> of(MediaFacts facts) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("container", facts.demuxer().container());
        positive(all, "duration_ms", facts.durationMs());
        all.put("bytes", facts.bytes());
        positive(all, "bitrate", facts.bitrate());
        all.put("streams", facts.streams());
        all.put("video", facts.videos().stream().map(ProbeJson::video).toList());
        all.put("audio", facts.audios().stream().map(ProbeJson::audio).toList());
        all.put("subtitles", facts.subtitles().stream().map(ProbeJson::subtitle).toList());
        all.put("chapters", facts.chapters());
        all.put("cover_art", facts.coverArt());
        return all;
    }

    /** The few that say what it is. */
    public static Map<String, Object> brief(MediaFacts facts) {
        Map<String, Object> few = new LinkedHashMap<>();
        few.put("container", facts.demuxer().container());
        positive(few, "duration_ms", facts.durationMs());
        VideoTrack video = facts.video();
        if (video != null) {
            few.put("width", video.shownWidth());
            few.put("height", video.shownHeight());
        }
        List<String> codecs = new ArrayList<>();
        facts.videos().forEach(track -> codecs.add(track.codec()));
        facts.audios().forEach(track -> codecs.add(track.codec()));
        few.put("codecs", codecs);
        return few;
    }

    private static Map<String, Object> video(VideoTrack track) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("codec", track.codec());
        known(all, "profile", track.profile());
        all.put("width", track.shownWidth());
        all.put("height", track.shownHeight());
        all.put("stored_width", track.width());
        all.put("stored_height", track.height());
        all.put("rotation", track.rotation());
        if (!track.sar().isZero()) {
            all.put("pixel_aspect", track.sar().num() + ":" + track.sar().den());
        }
        if (!track.rate().isZero()) {
            all.put("fps", Math.round(track.rate().value() * 1000) / 1000.0);
            all.put("variable_fps", track.variableRate());
        }
        positive(all, "frames", track.frames());
        positive(all, "bitrate", track.bitrate());
        all.put("pixel_format", track.pixelFormat());
        all.put("bits", track.bits());
        all.put("alpha", track.alpha());
        all.put("hdr", track.hdr());
        all.put("interlaced", track.interlaced());
        known(all, "color_primaries", track.primaries());
        known(all, "color_transfer", track.transfer());
        known(all, "color_matrix", track.matrix());
        known(all, "color_range", track.range());
        return all;
    }

    private static Map<String, Object> audio(AudioTrack track) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("codec", track.codec());
        known(all, "profile", track.profile());
        all.put("channels", track.channels());
        known(all, "layout", track.layout());
        all.put("sample_rate", track.sampleRate());
        positive(all, "bitrate", track.bitrate());
        known(all, "language", track.language());
        known(all, "title", track.title());
        return all;
    }

    private static Map<String, Object> subtitle(SubtitleTrack track) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("codec", track.codec());
        all.put("text", track.text());
        all.put("forced", track.forced());
        known(all, "language", track.language());
        known(all, "title", track.title());
        return all;
    }

    private static void known(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }

    private static void positive(Map<String, Object> to, String name, long value) {
        if (value > 0) {
            to.put(name, value);
        }
    }
}
