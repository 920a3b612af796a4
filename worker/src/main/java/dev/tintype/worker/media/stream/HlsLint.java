package dev.tintype.worker.media.stream;

import io.lindstrom.m3u8.model.ByteRange;
import io.lindstrom.m3u8.model.KeyMethod;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads written play lists with somebody else's parser and holds them to RFC 8216 and to Apple's authoring rules. What it finds is a
 * defect of ours.
 */
final class HlsLint {
    private static final double FASTEST = 60.001;
    private static final int BLOCK = 16;

    private final Map<String, String> lists;
    private final Map<String, Long> files;
    private final boolean encrypted;
    private final List<String> found = new ArrayList<>();

    /**
     * @param lists text by name, the first being the one that players are given
     * @param files bytes of every track by name
     * @param encrypted whether every segment is to have a key, but for text
     */
    HlsLint(Map<String, String> lists, Map<String, Long> files, boolean encrypted) {
        this.lists = lists;
        this.files = files;
        this.encrypted = encrypted;
    }

    /** What is wrong, one sentence each; empty when nothing is. */
    List<String> findings() {
        lists.forEach((name, text) -> {
            try {
                if (text.contains("#EXT-X-STREAM-INF")) {
                    master(name, new MasterPlaylistParser().readPlaylist(text));
                } else {
                    media(name, new MediaPlaylistParser().readPlaylist(text));
                }
            } catch (PlaylistParserException e) {
                found.add(name + " cannot be read: " + e.getMessage());
            }
        });
        return List.copyOf(found);
    }

    private void master(String name, MasterPlaylist list) {
        Set<String> groups = new HashSet<>();
        list.alternativeRenditions().forEach(rendition -> {
            groups.add(rendition.groupId());
            rendition.uri().ifPresent(uri -> known(name, uri));
        });
        require(!list.variants().isEmpty(), name, "has no variant");
        for (Variant variant : list.variants()) {
            known(name, variant.uri());
            require(!variant.codecs().isEmpty(), name, "has a variant without CODECS");
            require(variant.resolution().isPresent(), name, "has a variant without RESOLUTION");
            require(variant.averageBandwidth().isPresent(), name, "has a variant without AVERAGE-BANDWIDTH");
            require(
                    variant.averageBandwidth().orElse(0L) <= variant.bandwidth(),
                    name,
                    "has a variant whose average is above its BANDWIDTH");
            require(variant.frameRate().orElse(99.0) <= FASTEST, name, "has a variant of more than 60 frames a second");
            require(
                    groups.containsAll(variant.audio().stream().toList())
                            && groups.containsAll(variant.subtitles().stream().toList()),
                    name,
                    "names a group that is not there");
        }
        list.iFrameVariants().forEach(variant -> known(name, variant.uri()));
    }

    private void media(String name, MediaPlaylist list) {
        require(!list.ongoing(), name, "has no end");
        require(!list.mediaSegments().isEmpty(), name, "has no segment");
        if (encrypted && !list.mediaSegments().isEmpty()) {
            keys(name, list);
        }
        for (MediaSegment segment : list.mediaSegments()) {
            require(
                    Math.round(segment.duration()) <= list.targetDuration(),
                    name,
                    "has a segment longer than EXT-X-TARGETDURATION");
            Long bytes = files.get(segment.uri());
            require(bytes != null, name, "names " + segment.uri() + ", which is not there");
            if (bytes != null && segment.byteRange().isPresent()) {
                ByteRange range = segment.byteRange().get();
                require(
                        range.offset().orElse(0L) + range.length() <= bytes,
                        name,
                        "names bytes behind the end of " + segment.uri());
            }
        }
    }

    /** A key counts for what follows it: RFC 8216 §4.3.2.4. Blocks are whole. */
    private void keys(String name, MediaPlaylist list) {
        MediaSegment first = list.mediaSegments().getFirst();
        if (first.uri().endsWith(".vtt")) {
            return;
        }
        require(first.segmentKey().isPresent(), name, "has no key for its first segment");
        for (MediaSegment segment : list.mediaSegments()) {
            segment.segmentKey()
                    .ifPresent(key -> require(
                            key.method() == KeyMethod.AES_128 && key.uri().isPresent(),
                            name,
                            "has a key without METHOD or URI"));
            require(
                    segment.byteRange().isPresent() && segment.byteRange().get().length() % BLOCK == 0,
                    name,
                    "has an encrypted segment that is no whole number of blocks");
        }
        require(!list.iFramesOnly(), name, "has parts of encrypted segments");
    }

    private void known(String name, String uri) {
        require(lists.containsKey(uri), name, "names " + uri + ", which is not there");
    }

    private void require(boolean holds, String name, String otherwise) {
        if (!holds) {
            found.add(name + " " + otherwise);
        }
    }
}
