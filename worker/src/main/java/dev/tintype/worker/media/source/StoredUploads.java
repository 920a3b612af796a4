package dev.tintype.worker.media.source;

import dev.tintype.artifact.UploadId;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.upload.Upload;
import dev.tintype.upload.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uploads as they were handed in. */
public final class StoredUploads implements UploadedFiles {
    private final Uploads uploads;

    public StoredUploads(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public void copy(String tenant, String id, long most, Path to) throws IOException {
        Upload upload =
                UploadId.parse(id).flatMap(known -> uploads.find(tenant, known)).orElseThrow(StoredUploads::gone);
        if (upload.bytes() > most) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED, "The source has " + upload.bytes() + " bytes; allowed are " + most + ".");
        }
        try (InputStream in = uploads.open(upload).orElseThrow(StoredUploads::gone)) {
            Files.copy(in, to);
        }
    }

    private static JobFailure gone() {
        return new JobFailure(ErrorCode.UPLOAD_GONE, "The upload was removed before the job began. Upload it again");
    }
}
