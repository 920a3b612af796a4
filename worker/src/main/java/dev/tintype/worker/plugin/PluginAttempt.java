package dev.tintype.worker.plugin;

import dev.tintype.job.Artifact;
import dev.tintype.job.PluginSpec;
import dev.tintype.job.Progress;
import dev.tintype.json.Json;
import dev.tintype.plugin.PluginJob;
import dev.tintype.worker.run.Attempt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One attempt for a plugin's eyes. */
final class PluginAttempt implements PluginJob {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern TYPE = Pattern.compile("[a-z]+/[A-Za-z0-9.+-]+(; ?charset=[a-z0-9-]+)?");
    private static final Pattern FACT = Pattern.compile("[a-z][a-z0-9_]{0,60}");

    private final Attempt attempt;
    private final PluginSpec spec;
    private final @Nullable Path source;
    private final List<Artifact> stored = new ArrayList<>();

    PluginAttempt(Attempt attempt, PluginSpec spec, @Nullable Path source) {
        this.attempt = attempt;
        this.spec = spec;
        this.source = source;
    }

    /** What it has stored. */
    synchronized List<Artifact> stored() {
        return List.copyOf(stored);
    }

    @Override
    public String id() {
        return attempt.job().id().value();
    }

    @Override
    public String tenant() {
        return attempt.job().tenant();
    }

    @Override
    public Map<String, Object> options() {
        return spec.options();
    }

    @Override
    public Optional<Path> source() {
        return Optional.ofNullable(source);
    }

    @Override
    public Path folder() {
        return attempt.workFolder();
    }

    @Override
    public void progress(int percent, String stage) {
        attempt.progress(Progress.of(Math.clamp(percent, 0, 100), stage));
    }

    @Override
    public synchronized void store(String name, String mediaType, Path file, Map<String, Object> facts) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of an artifact: " + name);
        }
        if (stored.stream().anyMatch(other -> other.name().equals(name))) {
            throw new IllegalArgumentException("there is already an artifact " + name);
        }
        if (!TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("no media type: " + mediaType);
        }
        stored.add(attempt.store(name, spec.plugin(), mediaType, file, plain(facts)));
    }

    /** The same in classes of ours, so that nothing of the plugin's outlives it. */
    private static Map<String, Object> plain(Map<String, Object> facts) {
        Map<String, Object> plain = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (!FACT.matcher(name).matches() || Artifact.OWN.contains(name)) {
                throw new IllegalArgumentException("no name of a fact: " + name);
            }
            plain.put(name, Json.read(Json.write(value), Object.class));
        });
        return plain;
    }
}
