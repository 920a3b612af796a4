package dev.tintype.logging;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts {@code ***} for what opens something: API keys, bearer and basic credentials, signatures of links (also those of S3), secrets of webhooks,
 * cookies, passwords in URLs. It works on written lines, so that it reads JSON's escapes too: what is masked ends before a quote or a
 * backslash, and a line of JSON stays one. All quantifiers are possessive or bounded: time grows with the line and no faster.
 */
final class Redaction {
    private static final String MASK = "***";
    private static final List<Pattern> IN_TEXT = secrets("\\\\{0,3}\"");
    /** In JSON a quote of a text has a backslash before it, in JSON inside JSON three; one without ends the text. */
    private static final List<Pattern> IN_JSON = secrets("\\\\(?:\\\\\\\\)?\"");

    private Redaction() {}

    /** The line without what nobody may read in it. */
    static String of(String line) {
        String redacted = line;
        for (Pattern secret : line.startsWith("{") ? IN_JSON : IN_TEXT) {
            redacted = secret.matcher(redacted).replaceAll("$1" + MASK);
        }
        return redacted;
    }

    /** A header's value goes on to the end of its line or text, as it may hold commas, brackets, and quotes after an equals sign. */
    private static List<Pattern> secrets(String quote) {
        String toValue = "(?:\"[ ]?:[ ]?\\[?\"|(?:" + quote + ")?[ ]?[:=][ ]?\\[?(?:" + quote + ")?)";
        String plain = "[^\"\\\\\\r\\n]*+";
        String value = plain + "(?:(?<==)" + quote + plain + quote + plain + "){0,200}+";
        return List.of(
                Pattern.compile("\\btt_live_()[0-9A-Za-z_]++"),
                Pattern.compile("\\bwhsec_()[0-9A-Za-z+/=_-]++"),
                Pattern.compile("(?i)\\b((?:set-)?cookie" + toValue + ")" + value),
                Pattern.compile("(?i)\\b((?:proxy-)?authorization" + toValue + ")" + value),
                Pattern.compile("(?i)\\b((?:bearer|basic)[ ])[0-9A-Za-z._~+/=-]{8,}+"),
                Pattern.compile("(?i)\\b((?:signature|x-amz-signature|x-amz-credential|x-amz-security-token)(?:=|%3D))"
                        + "[^&\\s\"\\\\,;)\\]}>]++"),
                Pattern.compile("(?i)(://[^\\s/?#:@\"\\\\]{0,200}:)[^\\s/?#\"\\\\]{1,500}(?=@)"));
    }
}
