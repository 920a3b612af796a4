package dev.tintype.api.auth;

import dev.tintype.ledger.JobLedger;
import dev.tintype.mediakey.MediaKeyId;
import dev.tintype.mediakey.MediaKeyLinks;
import dev.tintype.secret.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Who comes by a link to the key of a stream: a viewer, who may read that one key. Thread-safe. */
@Component
final class MediaKeyLinkCallers {
    /** The public name of nobody's key. */
    private static final String KID = "media-key-link";

    private final MediaKeyLinks links;
    private final JobLedger ledger;
    private final Clock clock;

    MediaKeyLinkCallers(MediaKeyLinks links, JobLedger ledger, Clock clock) {
        this.links = links;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Whether a request is to be let in by such a link, good or not. */
    static boolean isLink(HttpServletRequest request) {
        return Set.of("GET", "POST").contains(request.getMethod())
                && request.getRequestURI().startsWith(MediaKeyLinks.PATH)
                && request.getParameter(LinkSigner.SIGNATURE) != null;
    }

    /** Empty when the link is not good, or not any more, or its job is gone. */
    Optional<ApiCaller> caller(HttpServletRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (parameter.getValue().length != 1) {
                return Optional.empty();
            }
            parameters.put(parameter.getKey(), parameter.getValue()[0]);
        }
        String id = request.getRequestURI().substring(MediaKeyLinks.PATH.length());
        return links.isGood(id, parameters, clock.instant())
                ? MediaKeyId.parse(id)
                        .flatMap(key -> ledger.owner(key.job()))
                        .map(tenant -> new ApiCaller(tenant, KID, Set.of(Scope.ARTIFACTS_READ)))
                : Optional.empty();
    }
}
