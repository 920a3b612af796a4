package dev.tintype.mediakey;

import dev.tintype.job.JobId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public name of one key: {@code <job>.<stream>.<number>}.
 *
 * @param stream what its tracks begin with, {@code stream} or {@code stream-2}
 * @param number from 0, in the order of the segments
 */
public record MediaKeyId(JobId job, String stream, int number) {
    private static final Pattern FORM =
            Pattern.compile("([^.]{30})\\.([A-Za-z0-9][A-Za-z0-9._-]{0,119})\\.(0|[1-9][0-9]{0,5})");

    /** Empty when it is none: unknown and malformed ids answer alike. */
    public static Optional<MediaKeyId> parse(String text) {
        Matcher found = FORM.matcher(text);
        return found.matches()
                ? JobId.parse(found.group(1))
                        .map(job -> new MediaKeyId(job, found.group(2), Integer.parseInt(found.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return job + "." + stream + "." + number;
    }
}
