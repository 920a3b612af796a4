package dev.tintype.worker.capture.output;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what style sheets refer to into them. */
final class StyleSheets {
    /** Imports of imports; also ends those that import themselves. */
    private static final int MAX_DEPTH = 5;

    /** CSS Syntax §4.3.4 and §4.3.6: an address with quotes, with single ones, or without. */
    private static final String ADDRESS = "(?:\"([^\"\\n]*+)\"|'([^'\\n]*+)'|([^\"'()\\s]++))";

    private static final Pattern IMPORT = Pattern.compile(
            "@import\\s+(?:url\\(\\s*" + ADDRESS + "\\s*\\)|\"([^\"\\n]*+)\"|'([^'\\n]*+)')", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL = Pattern.compile("url\\(\\s*" + ADDRESS + "\\s*\\)", Pattern.CASE_INSENSITIVE);

    private final Function<String, Optional<PageResources.Content>> content;

    /** @param content what is at an address */
    StyleSheets(Function<String, Optional<PageResources.Content>> content) {
        this.content = content;
    }

    /**
     * The style sheet with everything in it.
     *
     * @param base where it was
     */
    String inline(String css, String base, int depth) {
        String imported = depth >= MAX_DEPTH
                ? css
                : IMPORT.matcher(css).replaceAll(match -> Matcher.quoteReplacement(importOf(match, base, depth)));
        return URL.matcher(imported).replaceAll(match -> Matcher.quoteReplacement(urlOf(match, base)));
    }

    private String importOf(MatchResult match, String base, int depth) {
        String address = resolve(base, address(match));
        return "@import url(\""
                + content.apply(address)
                        .map(sheet -> "data:text/css;base64,"
                                + Base64.getEncoder()
                                        .encodeToString(inline(sheet.text(), address, depth + 1)
                                                .getBytes(StandardCharsets.UTF_8)))
                        .orElse(address)
                + "\")";
    }

    private String urlOf(MatchResult match, String base) {
        String given = address(match);
        if (given.startsWith("data:") || given.startsWith("#")) {
            return match.group();
        }
        String address = resolve(base, given);
        return "url(\""
                + content.apply(address).map(PageResources.Content::dataUrl).orElse(address.replace("\"", "%22"))
                + "\")";
    }

    private static String address(MatchResult match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        return "";
    }

    private static String resolve(String base, String address) {
        try {
            return URI.create(base).resolve(address).toString();
        } catch (IllegalArgumentException odd) {
            return address;
        }
    }
}
