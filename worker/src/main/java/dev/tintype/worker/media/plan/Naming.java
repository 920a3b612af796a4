package dev.tintype.worker.media.plan;

import dev.tintype.job.JobId;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What artifacts are called, from what they would be called otherwise.
 *
 * @param template with {@value MediaOptions#OUTPUT} in it; null: they are called by what they are
 */
public record Naming(@Nullable String template, String source, String job) {
    /** By what they are. */
    public static final Naming PLAIN = new Naming(null, "", "");

    /** With the longest template and output there is room for no more in an artifact's name. */
    private static final int LONGEST = 50;

    /** As the options say. */
    public static Naming of(MediaOptions options, MediaSource source, JobId job) {
        return new Naming(options.name(), sourceName(source), job.value());
    }

    String of(String output) {
        return template == null
                ? output
                : template.replace(MediaOptions.SOURCE, source)
                        .replace(MediaOptions.JOB, job)
                        .replace(MediaOptions.OUTPUT, output);
    }

    /** The file's name without its extension, of letters that every file system and address takes; an upload has only its id. Of several it is the first's. */
    private static String sourceName(MediaSource source) {
        if (source.concat() != null) {
            return sourceName(source.concat().getFirst().alone());
        }
        if (source.imageSequence() != null) {
            return source.imageSequence().upload();
        }
        String name = source.artifact() != null
                ? source.artifact().name()
                : source.url() != null ? lastStep(source.url()) : Objects.requireNonNull(source.upload());
        int dot = name.lastIndexOf('.');
        String plain = (dot > 0 ? name.substring(0, dot) : name)
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceFirst("^[._-]+", "");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST));
        return cut.isEmpty() ? "source" : cut;
    }

    private static String lastStep(String url) {
        String path = url.replaceFirst("^[^/]*//[^/?#]*", "").replaceFirst("[?#].*$", "");
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("%[0-9A-Fa-f]{2}", "-");
    }
}
