package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ten thousand requests that cannot be good, made by chance and by rule: each is refused with a problem that names its cause. */
class BadRequestsTest extends ApiTest {
    private static final int REQUESTS = 10_000;
    private static final int SENDERS = 4;
    private static final long SEED = 20_261_123L;

    private static final List<String> GOOD = List.of(CAPTURE, """
            {"type":"capture","source":{"html":"<p>x"},"page":{"viewport":{"width":800,"height":600},"wait_until":"load",
             "headers":{"X-A":"b"},"cookies":[{"name":"a","value":"b"}],"scale":1},"outputs":[{"kind":"screenshot","format":"png"}],
             "tags":["a"],"metadata":{"a":"b"},"timeout_s":30,"priority":"normal"}""", """
            {"type":"media","source":{"url":"https://example.com/a.mp4"},"outputs":[{"kind":"probe"}],"max_attempts":2}""", """
            {"type":"compare","source":{"before":{"url":"https://example.com/a.png"},"after":{"url":"https://example.com/b.png"}}}""");

    private static final List<String> TEXTS = List.of(
            "",
            "\u0000",
            "\ud800",
            "../../etc/passwd",
            "http://[::1",
            "https://a:b@c/",
            "file:///etc/passwd",
            "\r\nX: y",
            "9".repeat(400),
            "-1",
            "NaN",
            "1e999",
            "'; DROP TABLE jobs; --",
            "${jndi:ldap://x}",
            "\u202e",
            "%00",
            "a".repeat(5000));

    private static final List<Function<RandomGenerator, String>> BODIES = List.of(
            random -> cut(good(random), random),
            random -> noise(random, 1 + random.nextInt(300)),
            random -> good(random) + noise(random, 1 + random.nextInt(9)) + "}",
            random -> "[".repeat(random.nextInt(1, 3000)) + "1",
            random -> changed(random, (object, name) -> object.put(name + random.nextInt(100), 1)),
            random -> changed(random, (object, name) -> wrongType(object, name)),
            random -> changed(random, (object, name) -> object.put("type", text(random) + "x")),
            random -> twice(good(random)),
            random -> good(random).replaceFirst("\"type\":\"[a-z]+\"", "\"type\":" + random.nextInt()),
            random -> "\"" + noise(random, 40).replace("\"", "") + "\"",
            random -> Integer.toString(random.nextInt()));

    BadRequestsTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    /** Changes one object of a request. */
    private interface Change {
        void in(ObjectNode object, String name);
    }

    @Test
    void every_one_is_refused_with_its_cause_and_nothing_stays() throws Exception {
        List<String> wrong = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<List<String>>> parts = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                RandomGenerator random =
                        RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + i);
                parts.add(senders.submit(() -> send(random)));
            }
            for (Future<List<String>> part : parts) {
                wrong.addAll(part.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }

        assertThat(wrong).isEmpty();
        for (String list : List.of("jobs", "schedules", "webhooks")) {
            assertThat(get("/v1/" + list).json().get("items").size()).as(list).isZero();
        }
        assertThat(post("/v1/jobs", CAPTURE).status()).isEqualTo(202);
    }

    private List<String> send(RandomGenerator random) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < REQUESTS / SENDERS && wrong.size() < 5; i++) {
            String body = "";
            HttpRequest.Builder request;
            if (random.nextInt(4) == 0) {
                request = odd(random);
            } else {
                body = BODIES.get(random.nextInt(BODIES.size())).apply(random);
                String path = List.of(
                                "/v1/jobs",
                                "/v1/batches",
                                "/v1/schedules",
                                "/v1/webhooks",
                                "/v1/keys",
                                "/v1/signed-urls")
                        .get(Math.max(0, random.nextInt(12) - 6));
                request = to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
            }
            Reply reply = send(request);
            if (!good(reply)) {
                wrong.add(request.build() + " " + body + " -> " + reply.status() + " " + reply.text());
            }
        }
        return wrong;
    }

    /** Something wrong besides the body. */
    private HttpRequest.Builder odd(RandomGenerator random) {
        String word = word(random);
        return switch (random.nextInt(8)) {
            case 0 -> to("/v1/" + word).GET();
            case 1 -> to("/v1/jobs/" + word + "/" + word).GET();
            case 2 -> to("/v1/jobs?" + word + "=1").GET();
            case 3 -> to("/v1/jobs?limit=" + word).GET();
            case 4 -> to("/v1/jobs?cursor=" + word).GET();
            case 5 -> to("/v1/jobs").method("X" + word.toUpperCase(Locale.ROOT), BodyPublishers.noBody());
            case 6 ->
                to("/v1/jobs").header("Content-Type", "application/" + word).POST(BodyPublishers.ofString(CAPTURE));
            default -> to("/v1/jobs").setHeader("Authorization", "Bearer " + word);
        };
    }

    private static boolean good(Reply reply) {
        if (reply.status() < 400 || reply.status() > 499) {
            return false;
        }
        return reply.header("Content-Type").orElse("").startsWith("application/problem+json")
                && !reply.json("code").isEmpty()
                && !reply.json("detail").isEmpty()
                && !reply.text().contains("dev.tintype")
                && !reply.text().contains("Exception");
    }

    private static String good(RandomGenerator random) {
        return GOOD.get(random.nextInt(GOOD.size()));
    }

    private static String cut(String text, RandomGenerator random) {
        return text.strip().substring(0, random.nextInt(text.strip().length()));
    }

    private static String noise(RandomGenerator random, int length) {
        return random.ints(length, 1, 0x2fff).mapToObj(Character::toString).collect(Collectors.joining()) + "\u0001";
    }

    private static String word(RandomGenerator random) {
        return "q"
                + random.ints(1 + random.nextInt(30), 'a', 'z' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    private static String text(RandomGenerator random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** No value but a list or an object has this type. */
    private static void wrongType(ObjectNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isObject() || value.isArray()) {
            object.put(name, 7);
        } else {
            object.putArray(name).add(Json.mapper().createObjectNode());
        }
    }

    private static String changed(RandomGenerator random, Change change) {
        ObjectNode tree = (ObjectNode) Json.tree(good(random));
        List<ObjectNode> objects = new ArrayList<>();
        collect(tree, objects);
        ObjectNode chosen = objects.get(random.nextInt(objects.size()));
        List<String> names = chosen.propertyNames().stream().toList();
        change.in(chosen, names.get(random.nextInt(names.size())));
        return tree.toString();
    }

    /** Every object but those that may have any name. */
    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
            object.properties().forEach(entry -> {
                if (!entry.getKey().equals("headers") && !entry.getKey().equals("metadata")) {
                    collect(entry.getValue(), objects);
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> collect(item, objects));
        }
    }

    private static String twice(String good) {
        String text = good.strip();
        return text.substring(0, text.length() - 1) + ",\"type\":\"capture\",\"type\":\"capture\"}";
    }
}
