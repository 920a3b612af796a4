package dev.tintype.worker.media;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Room on the disk, promised to jobs before they begin, so that two do not fill it together. Thread-safe. */
final class DiskRoom {
    /** Left to everybody else on the machine. */
    private static final long SPARE = 256L << 20;

    private final AtomicLong promised = new AtomicLong();

    /** Some room; closing gives it back. */
    final class Share implements AutoCloseable {
        private final long bytes;

        private Share(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void close() {
            promised.addAndGet(-bytes);
        }
    }

    /**
     * Promises room in the folder's file system.
     *
     * @throws JobFailure {@code storage_failed} when there is not so much; it may be there later
     */
    Share reserve(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (promised.addAndGet(bytes) + SPARE > free) {
            promised.addAndGet(-bytes);
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The worker has no room on its disk for this job now.");
        }
        return new Share(bytes);
    }
}
