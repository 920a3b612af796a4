package dev.tintype.worker.media.stream;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Play lists over the tracks of a stream. */
public final class HlsPackage {
    private static final String MEDIA_TYPE = "application/vnd.apple.mpegurl";

    private HlsPackage() {}

    /** Writes them, checks them, and hands them over. */
    public static void keep(StreamTracks tracks, String stem, boolean iframes, String kind, Workshop workshop)
            throws IOException {
        StreamKeys keys = tracks.keys();
        HlsWriter writer = new HlsWriter(tracks, stem, iframes, keys == null ? _ -> "" : keys.tags(workshop));
        List<HlsWriter.Written> written = writer.all();
        Map<String, String> lists = new LinkedHashMap<>();
        written.forEach(list -> lists.put(list.name(), list.text()));
        Map<String, Long> files = new LinkedHashMap<>();
        for (String name : names(tracks)) {
            files.put(name, Files.size(workshop.file(name)));
        }
        List<String> findings = new HlsLint(lists, files, keys != null).findings();
        if (!findings.isEmpty()) {
            throw new JobFailure(ErrorCode.FFMPEG_FAILED, "The play lists are not right: " + findings.getFirst() + ".");
        }
        Map<String, Object> facts = tracks.facts(workshop);
        facts.put("lint", "passed");
        for (int n = 0; n < written.size(); n++) {
            byte[] text = written.get(n).text().getBytes(StandardCharsets.UTF_8);
            workshop.keep(written.get(n).name(), kind, MEDIA_TYPE, text, n == 0 ? facts : Map.of());
        }
    }

    private static List<String> names(StreamTracks tracks) {
        List<String> names = new ArrayList<>();
        tracks.videos().forEach(track -> names.add(track.name()));
        tracks.sounds().forEach(track -> names.add(track.name()));
        tracks.plan().texts().forEach(text -> names.add(text.file()));
        return names;
    }
}
