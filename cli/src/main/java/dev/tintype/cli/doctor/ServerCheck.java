package dev.tintype.cli.doctor;

import dev.tintype.cli.client.ApiProblem;
import dev.tintype.cli.client.JobFilter;
import dev.tintype.cli.client.ServerUnreachable;
import dev.tintype.cli.client.TintypeClient;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.server.Connection;
import dev.tintype.cli.server.ServerOptions;
import dev.tintype.cli.server.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The server that commands would talk to, or, when none runs, whether the port for one is free.
 *
 * @param port where {@code tintype up} would listen
 */
record ServerCheck(ServerOptions options, int port) implements Check {
    private static final String SUBJECT = "server";

    @Override
    public List<Finding> look() {
        try {
            Optional<Connection> running = Servers.running(options);
            return running.isEmpty() ? List.of(portFinding()) : server(running.get());
        } catch (CommandFailure e) {
            return List.of(Finding.fail(SUBJECT, String.valueOf(e.getMessage()), String.join("; ", e.wayOut())));
        }
    }

    private List<Finding> server(Connection connection) {
        List<Finding> findings = new ArrayList<>();
        try (TintypeClient client = connection.client()) {
            JsonNode health = client.health();
            String status = health.path("status").asString("unknown");
            boolean well = status.equalsIgnoreCase("up") || status.equalsIgnoreCase("ok");
            findings.add(
                    well
                            ? Finding.ok(SUBJECT, connection.url() + " is well")
                            : Finding.fail(SUBJECT, connection.url() + " says " + health, "see the server's log"));
            client.list(new JobFilter(Optional.empty(), 1));
            findings.add(Finding.ok("key", "accepted"));
        } catch (ServerUnreachable e) {
            findings.add(Finding.fail(
                    SUBJECT,
                    connection.url() + " cannot be reached: " + e.getMessage(),
                    "start it with 'tintype up', or correct --server or TINTYPE_URL"));
        } catch (ApiProblem e) {
            findings.add(Finding.fail("key", e.detail(), "give another with --key or TINTYPE_KEY"));
        }
        return findings;
    }

    private Finding portFinding() {
        if (port == 0) {
            return Finding.ok(SUBJECT, "none runs");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.ok(SUBJECT, "none runs; port " + port + " is free for one");
        } catch (IOException e) {
            return Finding.warn(
                    SUBJECT,
                    "none of ours runs, and port " + port + " is taken",
                    "start ours with --port 0 or another");
        }
    }
}
