package dev.tintype.worker.media.stream;

import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.SubtitleTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes play lists (RFC 8216) over tracks of one file each. */
final class HlsWriter {
    private static final String HEAD = "#EXTM3U\n#EXT-X-VERSION:7\n";

    private final StreamTracks tracks;
    private final String stem;
    private final boolean iframes;
    private final IntFunction<String> keys;

    /** @param keys what stands before the segment of that number, so that it can be decrypted */
    HlsWriter(StreamTracks tracks, String stem, boolean iframes, IntFunction<String> keys) {
        this.tracks = tracks;
        this.stem = stem;
        this.iframes = iframes;
        this.keys = keys;
    }

    /**
     * A play list.
     *
     * @param name its file
     */
    record Written(String name, String text) {}

    /** All of them, the one that players are given first. */
    List<Written> all() {
        List<Written> lists = new ArrayList<>();
        lists.add(new Written(stem + ".m3u8", master()));
        for (CmafTrack track : Stream.concat(tracks.videos().stream(), tracks.sounds().stream())
                .toList()) {
            lists.add(new Written(list(track.name(), ""), media(track)));
        }
        if (iframes) {
            tracks.videos().forEach(track -> lists.add(new Written(list(track.name(), "-iframes"), keyFrames(track))));
        }
        tracks.plan().texts().forEach(text -> lists.add(new Written(list(text.file(), ""), text(text.file()))));
        return lists;
    }

    private String master() {
        StringBuilder text = new StringBuilder(HEAD).append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        List<StreamPlan.Sound> sounds = tracks.plan().sounds();
        for (int n = 0; n < sounds.size(); n++) {
            AudioTrack track = sounds.get(n).track();
            text.append(rendition(
                            "AUDIO", "audio", name(track.title(), track.language(), "Audio", n), track.language()))
                    .append(n == 0 ? ",DEFAULT=YES,AUTOSELECT=YES" : ",DEFAULT=NO,AUTOSELECT=YES")
                    .append(",CHANNELS=\"" + tracks.plan().channels() + "\",URI=\"")
                    .append(list(sounds.get(n).file(), ""))
                    .append("\"\n");
        }
        List<StreamPlan.Text> texts = tracks.plan().texts();
        for (int n = 0; n < texts.size(); n++) {
            SubtitleTrack track = texts.get(n).track();
            text.append(rendition(
                            "SUBTITLES",
                            "text",
                            name(track.title(), track.language(), "Subtitles", n),
                            track.language()))
                    .append(",DEFAULT=NO,AUTOSELECT=YES,FORCED=")
                    .append(track.forced() ? "YES" : "NO")
                    .append(",URI=\"")
                    .append(list(texts.get(n).file(), ""))
                    .append("\"\n");
        }
        for (int n = 0; n < tracks.videos().size(); n++) {
            CmafTrack video = tracks.videos().get(n);
            text.append(String.format(
                            Locale.ROOT,
                            "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s\",RESOLUTION=%s,FRAME-RATE=%.3f,"
                                    + "VIDEO-RANGE=%s",
                            tracks.bandwidth(video),
                            tracks.averageBandwidth(video),
                            tracks.codecs(video),
                            tracks.plan().videos().get(n).quality().size(),
                            tracks.plan().rate().value(),
                            range()))
                    .append(sounds.isEmpty() ? "" : ",AUDIO=\"audio\"")
                    .append(texts.isEmpty() ? "" : ",SUBTITLES=\"text\"")
                    .append(",CLOSED-CAPTIONS=NONE\n")
                    .append(list(video.name(), ""))
                    .append('\n');
        }
        if (iframes) {
            for (int n = 0; n < tracks.videos().size(); n++) {
                CmafTrack video = tracks.videos().get(n);
                text.append(String.format(
                        Locale.ROOT,
                        "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=%d,CODECS=\"%s\",RESOLUTION=%s%s,URI=\"%s\"\n",
                        video.segments().stream()
                                .mapToLong(segment -> Math.round(segment.keyFrameBytes() * 8 / segment.seconds()))
                                .max()
                                .orElse(1),
                        video.codec(),
                        tracks.plan().videos().get(n).quality().size(),
                        tracks.plan().hdr() == null ? "" : ",VIDEO-RANGE=" + range(),
                        list(video.name(), "-iframes")));
            }
        }
        return text.toString();
    }

