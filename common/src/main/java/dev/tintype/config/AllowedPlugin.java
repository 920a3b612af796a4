package dev.tintype.config;

import dev.tintype.job.Pool;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plugin that the operator has named.
 *
 * @param name by which requests ask for it
 * @param pool whose workers have it
 * @param sha256 of its jar, in lower-case hex
 */
public record AllowedPlugin(String name, Pool pool, String sha256) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,30}");
    private static final Pattern VALUE = Pattern.compile("(capture|media):([0-9a-f]{64})");

    /** @throws BadSetting saying how to write it */
    static AllowedPlugin of(String name, String value) {
        String setting = setting(name);
        if (!NAME.matcher(name).matches()) {
            throw new BadSetting(
                    setting, "has a name that no request can give", "Use up to 31 letters and digits, a letter first.");
        }
        Matcher parts = VALUE.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new BadSetting(
                    setting,
                    "does not say which jar runs where",
                    "Give the pool, a colon and the jar's SHA-256: media:$(sha256sum plugin.jar | cut -c1-64).");
        }
        return new AllowedPlugin(name, Pool.ofWireName(parts.group(1)), parts.group(2));
    }

    /** The environment variable that names it. */
    public String setting() {
        return setting(name);
    }

    private static String setting(String name) {
        return "TINTYPE_PLUGINS_ALLOWED_" + name.toUpperCase(Locale.ROOT);
    }
}
