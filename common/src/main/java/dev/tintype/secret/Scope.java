package dev.tintype.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** What a key may do. */
public enum Scope {
    @JsonProperty("jobs:write")
    JOBS_WRITE("jobs:write"),
    @JsonProperty("jobs:read")
    JOBS_READ("jobs:read"),
    @JsonProperty("jobs:cancel")
    JOBS_CANCEL("jobs:cancel"),
    @JsonProperty("artifacts:read")
    ARTIFACTS_READ("artifacts:read"),
    @JsonProperty("webhooks:manage")
    WEBHOOKS_MANAGE("webhooks:manage"),
    /** The keys of its tenant, as far as they may no more than it may itself. */
    @JsonProperty("keys:manage")
    KEYS_MANAGE("keys:manage"),
    /** Everything in its tenant, and what belongs to the whole server. */
    @JsonProperty("admin")
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
