package dev.tintype.cli.key;

import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import dev.tintype.cli.terminal.Table;
import dev.tintype.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** API keys. */
@Command(
        name = "keys",
        description = "List API keys; create, rotate or revoke one.",
        sortOptions = false,
        footer = {
            "",
            "tintype keys create --name shop --scope jobs:write --scope jobs:read --scope artifacts:read",
            "A new key goes to standard output, alone and once: nobody can show it again."
        })
public final class KeysCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "VERB",
            description = "list (default), create, rotate, revoke.")
    private Verb verb = Verb.LIST;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The key to rotate or revoke.")
    private @Nullable String id;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call the new key.")
    private @Nullable String name;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "What the new key may do, once for each: jobs:write, jobs:read, jobs:cancel, artifacts:read,"
                    + " webhooks:manage, keys:manage, admin.")
    private List<String> scopes = List.of();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Whose jobs it sees (your own).")
    private @Nullable String tenant;

    @Option(names = "--days", paramLabel = "N", description = "How long it works (for ever).")
    private @Nullable Integer days;

    @Option(names = "--ip", paramLabel = "RANGE", description = "Where it works from, once for each (anywhere).")
    private List<String> addresses = List.of();

    @Option(
            names = "--overlap-hours",
            paramLabel = "N",
            defaultValue = "24",
            description = "How long a rotated key works beside its successor (24).")
    private int overlapHours = 24;

    @Mixin
    private final ServerOptions serverOptions = new ServerOptions();

    /** What can be done with keys. */
    enum Verb {
        LIST,
        CREATE,
        ROTATE,
        REVOKE
    }

    public KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TintypeClient client = Servers.require(serverOptions).client()) {
            switch (verb) {
                case LIST -> list(client.ask("GET", "v1/keys", null));
                case CREATE -> tell(client.ask("POST", "v1/keys", request()));
                case ROTATE ->
                    tell(client.ask(
                            "POST",
                            "v1/keys/" + named() + "/rotate",
                            Map.of("overlap_s", Duration.ofHours(overlapHours).toSeconds())));
                case REVOKE -> {
                    client.ask("DELETE", "v1/keys/" + named(), null);
                    terminal.err().println("The key " + id + " works no more.");
                }
            }
        }
        return Exit.OK;
    }

    private Map<String, Object> request() {
        if (name == null || scopes.isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "a new key needs a name and a scope",
                    "tintype keys create --name shop --scope jobs:write --scope jobs:read");
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", name);
        request.put("scopes", scopes);
        if (tenant != null) {
            request.put("tenant", tenant);
        }
        if (days != null) {
            request.put("expires_at", Instant.now().plus(days, ChronoUnit.DAYS).toString());
        }
        if (!addresses.isEmpty()) {
            request.put("allowed_ips", addresses);
        }
        return request;
    }

    private String named() {
        if (id == null || !id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new CommandFailure(Exit.USAGE, "which key?", "'tintype keys' lists their ids.");
        }
        return id;
    }

    private void tell(JsonNode made) {
        terminal.err().println("The key " + made.path("id").asString("") + ", shown this once:");
        terminal.out().println(made.path("key").asString(""));
    }

    private void list(JsonNode answer) {
        Table table = new Table("ID", "TENANT", "NAME", "STATE", "LAST USED", "SCOPES");
        for (JsonNode key : answer.path("items")) {
            String used = key.path("last_used_at").asString("never");
            String scope =
                    key.path("scopes").valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
            table.row(
                    key.path("id").asString(""),
                    key.path("tenant").asString(""),
                    key.path("name").asString(""),
                    state(key),
                    used,
                    scope);
        }
        table.lines().forEach(terminal.out()::println);
    }

    private static String state(JsonNode key) {
        String expires = key.path("expires_at").asString("");
        if (key.path("revoked").asBoolean(false)) {
            return "revoked";
        }
        if (expires.isEmpty()) {
            return "works";
        }
        return (key.path("active").asBoolean(false) ? "until " : "ended ") + expires;
    }
}
