package dev.tintype.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tintype.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened, at its place in a log. Its hash is the SHA-256 of its own JSON without that field, compact and in this order, so
 * that anybody can compute it: {@code jq -cj 'del(.hash)' | sha256sum}.
 *
 * @param seq counts from 1, without gaps
 * @param previous the hash of the entry before; of the first: {@link #NONE}
 */
@Schema(name = "AuditEntry", description = "What happened, at its place in a chain.")
@JsonPropertyOrder({"seq", "at", "log", "action", "tenant", "key", "address", "request", "target", "previous", "hash"})
public record AuditEntry(
        @Schema(description = "Counts from 1, without gaps.")
        long seq,

        Instant at,

        @Schema(description = "changes, jobs, refusals or media_keys.")
        AuditLog log,

        @Schema(example = "key.created") String action,

        @Schema(description = "Whose; left out when nobody's.") @Nullable
        String tenant,

        @Schema(description = "The id of the key it was done with; left out when by the server itself or a stranger.")
        @Nullable
        String key,

        @Schema(description = "Where the request came from.") @Nullable
        String address,

        @Schema(description = "The request's X-Request-Id.") @Nullable
        String request,

        @Schema(description = "What it was done to.", example = "/v1/keys/8fJq2LxT0aZc") @Nullable
        String target,

        @Schema(description = "The hash of the entry before.")
        String previous,

        @Schema(description = "SHA-256 of this entry's compact JSON without this field.")
        String hash) {
    /** Stands for the hash before the first entry. */
    public static final String NONE = "0".repeat(64);

    private static final String HASH = "hash";

    /** The entry that follows the one of {@code previous}. */
    static AuditEntry next(long seq, String previous, Instant at, AuditEvent event) {
        AuditEntry open = new AuditEntry(
                seq,
                at.truncatedTo(ChronoUnit.MILLIS),
                event.log(),
                event.action(),
                event.tenant(),
                event.key(),
                event.address(),
                event.request(),
                event.target(),
                previous,
                "");
        ObjectNode tree = Json.mapper().valueToTree(open);
        return open.withHash(hashOf(tree));
    }

    private AuditEntry withHash(String whole) {
        return new AuditEntry(seq, at, log, action, tenant, key, address, request, target, previous, whole);
    }

    /** What the hash of {@code entry} ought to be, whatever it says itself. */
    static String hashOf(ObjectNode entry) {
        ObjectNode open = entry.deepCopy();
        open.remove(HASH);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(open.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