    /** RFC 8216bis §4.4.6.2. */
    private String range() {
        String hdr = tracks.plan().hdr();
        return hdr == null ? "SDR" : hdr.equals("smpte2084") ? "PQ" : "HLG";
    }

    private static String rendition(String type, String group, String name, @Nullable String language) {
        return "#EXT-X-MEDIA:TYPE=" + type + ",GROUP-ID=\"" + group + "\",NAME=\"" + name + "\""
                + (language == null ? "" : ",LANGUAGE=\"" + language + "\"");
    }

    /** What viewers choose by; unique in its group. */
    private static String name(@Nullable String title, @Nullable String language, String kind, int n) {
        String told = title != null ? title : language != null ? language : kind;
        return told.replaceAll("[\"\\p{Cntrl}]", "'") + (n == 0 ? "" : " " + (n + 1));
    }

    private String media(CmafTrack track) {
        StringBuilder text = head(track);
        for (int n = 0; n < track.segments().size(); n++) {
            CmafTrack.Segment segment = track.segments().get(n);
            part(text.append(keys.apply(n)), track, segment, segment.bytes());
        }
        return text.append("#EXT-X-ENDLIST\n").toString();
    }

    private String keyFrames(CmafTrack track) {
        StringBuilder text = head(track);
        text.insert(text.indexOf("#EXT-X-MAP"), "#EXT-X-I-FRAMES-ONLY\n");
        for (CmafTrack.Segment segment : track.segments()) {
            part(text, track, segment, segment.keyFrameBytes());
        }
        return text.append("#EXT-X-ENDLIST\n").toString();
    }

    private StringBuilder head(CmafTrack track) {
        return new StringBuilder(HEAD)
                .append("#EXT-X-TARGETDURATION:")
                .append(target())
                .append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n")
                .append(String.format(
                        Locale.ROOT, "#EXT-X-MAP:URI=\"%s\",BYTERANGE=\"%d@0\"\n", track.name(), track.initBytes()));
    }

    private static void part(StringBuilder text, CmafTrack track, CmafTrack.Segment segment, long bytes) {
        text.append(String.format(
                Locale.ROOT,
                "#EXTINF:%.6f,\n#EXT-X-BYTERANGE:%d@%d\n%s\n",
                segment.seconds(),
                bytes,
                segment.offset(),
                track.name()));
    }

    /** Text is small: one segment is all of it. */
    private String text(String file) {
        long seconds = Math.max(1, Math.round(Math.ceil(tracks.seconds())));
        return HEAD + "#EXT-X-TARGETDURATION:" + seconds + "\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n"
                + String.format(Locale.ROOT, "#EXTINF:%.6f,\n%s\n#EXT-X-ENDLIST\n", tracks.seconds(), file);
    }

    /** One for all play lists: RFC 8216 §4.3.3.1, and §6.2.4 for tracks that belong together. */
    private long target() {
        return Math.max(
                1,
                Stream.concat(tracks.videos().stream(), tracks.sounds().stream())
                        .flatMap(track -> track.segments().stream())
                        .mapToLong(segment -> Math.round(segment.seconds()))
                        .max()
                        .orElse(1));
    }

    /** {@code stream-720p.mp4} of {@code hls.m3u8} has {@code hls-720p.m3u8}. */
    private String list(String file, String what) {
        String part = file.substring(tracks.plan().stem().length(), file.lastIndexOf('.'));
        return stem + part + what + ".m3u8";
    }
}
