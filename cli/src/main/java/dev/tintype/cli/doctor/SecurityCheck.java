package dev.tintype.cli.doctor;

import dev.tintype.cli.client.ApiProblem;
import dev.tintype.cli.client.ServerUnreachable;
import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.server.Connection;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The checklist of {@code docs/security.md} against the server that runs: what it says of itself, and what a stranger sees of it. */
record SecurityCheck(ServerOptions options) implements Check {
    private static final String SUBJECT = "security";

    @Override
    public List<Finding> look() {
        try {
            Optional<Connection> running = Servers.running(options);
            return running.isEmpty()
                    ? List.of(Finding.warn(SUBJECT, "not looked at: no server runs", "ask again once it does"))
                    : of(running.get());
        } catch (CommandFailure _) {
            return List.of(); // the check of the server told it
        }
    }

    private static List<Finding> of(Connection connection) {
        List<Finding> findings = new ArrayList<>();
        try (TintypeClient client = connection.client()) {
            for (JsonNode point : client.security().path("items")) {
                findings.add(finding(point));
            }
        } catch (ApiProblem e) {
            findings.add(Finding.warn(
                    SUBJECT,
                    "the server tells only admins how it is set up: " + e.detail(),
                    "give an admin key with --key"));
        } catch (ServerUnreachable _) {
            return findings; // the check of the server told it
        }
        findings.addAll(new StrangersView(connection.url()).look());
        return findings;
    }

    private static Finding finding(JsonNode point) {
        String subject = point.path("subject").asString(SUBJECT);
        String detail = point.path("detail").asString("");
        String mend = point.path("mend").asString("");
        return switch (point.path("level").asString("")) {
            case "pass" -> Finding.ok(subject, detail);
            case "warn" -> Finding.warn(subject, detail, mend);
            default -> Finding.fail(subject, detail, mend);
        };
    }
}
