package dev.tintype.api.callback;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.egress.EgressPolicy;
import java.net.URI;
import org.springframework.stereotype.Component;

/**
 * Refuses callback URLs that would be denied whatever a look-up said. What passes is decided on again, over real addresses,
 * whenever something is sent.
 */
@Component
public final class CallbackUrls {
    private final EgressPolicy policy;

    CallbackUrls(EgressPolicy policy) {
        this.policy = policy;
    }

    /**
     * Checks one URL of the right form.
     *
     * @param pointer where it stands in the request
     * @throws dev.tintype.api.problem.ProblemException when it is denied
     */
    public void check(String pointer, String url) {
        policy.precheck(URI.create(url)).ifPresent(denied -> {
            String detail = "Callbacks may not go there: " + denied.reason() + ".";
            throw Problem.of(
                            ProblemType.CALLBACK_DENIED,
                            new ProblemError(pointer, null, null, ProblemType.CALLBACK_DENIED.code(), detail))
                    .exception();
        });
    }
}
