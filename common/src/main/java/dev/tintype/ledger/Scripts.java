package dev.tintype.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of every script, with its includes spliced in. Immutable. */
final class Scripts {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^--- @include (\\w+)$");

    private final Map<Transition, Script> scripts;

    private Scripts(Map<Transition, Script> scripts) {
        this.scripts = scripts;
    }

    /** The scripts as shipped. */
    static Scripts load(LedgerSettings settings) {
        Map<Transition, Script> scripts = new EnumMap<>(Transition.class);
        for (Transition transition : Transition.values()) {
            String text = spliced(resource(transition.fileName()))
                    .replace("${events_kept}", Integer.toString(settings.eventsKept()));
            scripts.put(transition, Script.of(text));
        }
        return new Scripts(scripts);
    }

    /** The same scripts, each with its text changed: for tests that turn the clock or break a rule. */
    Scripts map(UnaryOperator<String> change) {
        Map<Transition, Script> changed = new EnumMap<>(Transition.class);
        scripts.forEach((transition, script) -> changed.put(transition, Script.of(change.apply(script.text()))));
        return new Scripts(changed);
    }

    Script get(Transition transition) {
        return Objects.requireNonNull(scripts.get(transition));
    }

    private static String spliced(String text) {
        return INCLUDE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(spliced(resource("include/" + found.group(1) + ".lua"))));
    }

    private static String resource(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script and the name EVALSHA knows it by. */
    record Script(String text, String sha1) {
        static Script of(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
                return new Script(text, HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
