package dev.tintype.worker.egress;

import dev.tintype.egress.Decision;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.egress.HostPort;
import dev.tintype.job.ErrorCode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who may be connected: the job's budget, one look-up, and the policy over all of its answers, in this order. */
final class Admission {
    /** What becomes of a request for a connection. */
    sealed interface Verdict {}

    /**
     * Connect.
     *
     * @param addresses to these, in this order, and to nothing else
     */
    record Go(List<InetAddress> addresses) implements Verdict {}

    /**
     * Do not, and answer so.
     *
     * @param detail one sentence for the caller
     */
    record Stop(HttpResponseStatus status, ErrorCode code, String detail) implements Verdict {
        /** For a host that may be connected and cannot. */
        static Stop unreachable(HostPort target) {
            return failed(HttpResponseStatus.BAD_GATEWAY, target, "could not be reached");
        }

        /** For a host that was connected, in vain. */
        static Stop failed(HttpResponseStatus status, HostPort target, String how) {
            return new Stop(status, ErrorCode.CONNECTION_FAILED, "The host " + target + " " + how);
        }
    }

    private final EgressPolicy policy;
    private final Account account;

    Admission(EgressPolicy policy, Account account) {
        this.policy = policy;
        this.account = account;
    }

    /** Counts the request, for a connection old or new; says which limit, or which wish of the job's, forbids it. */
    Optional<Stop> exceeded(HostPort target) {
        if (account.unwanted(target)) {
            return Optional.of(new Stop(
                    HttpResponseStatus.FORBIDDEN,
                    ErrorCode.EGRESS_DENIED,
                    target.host().text() + EgressReport.UNWANTED));
        }
        return account.admit(target)
                .map(detail -> new Stop(HttpResponseStatus.FORBIDDEN, ErrorCode.LIMIT_EXCEEDED, detail));
    }

    /** Decides about a new connection; always completes normally, perhaps at once, perhaps on another thread. */
    CompletableFuture<Verdict> ask(HostPort target) {
        return account.lookups().of(target.host()).handle((answers, failure) -> verdict(target, answers));
    }

    private Verdict verdict(HostPort target, @Nullable List<InetAddress> answers) {
        if (answers == null) {
            return new Stop(
                    HttpResponseStatus.BAD_GATEWAY,
                    ErrorCode.DNS_FAILURE,
                    "The host " + target.host().text() + " could not be found");
        }
        return switch (policy.decide(target, answers)) {
            case Decision.Denied(String reason) ->
                new Stop(HttpResponseStatus.FORBIDDEN, ErrorCode.EGRESS_DENIED, target + " is not allowed: " + reason);
            case Decision.Allowed(List<InetAddress> addresses) -> new Go(addresses);
        };
    }
}
