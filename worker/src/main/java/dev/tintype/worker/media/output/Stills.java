package dev.tintype.worker.media.output;

import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.VideoTrack;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts of single pictures. */
final class Stills {
    private Stills() {}

    /** Width and height, as the file itself says. */
    static Map<String, Object> facts(Workshop workshop, String name) throws IOException, InterruptedException {
        MediaFacts made = workshop.probe(name);
        VideoTrack track = made.video();
        if (track == null) {
            throw Checks.broken(name + " is no picture");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("width", track.width());
        facts.put("height", track.height());
        return facts;
    }
}
