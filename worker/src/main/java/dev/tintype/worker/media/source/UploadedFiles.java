package dev.tintype.worker.media.source;

import java.io.IOException;
import java.nio.file.Path;

/** Where uploads come from. Thread-safe. */
@FunctionalInterface
public interface UploadedFiles {
    /**
     * Copies an upload of the tenant to a file.
     *
     * @param most bytes at most
     * @throws dev.tintype.job.JobFailure {@code upload_gone}, {@code limit_exceeded}
     */
    void copy(String tenant, String id, long most, Path to) throws IOException;
}
