package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tintype.capture.CaptureOutput;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.job.Progress;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.WorkerStatus;
import dev.tintype.request.Subtypes;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description is true: what is sent and answered fits it. */
class OpenApiTest extends ApiTest {
    private final JsonNode api;

    OpenApiTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
        this.api = get("/v1/openapi.json").json();
    }

    @Test
    void it_is_of_version_3_1_and_has_every_route() {
        Set<String> routes = new TreeSet<>();
        server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getName().startsWith("dev.tintype.")
                    && !method.getBeanType().isAnnotationPresent(Hidden.class)) {
                routes.addAll(mapping.getPatternValues());
            }
        });

        assertThat(api.get("openapi").asString()).startsWith("3.1");
        assertThat(api.get("paths").propertyNames()).containsExactlyInAnyOrderElementsOf(routes);
        assertThat(api.at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(api.get("components").get("schemas").propertyNames()).noneMatch(name -> name.contains("Noop"));
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = new ArrayList<>();
        collect(api, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void requests_are_described_with_their_limits() {
        JsonNode capture = api.at("/components/schemas/CaptureJob");

        assertThat(api.at("/components/schemas/JobRequest/discriminator/mapping/capture")
                        .asString())
                .isEqualTo("#/components/schemas/CaptureJob");
        assertThat(capture.at("/properties").propertyNames())
                .contains("type", "source", "page", "outputs", "timeout_s", "tags", "metadata", "run_at");
        assertThat(capture.at("/properties/type/const").asString()).isEqualTo("capture");
        assertThat(capture.at("/properties/max_attempts/default").asInt()).isEqualTo(3);
        assertThat(capture.at("/properties/max_attempts/maximum").asInt()).isEqualTo(10);
        assertThat(capture.at("/properties/tags/items/pattern").asString()).contains("{1,64}");
        assertThat(capture.at("/properties/metadata/additionalProperties/maxLength")
                        .asInt())
                .isEqualTo(1024);
        assertThat(capture.at("/additionalProperties").asBoolean(true)).isFalse();
        assertThat(api.at("/components/schemas/Viewport/properties/width/maximum")
                        .asInt())
                .isEqualTo(7680);
        assertThat(api.at("/components/schemas/CaptureOutput/oneOf").size())
                .isEqualTo(Subtypes.names(CaptureOutput.class).size());
        assertThat(api.at("/components/schemas/CompareOutput/oneOf").size()).isEqualTo(2);
    }

    @Test
    void every_request_field_has_an_example_that_fits() {
        List<String> without = new ArrayList<>();
        for (String name : List.of(
                "CaptureJob",
                "CaptureSource",
                "ArtifactRef",
                "CompareJob",
                "CompareImage",
                "Mask",
                "DiffOutput",
                "SideBySideOutput",
                "MediaJob",
                "MediaSource",
                "MediaPart",
                "ImageSequence",
                "MediaOptions",
                "Trim",
                "VideoOutput",
                "VideoAudio",
                "AudioOutput",
                "PosterOutput",
                "ThumbnailsOutput",
                "SpriteOutput",
                "HlsOutput",
                "DashOutput",
                "Rung",
                "ImageOutput",
                "AnimationOutput",
                "WaveformOutput",
                "SubtitlesOutput",
                "PresetRequest",
                "PageOptions",
                "Viewport",
                "ScreenshotOutput",
                "PdfOutput",
                "Margin")) {
            JsonNode properties = api.at("/components/schemas/" + name + "/properties");
            properties.forEachEntry((field, schema) -> {
                if (schema.has("examples")) {
                    check(schema, schema.at("/examples/0"));
                } else if (!schema.has("$ref")
                        && !schema.has("anyOf")
                        && !schema.has("const")
                        && !schema.has("items")) {
                    without.add(name + "." + field);
                }
            });
        }
        assertThat(without).isEmpty();
    }

    @Test
    void requests_that_fit_are_accepted_and_those_that_do_not_are_not() {
        JsonNode example =
                api.at("/paths/~1v1~1jobs/post/requestBody/content/application~1json/examples/capture/value");
        JsonNode request = example.isString() ? Json.tree(example.asString()) : example;

        check("JobRequest", request);
        assertThat(post("/v1/jobs", request.toString()).status()).isEqualTo(202);
        for (String bad : List.of(
                "{\"type\":\"dance\"}",
                CAPTURE.replace("}}", "},\"colour\":1}"),
                CAPTURE.replace("}}", "},\"timeout_s\":86401}"),
                CAPTURE.replace("}}", "},\"outputs\":[{\"kind\":\"screenshot\",\"format\":\"tga\"}]}"),
                CAPTURE.replace("}}", "},\"page\":{\"viewport\":{\"width\":10}}}"))) {
            assertThat(errors(ref("JobRequest"), Json.tree(bad))).as(bad).isNotEmpty();
            assertThat(post("/v1/jobs", bad).status()).as(bad).isIn(400, 422);
        }
    }

    @Test
    void answers_fit() {
        Artifact picture = new Artifact("a.png", "screenshot", "image/png", 5, "ab".repeat(32), 1, Map.of("width", 9));
        JobId running = submit();
        claim(running);
        ledger.beat(running, 1, Duration.ofSeconds(30), Progress.of(10, "load"));
        JobId failed = submit();
        claim(failed);
        ledger.fail(failed, 1, new JobFailure(ErrorCode.TLS_FAILURE, "The certificate has expired."));
        JobId ended = finished(picture);

        check("Job", post("/v1/jobs", CAPTURE).json());
        for (JobId id : List.of(running, failed, ended)) {
            check("Job", get("/v1/jobs/" + id).json());
        }
        check("JobPage", get("/v1/jobs?limit=1").json());
        check("HealthReport", get("/health").json());
        check("Liveness", get("/health/live").json());
        ledger.pools()
                .heartbeat(
                        new WorkerStatus(
                                "w1",
                                "1.0",
                                Instant.now(),
                                Instant.now(),
                                false,
                                List.of(new WorkerStatus.Share(Pool.CAPTURE, 2, 4, 1)),
                                Map.of("browser", "headless"),
                                WorkerStatus.Pressure.now()),
                        Duration.ofSeconds(15));
        check("Pools", get("/v1/pools").json());
        check("Pool", post("/v1/pools/capture/pause", "").json());
        check("Workers", get("/v1/workers").json());
        check("JobPage", get("/v1/dead-letters").json());
        check("Job", post("/v1/jobs/" + failed + "/redrive", "").json());
        JsonNode batch = post("/v1/batches", "{\"jobs\":[" + CAPTURE + "]}").json();
        check("Batch", batch);
        JsonNode schedule = post("/v1/schedules", "{\"cron\":\"@daily\",\"job\":" + CAPTURE + "}")
                .json();
        check("Schedule", schedule);
        check("Schedules", get("/v1/schedules").json());
        check("Batch", get("/v1/batches/" + batch.get("id").asString()).json());
        check("Capabilities", get("/v1/capabilities").json());
        check("Problem", get("/v1/nothing").json());
        check("Problem", post("/v1/jobs", "{}").json());
        check("Problem", get("/v1/jobs?limit=0").json());
        String event = get("/v1/jobs/" + ended + "/events")
                .text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        check("JobFacts", Json.tree(event.substring(6)));
    }

    private void check(String schema, JsonNode value) {
        check(ref(schema), value);
    }

    private void check(JsonNode schema, JsonNode value) {
        assertThat(errors(schema, value)).as("%s against %s", value, schema).isEmpty();
    }

    private List<Error> errors(JsonNode schema, JsonNode value) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.set("components", api.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value);
    }

    private static ObjectNode ref(String name) {
        return Json.mapper().createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.get("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }
}
