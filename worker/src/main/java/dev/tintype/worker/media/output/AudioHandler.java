package dev.tintype.worker.media.output;

import dev.tintype.media.AudioOutput;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.AudioEncoding;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sound alone. */
final class AudioHandler implements MediaOutputHandler<AudioOutput> {
    @Override
    public Class<AudioOutput> type() {
        return AudioOutput.class;
    }

    @Override
    public Planned plan(AudioOutput output, Draft draft) {
        AudioTrack track = draft.audio(output.kindName());
        String name = draft.name("audio", output.format().name().toLowerCase(Locale.ROOT));
        AudioEncoding encoding = AudioEncoding.of(output, track);
        List<String> arguments = new ArrayList<>(encoding.arguments());
        arguments.addAll(draft.metadata());
        arguments.addAll(
                switch (output.format()) {
                    case MP3 -> List.of("-f", "mp3");
                    case M4A -> List.of("-movflags", "+faststart", "-f", "ipod");
                    case OPUS -> List.of("-f", "opus");
                    case FLAC -> List.of("-f", "flac");
                    case WAV -> List.of("-f", "wav");
                });
        arguments.add(Arguments.out(name));
        draft.add(Branch.steady(null, encoding.filters(), arguments));
        return workshop -> finish(output, draft, workshop, name);
    }

    private static void finish(AudioOutput output, Draft draft, Workshop workshop, String name)
            throws IOException, InterruptedException {
        Checks.made(workshop, name);
        MediaFacts made = workshop.probe(name);
        AudioTrack track = made.audio();
        if (track == null) {
            throw Checks.broken(name + " has no sound");
        }
        // the picture may last longer than the sound
        Checks.duration(name, made, draft.facts().videos().isEmpty() ? draft.durationMs() : 0, 0);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("duration_ms", made.durationMs());
        facts.put("codecs", Codecs.names(made));
        facts.put("channels", track.channels());
        facts.put("sample_rate", track.sampleRate());
        facts.put("bitrate", made.bitrate());
        workshop.keep(name, output.kindName(), output.format().mediaType(), facts);
    }
}
