package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.crypt.ArtifactEncryption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job made.
 *
 * @param name file name, unique within the job
 * @param kind the output kind that made it
 * @param mediaType IANA media type
 * @param bytes size
 * @param sha256 lower-case hex of the content
 * @param attempt the attempt that made it; part of the storage key
 * @param encryptedFor for whom it is encrypted; null: it is not. What is encrypted for a password or a key has the name, size and hash of
 *     the encrypted file
 * @param facts kind-specific: width, height, pages, …; none is called as one of {@link #OWN}
 */
public record Artifact(
        String name,
        String kind,
        String mediaType,
        long bytes,
        String sha256,
        int attempt,
        ArtifactEncryption.@Nullable Mode encryptedFor,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> facts) {
    /** What the name of a file ends with that callers get encrypted. */
    public static final String ENCRYPTED_SUFFIX = ".tintype";

    public static final String ENCRYPTED_TYPE = "application/octet-stream";

    /** What every artifact tells of itself, as JSON spells it. Facts stand beside it. */
    public static final Set<String> OWN =
            Set.of("name", "kind", "media_type", "bytes", "sha256", "attempt", "encrypted_for", "url");

    public Artifact {
        if (!Collections.disjoint(facts.keySet(), OWN)) {
            throw new IllegalArgumentException(
                    "a fact of " + name + " hides what every artifact tells: " + facts.keySet());
        }
    }

    /** Not encrypted. */
    public Artifact(
            String name,
            String kind,
            String mediaType,
            long bytes,
            String sha256,
            int attempt,
            Map<String, Object> facts) {
        this(name, kind, mediaType, bytes, sha256, attempt, null, facts);
    }

    /** Whether the server cannot read it. */
    @JsonIgnore
    public boolean closed() {
        return encryptedFor != null && encryptedFor != ArtifactEncryption.Mode.TENANT;
    }
}
