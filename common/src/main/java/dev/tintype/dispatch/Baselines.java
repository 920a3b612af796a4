package dev.tintype.dispatch;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.job.Artifact;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.ledger.JobLedger;
import dev.tintype.schedule.Schedule;
import java.util.Optional;

/** Puts the image of the run before into the request of a schedule's next. */
final class Baselines {
    /** What the name of the image begins with that a comparison took as {@code after}. */
    private static final String AFTER = "after.";

    private Baselines() {}

    /** The run's request; it stays without an image of the run before when there is none any more. */
    static JobRequest resolve(JobLedger ledger, Schedule schedule) {
        JobRequest request = schedule.spec().request();
        JobId baseline = schedule.baseline();
        if (baseline == null || !(request.spec() instanceof CompareSpec compare) || !compare.isAboutLastRun()) {
            return request;
        }
        return image(ledger, schedule.tenant(), baseline)
                .map(image -> new JobRequest(compare.after(image), request.options()))
                .orElse(request);
    }

    private static Optional<ArtifactRef> image(JobLedger ledger, String tenant, JobId id) {
        return ledger.find(tenant, id).map(Job::artifacts).stream()
                .flatMap(artifacts -> artifacts.stream().map(Artifact::name))
                .filter(name -> name.startsWith(AFTER))
                .findFirst()
                .map(name -> new ArtifactRef(id.value(), name));
    }
}
