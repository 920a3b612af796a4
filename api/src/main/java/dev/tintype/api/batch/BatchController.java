package dev.tintype.api.batch;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.BatchService;
import dev.tintype.api.job.SubmitHeaders;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.JobRequest;
import dev.tintype.ledger.Batch;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Batches: hand in, look at. */
@Tag(name = "batches")
@RestController
@RequestMapping(path = "/v1/batches", produces = MediaType.APPLICATION_JSON_VALUE)
final class BatchController {
    private static final int MOST_BYTES = 12 * 1024 * 1024;

    private final BatchService batches;
    private final BatchReader reader;

    BatchController(BatchService batches, BatchReader reader) {
        this.batches = batches;
        this.reader = reader;
    }

    @BatchDocs.Submit
    @Needs(Scope.JOBS_WRITE)
    @Audited("batch.submitted")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BatchView> submit(
            @AuthenticationPrincipal ApiCaller caller, @RequestHeader HttpHeaders sent, HttpServletRequest body)
            throws IOException {
        byte[] bytes = body.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than " + MOST_BYTES + " bytes.")
                    .exception();
        }
        SubmitHeaders headers = SubmitHeaders.of(sent);
        List<JobRequest> requests = reader.read(caller.tenant(), bytes);
        BatchService.Submitted submitted = batches.submit(caller.tenant(), requests, headers, BatchReader::at);
        Batch batch = submitted.batch();
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.accepted().location(URI.create(BatchView.address(batch.id())));
        if (submitted.replayed()) {
            answer.header("Idempotency-Replayed", "true");
        }
        return answer.body(BatchView.of(batch));
    }

    @BatchDocs.Get
    @Needs(Scope.JOBS_READ)
    @GetMapping("/{id}")
    BatchView get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return BatchView.of(batches.find(caller.tenant(), id));
    }
}
