package dev.tintype.ledger;

import java.util.Locale;

/** What a transition looks like on the wire to Redis. */
public final class ScriptName {
    private ScriptName() {}

    /** The name EVALSHA knows a transition by, such as {@code claim}, with default limits. */
    public static String sha1(String transition) {
        return Scripts.load(LedgerSettings.defaults())
                .get(Transition.valueOf(transition.toUpperCase(Locale.ROOT)))
                .sha1();
    }
}
