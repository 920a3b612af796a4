package dev.tintype.upload;

import dev.tintype.artifact.UploadId;
import dev.tintype.artifact.UploadKey;
import java.time.Instant;

/**
 * A file that was handed in.
 *
 * @param sha256 lower-case hex of the content
 * @param mediaType as declared, or as seen when nothing was declared
 * @param expiresAt when it goes; later when a job uses it
 */
public record Upload(UploadId id, String tenant, long bytes, String sha256, String mediaType, Instant expiresAt) {
    UploadKey key() {
        return new UploadKey(tenant, id);
    }
}
