package dev.tintype.secret;

import java.util.Arrays;
import java.util.Optional;

/** What a key may do. */
public enum Scope {
    JOBS_WRITE("jobs:write"),
    JOBS_READ("jobs:read"),
    JOBS_CANCEL("jobs:cancel"),
    ARTIFACTS_READ("artifacts:read"),
    WEBHOOKS_MANAGE("webhooks:manage"),
    /** Everything, the other scopes too. */
    ADMIN("admin");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /** The name used in JSON, Redis and documentation. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Scope> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(name))
                .findFirst();
    }
}
