package dev.tintype.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import org.junit.jupiter.api.Test;

class RequestIdentityTest {
    private static String of(String json) {
        return RequestIdentity.of(JobRequest.fromJson(Json.tree(json)));
    }

    @Test
    void the_order_of_fields_and_what_is_said_by_default_do_not_count() {
        String plain = of("{\"type\":\"capture\",\"source\":{\"url\":\"https://a.example/\"}}");

        assertThat(plain).matches("[0-9a-f]{64}");
        assertThat(of("{\"priority\":\"normal\",\"source\":{\"url\":\"https://a.example/\"},\"type\":\"capture\","
                        + "\"outputs\":[{\"format\":\"png\",\"kind\":\"screenshot\"}]}"))
                .isEqualTo(plain);
        assertThat(of("{\"type\":\"capture\",\"source\":{\"url\":\"https://a.example/\"},\"tags\":[\"x\"],"
                        + "\"metadata\":{\"k\":\"v\"},\"cache\":{\"ttl_s\":9},\"preset\":\"mobile\"}"))
                .isEqualTo(plain);
    }

    @Test
    void sets_have_no_order_but_lists_have() {
        String outputs = "{\"type\":\"capture\",\"source\":{\"url\":\"https://a.example/\"},\"outputs\":[%s]}";
        String after = "{\"type\":\"capture\",\"source\":{\"url\":\"https://a.example/\"},\"after\":[%s]}";
        String one = "\"" + JobId.create() + "\"";
        String two = "\"" + JobId.create() + "\"";

        assertThat(of(after.formatted(one + "," + two))).isEqualTo(of(after.formatted(two + "," + one)));
        assertThat(of(outputs.formatted("{\"kind\":\"pdf\"},{\"kind\":\"screenshot\"}")))
                .isNotEqualTo(of(outputs.formatted("{\"kind\":\"screenshot\"},{\"kind\":\"pdf\"}")));
    }
}
