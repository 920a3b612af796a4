package dev.tintype.worker.egress;

import dev.tintype.egress.Host;
import dev.tintype.job.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What went through one slot's proxy since the job began.
 *
 * @param bytesIn bytes from hosts to the browser, TLS included
 * @param bytesOut bytes from the browser to hosts, TLS included
 * @param connections dialled, answered or not
 * @param hosts asked for, in order
 * @param refusals what was not connected, in order, at most one per host, port and code
 */
public record EgressReport(long bytesIn, long bytesOut, int connections, List<String> hosts, List<Refusal> refusals) {
    /** How the detail of a refusal ends that the job itself asked for. */
    static final String UNWANTED = " is one of the hosts that the job does without";

    public EgressReport {
        hosts = List.copyOf(hosts);
        refusals = List.copyOf(refusals);
    }

    /**
     * Something that was not connected.
     *
     * @param host as the page named it, in the one spelling of {@link Host#text}; never a resolved address
     * @param code {@code egress_denied}, {@code dns_failure}, {@code connection_failed} or {@code limit_exceeded}
     * @param detail one sentence for the caller
     */
    public record Refusal(String host, int port, ErrorCode code, String detail) {
        /** Whether the job itself asked for it. */
        public boolean wanted() {
            return detail.endsWith(UNWANTED);
        }
    }

    /** Why {@code host} was refused, if it was; spelled as it stood in the URL. */
    public Optional<Refusal> refusalOf(String host) {
        String spelled = spelled(host);
        return refusals.stream().filter(r -> r.host().equals(spelled)).findFirst();
    }

    private static String spelled(String host) {
        try {
            return Host.parse(host).text();
        } catch (IllegalArgumentException e) {
            return host.toLowerCase(Locale.ROOT);
        }
    }
}
