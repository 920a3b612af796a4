package dev.tintype.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.FakeServer.Answer;
import dev.tintype.cli.RecordedTerminal;
import dev.tintype.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysCommandTest {
    private final FakeServer server = new FakeServer();
    private final RecordedTerminal terminal = new RecordedTerminal(false);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_new_key_goes_to_standard_output_alone() {
        server.on("POST /v1/keys", Answer.json(201, "{\"id\":\"abc\",\"key\":\"tt_live_abc_secret\"}"));

        assertThat(keys(
                        "create",
                        "--name",
                        "shop",
                        "--scope",
                        "jobs:write",
                        "--scope",
                        "jobs:read",
                        "--tenant",
                        "acme"))
                .isZero();

        assertThat(terminal.out()).isEqualTo("tt_live_abc_secret\n");
        assertThat(Json.tree(server.requests().getFirst().body()))
                .isEqualTo(
                        Json.tree("{\"name\":\"shop\",\"scopes\":[\"jobs:write\",\"jobs:read\"],\"tenant\":\"acme\"}"));
    }

    @Test
    void a_new_key_needs_a_name_and_a_scope() {
        assertThat(keys("create", "--name", "shop")).isEqualTo(2);
        assertThat(terminal.err()).contains("needs a name and a scope");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void keys_are_listed_with_what_they_may_do() {
        server.on(
                "GET /v1/keys",
                Answer.json(
                        200,
                        "{\"items\":[{\"id\":\"abc\",\"tenant\":\"acme\",\"name\":\"shop\",\"scopes\":[\"jobs:read\"],"
                                + "\"active\":true,\"revoked\":false},{\"id\":\"def\",\"tenant\":\"acme\",\"name\":\"old\","
                                + "\"scopes\":[\"admin\"],\"active\":false,\"revoked\":true}]}"));

        assertThat(keys()).isZero();
        assertThat(terminal.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "ID TENANT NAME STATE LAST USED SCOPES",
                        "abc acme shop works never jobs:read",
                        "def acme old revoked never admin");
    }

    @Test
    void a_key_is_rotated_and_revoked_by_its_id() {
        server.on("POST /v1/keys/abc/rotate", Answer.json(201, "{\"id\":\"new\",\"key\":\"tt_live_new_secret\"}"));
        server.on("DELETE /v1/keys/abc", new Answer(204, "", Map.of()));

        assertThat(keys("rotate", "abc", "--overlap-hours", "1")).isZero();
        assertThat(terminal.out()).isEqualTo("tt_live_new_secret\n");
        assertThat(Json.tree(server.requests().getFirst().body())
                        .path("overlap_s")
                        .asInt())
                .isEqualTo(3600);
        assertThat(keys("revoke", "abc")).isZero();
        assertThat(keys("revoke")).isEqualTo(2);
    }

    @Test
    void what_the_server_refuses_is_told() {
        server.on(
                "DELETE /v1/keys/abc",
                Answer.json(404, "{\"type\":\"x\",\"title\":\"There is no such key\",\"status\":404}"));

        assertThat(keys("revoke", "abc")).isEqualTo(1);
        assertThat(terminal.err()).contains("There is no such key");
    }

    private int keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", server.url().toString(), "--key", "k"));
        return terminal.run(all.toArray(String[]::new));
    }
}
