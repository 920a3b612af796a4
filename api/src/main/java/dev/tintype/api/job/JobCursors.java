package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobPage;
import dev.tintype.ledger.JobQuery;
import dev.tintype.request.FieldError;
import dev.tintype.secret.ServerSecrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Places in listings as callers hold them: base64url of a tag and the place. The tag is an HMAC over tenant, filters and
 * place, so a cursor works only where it was made, and nobody can make one. Thread-safe.
 */
@Component
final class JobCursors {
    private static final int TAG_BYTES = 16;

    private final ServerSecrets secrets;

    JobCursors(ServerSecrets secrets) {
        this.secrets = secrets;
    }

    String write(JobPage.Position position, String tenant, JobQuery query) {
        byte[] id = position.id().getBytes(StandardCharsets.US_ASCII);
        byte[] place = ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(position.createdMs())
                .put(id)
                .array();
        byte[] tag = tag(place, tenant, query);
        byte[] cursor = ByteBuffer.allocate(TAG_BYTES + place.length)
                .put(tag)
                .put(place)
                .array();
        return encode(cursor);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws ProblemException unless {@code cursor} was made here, for this tenant and these filters */
    JobPage.Position read(String cursor, String tenant, JobQuery query) {
        byte[] bytes = decode(cursor);
        if (bytes.length <= TAG_BYTES + Long.BYTES) {
            throw invalid();
        }
        byte[] place = Arrays.copyOfRange(bytes, TAG_BYTES, bytes.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(bytes, TAG_BYTES), tag(place, tenant, query))) {
            throw invalid();
        }
        ByteBuffer buffer = ByteBuffer.wrap(place);
        return new JobPage.Position(
                buffer.getLong(), StandardCharsets.US_ASCII.decode(buffer).toString());
    }

    private byte[] tag(byte[] place, String tenant, JobQuery query) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secrets.get("cursor"), "HmacSHA256"));
            mac.update((tenant + "\n" + Json.write(query) + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(place), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only as it was written: the last letter has bits that mean nothing, and must still not be another. */
    private static byte[] decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (!encode(bytes).equals(cursor)) {
                throw invalid();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        String detail =
                "Use next_cursor of the page before, unchanged and with the same filters, or begin again without one.";
        return Problem.of(
                        ProblemType.INVALID_CURSOR,
                        ProblemError.ofParameter("cursor", FieldError.INVALID_FORMAT, detail))
                .exception();
    }
}
