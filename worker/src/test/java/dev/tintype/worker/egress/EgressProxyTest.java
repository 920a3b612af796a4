package dev.tintype.worker.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.worker.egress.ProxyClient.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressProxyTest {
    private static EgressProxy proxyAllowing(String... rules) {
        return EgressProxy.start(EgressPolicy.of(List.of(rules)));
    }

    @Test
    void an_allowed_host_answers() throws IOException {
        try (Origin origin = Origin.saying("hello");
                EgressProxy proxy = proxyAllowing("127.0.0.1:" + origin.port());
                ProxyClient client = new ProxyClient(proxy)) {
            for (int i = 0; i < 3; i++) {
                Answer answer = client.get(origin.url("/" + i), "Host: evil.example");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).isEqualTo("hello");
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_tunnel_carries_bytes() throws IOException {
        try (Origin origin = Origin.saying("hello");
                EgressProxy proxy = proxyAllowing("127.0.0.1:" + origin.port());
                ProxyClient client = new ProxyClient(proxy)) {
            assertThat(client.connect("127.0.0.1:" + origin.port()).status()).isEqualTo(200);
            assertThat(client.get("/inside", "Host: x").text()).isEqualTo("hello");
        }
    }

    @Test
    void a_denied_host_is_refused() throws IOException {
        try (Origin origin = Origin.saying("hello");
                EgressProxy proxy = proxyAllowing();
                ProxyClient client = new ProxyClient(proxy)) {
            for (int i = 0; i < 3; i++) {
                Answer answer = client.get(origin.url("/"));
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.egress()).isEqualTo("egress_denied");
            }
            Answer answer = client.connect("127.0.0.1:" + origin.port());
            assertThat(answer.status()).isEqualTo(403);
            assertThat(origin.connections()).isZero();
        }
    }
}
