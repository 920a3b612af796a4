package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.config.TintypeProperties;
import dev.tintype.job.JobRequest;
import dev.tintype.request.FieldError;
import org.springframework.stereotype.Component;

/** How long jobs are kept: as the request says, within what the tenant may; else as the tenant's are. */
@Component
final class ResultTtls {
    private final TintypeProperties properties;

    ResultTtls(TintypeProperties properties) {
        this.properties = properties;
    }

    /** The request with the time it is kept for. */
    JobRequest of(String tenant, JobRequest request) {
        Integer asked = request.options().resultTtlS();
        if (asked == null) {
            int usual = Math.toIntExact(properties.usualResultTtl(tenant).toSeconds());
            return request.with(request.options().keptFor(usual));
        }
        long longest = properties.longestResultTtl(tenant).toSeconds();
        if (asked > longest) {
            String detail = "This key's tenant may keep results for at most " + longest + " seconds.";
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            ProblemError.of(new FieldError("/result_ttl_s", FieldError.OUT_OF_RANGE, detail)))
                    .exception();
        }
        return request;
    }
}
