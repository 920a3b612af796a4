package dev.tintype.worker.media.stream;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.Encryption;
import dev.tintype.mediakey.StreamKey;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tracks of a stream as they were made: looked at, and handed over once, whatever outputs name them. */
public final class StreamTracks {
    private static final double ALIGNED_S = 0.002;

    private final StreamPlan plan;
    private final List<CmafTrack> videos;
    private final List<CmafTrack> sounds;

    private StreamTracks(StreamPlan plan, List<CmafTrack> videos, List<CmafTrack> sounds) {
        this.plan = plan;
        this.videos = List.copyOf(videos);
        this.sounds = List.copyOf(sounds);
    }

    /** Reads and checks them; hands them over unless another output did. */
    public static StreamTracks of(StreamPlan plan, Workshop workshop, String kind) throws IOException {
        List<CmafTrack> videos = new ArrayList<>();
        List<CmafTrack> sounds = new ArrayList<>();
        for (StreamPlan.Video video : plan.videos()) {
            videos.add(read(video.file(), workshop));
        }
        for (StreamPlan.Sound sound : plan.sounds()) {
            sounds.add(read(sound.file(), workshop));
        }
        StreamTracks clear = new StreamTracks(plan, videos, sounds);
        clear.checkAligned();
        StreamTracks tracks = plan.spec().wholeSegments() ? clear.encrypted() : clear;
        if (!workshop.kept(tracks.videos.getFirst().name())) {
            StreamKeys keys = tracks.keys();
            if (keys != null) {
                workshop.keepKey(plan.stem(), keys.key(), keys.count());
            }
            if (keys != null && plan.spec().wholeSegments()) {
                clear.encrypt(keys, workshop);
            }
            tracks.keep(workshop, kind);
        }
        return tracks;
    }

    /** The tracks as they are when every segment is encrypted. */
    private StreamTracks encrypted() {
        return new StreamTracks(
                plan,
                videos.stream().map(StreamTracks::encryptedTrack).toList(),
                sounds.stream().map(StreamTracks::encryptedTrack).toList());
    }

    private static CmafTrack encryptedTrack(CmafTrack clear) {
        return SegmentCipher.layout(clear, encryptedName(clear.name()));
    }

    /** It is no MP4 any more, only parts of one. */
    private static String encryptedName(String file) {
        return file.substring(0, file.lastIndexOf('.')) + ".m4s";
    }

    private void encrypt(StreamKeys keys, Workshop workshop) throws IOException {
        for (CmafTrack track : Stream.concat(videos.stream(), sounds.stream()).toList()) {
            SegmentCipher.write(
                    track, workshop.file(track.name()), workshop.file(encryptedName(track.name())), keys::ofSegment);
        }
    }

    /** The keys; null: the tracks are in the clear. */
    @Nullable
    StreamKeys keys() {
        Encryption how = plan.spec().encryption();
        StreamKey key = plan.key();
        if (how == null || key == null) {
            return null;
        }
        int most = Stream.concat(videos.stream(), sounds.stream())
                .mapToInt(track -> track.segments().size())
                .max()
                .orElse(1);
        return new StreamKeys(plan.stem(), how, key, most);
    }

    StreamPlan plan() {
        return plan;
    }

    List<CmafTrack> videos() {
        return videos;
    }

    List<CmafTrack> sounds() {
        return sounds;
    }

    /** Seconds of the longest track. */
    public double seconds() {
        return Math.max(
                videos.stream().mapToDouble(CmafTrack::seconds).max().orElse(0),
                sounds.stream().mapToDouble(CmafTrack::seconds).max().orElse(0));
    }

    /** What callers are told of the qualities. */
    public Map<String, Object> facts(Workshop workshop) {
        List<Map<String, Object>> rungs = new ArrayList<>();
        for (int n = 0; n < videos.size(); n++) {
            Map<String, Object> rung = new LinkedHashMap<>();
            rung.put("width", plan.videos().get(n).quality().size().width());
            rung.put("height", plan.videos().get(n).quality().size().height());
            rung.put("codecs", codecs(videos.get(n)));
            rung.put("bandwidth", bandwidth(videos.get(n)));
            rung.put("average_bandwidth", averageBandwidth(videos.get(n)));
            rungs.add(rung);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rungs", rungs);
        facts.put("segments", videos.getFirst().segments().size());
        facts.put("duration_ms", Math.round(seconds() * 1000));
        facts.put("audio_tracks", sounds.size());
        facts.put("text_tracks", plan.texts().size());
        StreamKeys keys = keys();
        if (keys != null) {
            facts.put("encryption", keys.facts(workshop));
        }
        return facts;
    }

    /** With the sound that is played with it. */
    String codecs(CmafTrack video) {
        return sounds.isEmpty()
                ? video.codec()
                : video.codec() + "," + sounds.getFirst().codec();
    }

    /** The most that a player must take in, with the heaviest sound. */
    long bandwidth(CmafTrack video) {
        return video.peakBitrate()
                + sounds.stream().mapToLong(CmafTrack::peakBitrate).max().orElse(0);
    }

    long averageBandwidth(CmafTrack video) {
        return video.averageBitrate()
                + sounds.stream().mapToLong(CmafTrack::averageBitrate).max().orElse(0);
    }

    private static CmafTrack read(String file, Workshop workshop) throws IOException {
        if (!workshop.made(file)) {
            throw new JobFailure(ErrorCode.DECODE_FAILED, "Nothing could be decoded for " + file + ".");
        }
        try {
            return CmafTrack.read(file, workshop.file(file));
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.FFMPEG_FAILED, file + " is no CMAF track: " + e.getMessage() + ".", e);
        }
    }

    /** A player that changes between qualities does so between segments, and must find the same times. */
    private void checkAligned() {
        CmafTrack first = videos.getFirst();
        for (CmafTrack other : videos) {
            boolean same = other.segments().size() == first.segments().size();
            for (int n = 0; same && n < first.segments().size(); n++) {
                same = Math.abs(other.segments().get(n).seconds()
                                - first.segments().get(n).seconds())
                        < ALIGNED_S;
            }
            if (!same) {
                throw new JobFailure(
                        ErrorCode.FFMPEG_FAILED, other.name() + " and " + first.name() + " have other segments.");
            }
        }
    }

    private void keep(Workshop workshop, String kind) {
        for (int n = 0; n < videos.size(); n++) {
            Ladder.Quality quality = plan.videos().get(n).quality();
            Map<String, Object> facts = facts(videos.get(n));
            facts.put("width", quality.size().width());
            facts.put("height", quality.size().height());
            workshop.keep(videos.get(n).name(), kind, type("video"), facts);
        }
        sounds.forEach(sound -> workshop.keep(sound.name(), kind, type("audio"), facts(sound)));
        plan.texts().forEach(text -> workshop.keep(text.file(), kind, "text/vtt", Map.of()));
    }

    private String type(String of) {
        return of + (plan.spec().wholeSegments() ? "/iso.segment" : "/mp4");
    }

    private static Map<String, Object> facts(CmafTrack track) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("codecs", track.codec());
        facts.put("bitrate", track.averageBitrate());
        facts.put("duration_ms", Math.round(track.seconds() * 1000));
        facts.put("segments", track.segments().size());
        return facts;
    }
}
