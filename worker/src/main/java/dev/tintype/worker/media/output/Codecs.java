package dev.tintype.worker.media.output;

import dev.tintype.worker.media.probe.MediaFacts;
import java.util.ArrayList;
import java.util.List;

/** What a file is encoded with. */
final class Codecs {
    private Codecs() {}

    /** Names of picture and sound, in that order. */
    static List<String> names(MediaFacts facts) {
        List<String> names = new ArrayList<>();
        facts.videos().forEach(track -> names.add(track.codec()));
        facts.audios().forEach(track -> names.add(track.codec()));
        return names;
    }
}
