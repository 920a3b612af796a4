package dev.tintype.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which hosts and addresses may be dialled: public addresses on web ports, and what the operator's rules add. Immutable;
 * looks nothing up. A rule covers its target on the port it names, or, without one, on the ports open for every host.
 */
public final class EgressPolicy {
    private static final Set<Integer> WEB_PORTS = Set.of(80, 443);

    private final List<AllowRule> rules;
    private final Set<Integer> ports;
    private final Supplier<Set<InetAddress>> own;

    private EgressPolicy(List<AllowRule> rules, Set<Integer> ports, Supplier<Set<InetAddress>> own) {
        this.rules = rules;
        this.ports = ports;
        this.own = own;
    }

    /**
     * The policy of this server.
     *
     * @param allow {@code host[:port]}, {@code *.host[:port]}, {@code CIDR[:port]} and addresses, IPv6 in brackets, that may be
     *     reached although the deny table says no
     * @throws IllegalArgumentException naming the entry that cannot be read, and the forms there are
     */
    public static EgressPolicy of(List<String> allow) {
        List<AllowRule> rules = allow.stream()
                .filter(entry -> !entry.isBlank())
                .map(AllowRule::parse)
                .toList();
        return new EgressPolicy(rules, WEB_PORTS, new OwnAddresses());
    }

    /** The same policy with more ports open on every host. */
    public EgressPolicy withPorts(Collection<Integer> more) {
        Set<Integer> all = Stream.concat(ports.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
        return new EgressPolicy(rules, all, own);
    }

    /** The same policy with another idea of which addresses are this machine's. */
    public EgressPolicy withOwnAddresses(Supplier<Set<InetAddress>> addresses) {
        return new EgressPolicy(rules, ports, addresses);
    }

    /** Like {@link #decide(HostPort, List)} for a host as written; one that cannot be read is denied. */
    public Decision decide(String host, int port, List<InetAddress> answers) {
        try {
            return decide(new HostPort(Host.parse(host), port), answers);
        } catch (IllegalArgumentException e) {
            return new Decision.Denied("the host " + e.getMessage());
        }
    }

    /**
     * Decides over the whole answer of one look-up: one address that may not be dialled denies them all, because a name
     * that mixes public and private addresses is an attack or a mistake (DNS rebinding).
     *
     * @param answers every address the name has; ignored if the host is itself an address
     */
    public Decision decide(HostPort target, List<InetAddress> answers) {
        return switch (target.host()) {
            case Host.Literal literal ->
                denial(target, literal.ip())
                        .<Decision>map(Decision.Denied::new)
                        .orElseGet(() -> new Decision.Allowed(List.of(literal.address())));
            case Host.Name _ when answers.isEmpty() -> new Decision.Denied("the host has no address");
            case Host.Name _ ->
                answers.stream()
                        .flatMap(answer -> denial(target, Ip.of(answer)).stream())
                        .findFirst()
                        .<Decision>map(Decision.Denied::new)
                        .orElseGet(() -> new Decision.Allowed(answers));
        };
    }

    /**
     * What can be said without a look-up, for a clear refusal when a job is handed in: addresses, {@code localhost} and ports
     * that are denied whatever the look-up would say. Empty means only that the proxy will decide.
     */
    public Optional<Decision.Denied> precheck(URI uri) {
        HostPort target;
        try {
            String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
            target = HostPort.parse(authority, "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
        } catch (IllegalArgumentException e) {
            return Optional.of(new Decision.Denied("the host " + e.getMessage()));
        }
        return switch (target.host()) {
            case Host.Literal _ -> denied(decide(target, List.of()));
            case Host.Name name when name.isLocalhost() -> denied(decide(target, List.of(loopback(target.port()))));
            case Host.Name _ when mayBeOpen(target) -> Optional.empty();
            case Host.Name _ -> Optional.of(new Decision.Denied(portDenied(target.port())));
        };
    }

    private static Optional<Decision.Denied> denied(Decision decision) {
        return decision instanceof Decision.Denied denied ? Optional.of(denied) : Optional.empty();
    }

    /** The loopback address a rule covers, if there is one: localhost is denied for certain only if none does. */
    private InetAddress loopback(int port) {
        Ip v6 = new Ip(true, 0, 1);
        return covered(v6, port) ? v6.toInetAddress() : Ip.v4(0x7f00_0001).toInetAddress();
    }

    private boolean mayBeOpen(HostPort target) {
        return ports.contains(target.port())
                || coveredByName(target)
                || rules.stream().anyMatch(rule -> rule instanceof AllowRule.ByRange && opens(rule, target.port()));
    }

    private Optional<String> denial(HostPort target, Ip ip) {
        if (coveredByName(target) || covered(ip, target.port())) {
            return Optional.empty();
        }
        Optional<String> special = SpecialPurpose.nameOf(ip);
        if (special.isPresent() || own.get().contains(ip.toInetAddress())) {
            return Optional.of(
                    target.host() instanceof Host.Name
                            ? "the host does not have a public address"
                            : "the address is not public (" + special.orElse("this server") + ")");
        }
        return ports.contains(target.port()) ? Optional.empty() : Optional.of(portDenied(target.port()));
    }

    private static String portDenied(int port) {
        return "port " + port + " is not open";
    }

    private boolean coveredByName(HostPort target) {
        return rules.stream()
                .anyMatch(rule -> rule instanceof AllowRule.ByName byName
                        && byName.covers(target.host())
                        && opens(rule, target.port()));
    }

    private boolean covered(Ip ip, int port) {
        return rules.stream()
                .anyMatch(rule -> rule instanceof AllowRule.ByRange byRange && byRange.covers(ip) && opens(rule, port));
    }

    private boolean opens(AllowRule rule, int port) {
        return rule.port().isPresent() ? rule.port().getAsInt() == port : ports.contains(port);
    }
}
