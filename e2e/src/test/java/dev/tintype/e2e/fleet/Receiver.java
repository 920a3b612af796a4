package dev.tintype.e2e.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** An endpoint for callbacks that remembers what it was sent and answers as it is told. */
public final class Receiver implements AutoCloseable {
    /** Answers one request. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** One request: {@code webhook-id}, and of the body the event's type and the job's id; and when. */
    public record Told(String webhookId, String type, String job, long nanos) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile Answer answer;

    private Receiver(HttpServer server, Answer answer) {
        this.server = server;
        this.answer = answer;
    }

    /** One that takes everything. */
    public static Receiver start() throws IOException {
        return start(status(204));
    }

    public static Receiver start(Answer answer) throws IOException {
        return start(InetAddress.ofLiteral("127.0.0.1"), answer);
    }

    /** One that takes everything, at every address of this machine: for senders in containers. */
    public static Receiver everywhere() throws IOException {
        return start(InetAddress.ofLiteral("0.0.0.0"), status(204));
    }

    private static Receiver start(InetAddress address, Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 200);
        Receiver receiver = new Receiver(server, answer);
        server.createContext("/", receiver::handle);
        server.setExecutor(receiver.threads);
        server.start();
        return receiver;
    }

    /** Says that and nothing else. */
    public static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Sends elsewhere. */
    public static Answer redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(307, -1);
        };
    }

    /** Says 200 and then never stops. */
    public static Answer endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] noise = "endless ".repeat(8_192).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(noise);
            }
        };
    }

    /** Never says anything. */
    public static Answer hang() {
        return exchange -> Thread.sleep(Long.MAX_VALUE);
    }

    /** From now on. */
    public void answer(Answer next) {
        answer = next;
    }

    public String authority() {
        return "127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://" + authority() + "/hook";
    }

    public List<Told> told() {
        return told;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            JsonNode body = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            told.add(new Told(
                    String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
                    body.get("type").asString(),
                    body.at("/data/id").asString(""),
                    System.nanoTime()));
            answer.to(exchange);
        } catch (IOException e) {
            // The caller gave up, which some of the answers are for; what was asked is in told().
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
