package dev.tintype.api.job;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What RFC 7240 preferences say about waiting. Preferences are wishes: unknown and malformed ones are ignored, and too
 * long a wait is cut to what there is. Of one given twice, the first counts.
 *
 * @param patience how long to wait for the end before answering; zero: not at all
 * @param respondAsync whether {@code respond-async} was asked for
 */
record Prefer(Duration patience, boolean respondAsync) {
    static final int LONGEST_S = 60;

    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?");
    private static final Pattern ASYNC = Pattern.compile("respond-async\\s*(=\\s*(\"\")?)?\\s*(;.*)?");

    static Prefer of(List<String> headers) {
        int wait = -1;
        boolean async = false;
        for (String header : headers) {
            for (String part : header.split(",", -1)) {
                String preference = part.strip().toLowerCase(Locale.ROOT);
                Matcher matcher = WAIT.matcher(preference);
                if (wait < 0 && matcher.matches()) {
                    wait = Math.min(Integer.parseInt(matcher.group(1)), LONGEST_S);
                }
                async |= ASYNC.matcher(preference).matches();
            }
        }
        return new Prefer(Duration.ofSeconds(Math.max(wait, 0)), async);
    }

    /** {@code Preference-Applied} of an answer that waited for the end. */
    String waited() {
        return "wait=" + patience.toSeconds();
    }
}
