package dev.tintype.worker.media.workshop;

import dev.tintype.mediakey.StreamKey;
import dev.tintype.worker.media.plan.Command;
import dev.tintype.worker.media.probe.MediaFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where outputs are finished. Nothing handed over is seen by anybody before all outputs are done. */
public interface Workshop {
    /** The source. */
    MediaFacts source();

    /** Where the artifact of that name was made. */
    Path file(String name);

    /** Where FFmpeg wrote something that is no artifact. */
    Path beside(String name);

    /** Threads for one FFmpeg. */
    int threads();

    /** Whether something of that name has been handed over. */
    boolean kept(String name);

    /** Whether something was made of that name. */
    boolean made(String name);

    /** Calls what was made under one name by another. */
    void rename(String from, String to) throws IOException;

    /** What a file of ours is; it is read as strictly as a stranger's. */
    MediaFacts probe(String name) throws IOException, InterruptedException;

    /** Runs FFmpeg once more; its complaints are the answer. */
    List<String> run(Command command) throws IOException, InterruptedException;

    /** The same for a run that may take as long as an encode: the caller is told how far it is. */
    void run(Command command, Turn turn) throws IOException, InterruptedException;

    /**
     * One run of several.
     *
     * @param number from 0
     * @param durationMs of what it goes through; 0: not known
     */
    record Turn(int number, int of, long durationMs) {}

    /** Hands over what was made under {@code name}. */
    void keep(String name, String kind, String mediaType, Map<String, Object> facts);

    /** Hands over a small artifact that FFmpeg did not make. */
    void keep(String name, String kind, String mediaType, byte[] content, Map<String, Object> facts);

    /** Keeps, sealed, of what the {@code count} keys of an encrypted stream are derived. */
    void keepKey(String stream, StreamKey key, int count);

    /**
     * Where players get a key of an encrypted stream.
     *
     * @param template as callers gave it; null: by a link to this server, relative to it
     */
    String keyUrl(@Nullable String template, String stream, int number);

    /** The id by which a key of an encrypted stream is asked for. */
    String keyId(String stream, int number);
}
