package dev.tintype.api.upload;

import dev.tintype.upload.Upload;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** An upload as callers see it. */
@Schema(name = "Upload", description = "A file that was handed in, to be named as the source of jobs.")
public record UploadView(
        @Schema(example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn") String id,
        @Schema(example = "48213") long bytes,

        @Schema(description = "Lower-case hex of the content.")
        String sha256,

        @Schema(description = "As declared, or as seen when nothing was declared.", example = "text/html")
        String mediaType,

        @Schema(description = "When it goes; later once a job names it.")
        Instant expiresAt) {
    static UploadView of(Upload upload) {
        return new UploadView(
                upload.id().value(), upload.bytes(), upload.sha256(), upload.mediaType(), upload.expiresAt());
    }
}
