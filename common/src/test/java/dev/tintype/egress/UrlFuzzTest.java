package dev.tintype.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Whatever a host is written like: it is decided, and what leads inside is denied. */
class UrlFuzzTest {
    private static final EgressPolicy POLICY = EgressPolicy.of(List.of()).withOwnAddresses(Set::of);
    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.0.0.1");

    @FuzzTest(maxDuration = "1m")
    void any_host_is_decided_and_what_leads_inside_is_denied(byte[] bytes) {
        String host = new String(bytes, StandardCharsets.UTF_8);

        Decision named = POLICY.decide(host, 443, List.of(INSIDE));
        Decision literal = POLICY.decide(host, 443, List.of());

        if (named instanceof Decision.Allowed(List<InetAddress> addresses)) {
            assertThat(addresses).as(host).doesNotContain(INSIDE);
        }
        if (literal instanceof Decision.Allowed(List<InetAddress> addresses)) {
            assertThat(addresses).as(host).noneMatch(UrlFuzzTest::inside);
        }
        try {
            URI uri = new URI("http://" + host + "/");
            var _ = POLICY.precheck(uri);
        } catch (URISyntaxException _) {
            return; // no URL, so nobody asks
        }
    }

    private static boolean inside(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }
}
