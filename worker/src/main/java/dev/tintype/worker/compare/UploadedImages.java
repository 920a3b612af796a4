package dev.tintype.worker.compare;

/** Reads uploads that are images. */
@FunctionalInterface
public interface UploadedImages {
    /**
     * The bytes of an upload of the tenant's.
     *
     * @param most bytes at most
     * @throws dev.tintype.job.JobFailure when it is gone, or has more
     */
    byte[] read(String tenant, String upload, long most);
}
