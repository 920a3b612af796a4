package dev.tintype.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One attempt of a job, as its plugin sees it. Thread-safe. */
public interface PluginJob {
    /** The job's id, the same in every attempt. */
    String id();

    /** The tenant whose job it is. */
    String tenant();

    /** The request's {@code options}: strings, numbers, booleans, lists and maps. Check them: nobody did. */
    Map<String, Object> options();

    /** A copy of what the request's {@code source} names, in {@link #folder}; empty when it names nothing. */
    Optional<Path> source();

    /** A private folder for this attempt, gone when it ends. */
    Path folder();

    /**
     * Says how far it is; passed on soon, the newest wins.
     *
     * @param percent 0 to 100
     * @param stage one word: what is being done
     */
    void progress(int percent, String stage);

    /**
     * Stores an artifact.
     *
     * @param name file name, unique within the job: letters, digits, {@code . _ -}, at most 100
     * @param mediaType IANA media type
     * @param file its content; not needed afterwards
     * @param facts shown with it: names in snake_case, values as in {@link #options}
     * @throws IllegalArgumentException when a name or a fact cannot be
     */
    void store(String name, String mediaType, Path file, Map<String, Object> facts) throws IOException;
}
