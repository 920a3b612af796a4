package dev.tintype.ledger;

import dev.tintype.job.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of every script, with its includes spliced in. Immutable. */
final class Scripts {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^--- @include (\\w+)$");

    private static final String PARENT_FAILED = JobRecords.error(
            ErrorCode.DEPENDENCY_FAILED, "A job that this one waited for did not succeed; see after.", false);

    private final Map<Transition, Script> scripts;

    private Scripts(Map<Transition, Script> scripts) {
        this.scripts = scripts;
    }

    /** The scripts as shipped. */
    static Scripts load(LedgerSettings settings) {
        Map<Transition, Script> scripts = new EnumMap<>(Transition.class);
        for (Transition transition : Transition.values()) {
            String text = withIncludes(resource(transition.fileName()), new HashSet<>());
            scripts.put(transition, Script.of(constants(text, settings)));
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

    /** Each include is spliced in once, where it is first asked for. */
    private static String withIncludes(String text, Set<String> included) {
        return INCLUDE.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            return included.add(name)
                    ? Matcher.quoteReplacement(withIncludes(resource("include/" + name + ".lua"), included))
                    : "";
        });
    }

    private static String constants(String text, LedgerSettings settings) {
        DispatchSettings dispatch = settings.dispatch();
        return text.replace("${events_kept}", Integer.toString(settings.eventsKept()))
                .replace("${windows}", dispatch.windowsInLua())
                .replace("${least_window}", Integer.toString(dispatch.leastWindow()))
                .replace("${backlog_look}", Long.toString(dispatch.backlogLook().toMillis()))
                .replace("${parent_failed}", PARENT_FAILED)
                .replace("${limits}", dispatch.limitsInLua());
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
