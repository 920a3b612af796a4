package dev.tintype.api.artifact;

import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.vault.ArtifactVault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/** Answers with artifacts in one ZIP that is made while it is sent. Thread-safe. */
@Component
final class ArchiveWriter {
    private final ArtifactVault vault;

    ArchiveWriter(ArtifactVault vault) {
        this.vault = vault;
    }

    /**
     * What goes into an archive.
     *
     * @param folder in the archive; empty: none
     */
    record Item(String folder, Job job, Artifact artifact) {
        static Stream<Item> of(String folder, Job job) {
            return job.artifacts().stream().map(artifact -> new Item(folder, job, artifact));
        }
    }

    /**
     * Answers the request.
     *
     * @param name of the archive, without its ending
     * @param items at least one; asked for one after the other, while the archive is sent
     * @throws dev.tintype.api.problem.ProblemException when the first one is gone; the caller gets a problem then. Should a later one
     *     be gone, the connection breaks, so that half an archive does not look whole
     */
    void answer(String name, Iterator<Item> items, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Item first = items.next();
        try (InputStream content = open(first)) {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.ACCEPT_RANGES, "none");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(name + ".zip")
                            .build()
                            .toString());
            if (HttpMethod.HEAD.matches(request.getMethod())) {
                return;
            }
            try (ArtifactZip zip = new ArtifactZip(response.getOutputStream())) {
                response.flushBuffer();
                add(zip, first, content);
                while (items.hasNext()) {
                    Item next = items.next();
                    try (InputStream more = open(next)) {
                        add(zip, next, more);
                    }
                }
                zip.finish();
            }
        }
    }

    private static void add(ArtifactZip zip, Item item, InputStream content) throws IOException {
        Job job = item.job();
        Instant time = Objects.requireNonNullElse(job.finishedAt(), job.createdAt());
        zip.add(item.folder(), item.artifact(), time, content);
    }

    private InputStream open(Item item) throws IOException {
        return vault.open(item.job(), item.artifact(), 0, Long.MAX_VALUE).orElseThrow(ArtifactController::gone);
    }
}
