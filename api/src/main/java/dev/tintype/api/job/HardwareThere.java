package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.JobSpec;
import dev.tintype.job.MediaSpec;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.WorkerStatus;
import dev.tintype.media.Hardware;
import dev.tintype.request.FieldError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Sees that a worker has the graphics card that a job names. Thread-safe. */
@Component
final class HardwareThere {
    private final JobLedger ledger;

    HardwareThere(JobLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Where no worker of the pool is up, one that comes later decides: pools may be scaled to nothing.
     *
     * @throws ProblemException naming the field when no worker that is up has such a card
     */
    void check(JobSpec spec) {
        if (!(spec instanceof MediaSpec media) || media.hardwareEncoders().isEmpty()) {
            return;
        }
        List<Set<String>> cards = ledger.pools().workers().stream()
                .filter(worker -> worker.pools().stream().anyMatch(share -> share.pool() == Pool.MEDIA))
                .map(HardwareThere::encoders)
                .toList();
        Set<String> wanted = media.hardwareEncoders();
        if (!cards.isEmpty() && cards.stream().noneMatch(has -> has.containsAll(wanted))) {
            Set<String> any = new TreeSet<>();
            cards.forEach(any::addAll);
            String detail = "No worker has " + String.join(" and ", wanted) + ". "
                    + (any.isEmpty() ? "None has a graphics card that encodes" : "There is " + String.join(", ", any))
                    + "; auto takes a card where there is one, and none the processor.";
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            ProblemError.of(new FieldError("/media/hardware", FieldError.UNSUPPORTED_VALUE, detail)))
                    .exception();
        }
    }

    private static Set<String> encoders(WorkerStatus worker) {
        String names = worker.capabilities().getOrDefault(Hardware.CAPABILITY, "");
        return names.isEmpty() ? Set.of() : Set.of(names.split(","));
    }
}
