package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.capture.PageOptions;
import dev.tintype.compare.CompareImage;
import dev.tintype.config.TintypeProperties;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.JobSpec;
import dev.tintype.request.FieldError;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Sees that the proxy a page is to be visited through is one of the operator's. Thread-safe. */
@Component
final class ProxyNames {
    private final Set<String> known;

    ProxyNames(TintypeProperties properties) {
        this.known = Set.copyOf(properties.upstreams().names());
    }

    /** @throws ProblemException naming the field when there is no such proxy */
    void check(JobSpec spec) {
        if (spec instanceof CaptureSpec capture) {
            check("", capture.page());
        } else if (spec instanceof CompareSpec compare) {
            check("/source/before", compare.source().before());
            check("/source/after", compare.source().after());
        }
    }

    private void check(String place, CompareImage image) {
        if (image.capture() != null) {
            check(place + "/capture", image.capture().page());
        }
    }

    private void check(String place, PageOptions page) {
        if (page.proxy() != null && !known.contains(page.proxy())) {
            String detail = known.isEmpty()
                    ? "No proxy is configured on this server. Leave it out."
                    : "No proxy of this name is configured on this server; GET /v1/capabilities lists them.";
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            ProblemError.of(
                                    new FieldError(place + "/page/proxy", FieldError.UNSUPPORTED_VALUE, detail)))
                    .exception();
        }
    }
}
