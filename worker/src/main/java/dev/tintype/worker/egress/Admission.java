package dev.tintype.worker.egress;

import dev.tintype.egress.Decision;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.egress.Host;
import dev.tintype.egress.HostPort;
import dev.tintype.egress.Upstream;
import dev.tintype.job.ErrorCode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
     * @param through by way of this; null: directly
     */
    record Go(List<InetAddress> addresses, @Nullable Through through) implements Verdict {}

    /**
     * Do not, and answer so.
     *
     * @param detail one sentence for the caller
     */
    record Stop(HttpResponseStatus status, ErrorCode code, String detail) implements Verdict {
        /** For a host that may be connected and cannot. */
        static Stop unreachable(HostPort target, @Nullable Upstream upstream) {
            return upstream == null
                    ? failed(HttpResponseStatus.BAD_GATEWAY, target, "could not be reached")
                    : new Stop(
                            HttpResponseStatus.BAD_GATEWAY,
                            ErrorCode.PROXY_FAILED,
                            "The host " + target + " could not be reached through the proxy " + upstream.name());
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
        return account.lookups()
                .of(target.host())
                .handle((answers, failure) -> verdict(target, answers))
                .thenCompose(this::routed);
    }

    /** Looks the way up that the job's connections take, if it is another than the direct one. */
    private CompletableFuture<Verdict> routed(Verdict verdict) {
        Upstream upstream = account.upstream();
        if (upstream == null || !(verdict instanceof Go go)) {
            return CompletableFuture.completedFuture(verdict);
        }
        int port = upstream.address().port();
        CompletableFuture<List<InetAddress>> found = upstream.address().host() instanceof Host.Literal literal
                ? CompletableFuture.completedFuture(List.of(literal.address()))
                : account.lookups().of(upstream.address().host());
        return found.handle((answers, failure) -> answers == null
                ? new Stop(
                        HttpResponseStatus.BAD_GATEWAY,
                        ErrorCode.PROXY_FAILED,
                        "The proxy " + upstream.name() + " could not be found")
                : new Go(go.addresses(), new Through(upstream, new InetSocketAddress(answers.getFirst(), port))));
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
            case Decision.Allowed(List<InetAddress> addresses) -> new Go(addresses, null);
        };
    }
}
