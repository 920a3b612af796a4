package dev.tintype.worker.egress;

import dev.tintype.job.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * What went through one slot's proxy since the job began.
 *
 * @param bytesIn bytes from hosts to the browser
 * @param refusals what was not connected, in order, at most one per host, port and code
 */
public record EgressReport(long bytesIn, int connections, List<Refusal> refusals) {
    /**
     * Something that was not connected.
     *
     * @param host as the page named it; never a resolved address
     * @param code {@code egress_denied}, {@code dns_failure}, {@code connection_failed} or {@code limit_exceeded}
     */
    public record Refusal(String host, int port, ErrorCode code, String detail) {}

    /** Why {@code host} was refused, if it was. */
    public Optional<Refusal> refusalOf(String host) {
        return refusals.stream().filter(r -> r.host().equalsIgnoreCase(host)).findFirst();
    }
}
