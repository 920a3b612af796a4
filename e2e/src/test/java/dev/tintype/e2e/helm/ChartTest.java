package dev.tintype.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.tintype.e2e.helm.OperatorKinds.PrometheusRule;
import dev.tintype.e2e.helm.OperatorKinds.ScaledObject;
import dev.tintype.e2e.helm.OperatorKinds.SeccompProfile;
import dev.tintype.e2e.helm.OperatorKinds.ServiceMonitor;
import dev.tintype.json.Json;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

class ChartTest {
    private static final Path CHART =
            Path.of("../helm/tintype").toAbsolutePath().normalize();

    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("secrets.api", "tintype-api-secrets"),
            Map.entry("secrets.worker", "tintype-worker-secrets"),
            Map.entry("redis.kind", "external"),
            Map.entry("redis.url", "rediss://:${redis_password}@redis.example:6379"),
            Map.entry("rabbitmq.kind", "external"),
            Map.entry("rabbitmq.uris", "amqps://rabbit.example:5671"),
            Map.entry("store.kind", "external"),
            Map.entry("store.endpoint", "https://s3.example"),
            Map.entry("networkPolicy.dependencies[0].cidr", "10.1.2.3/32"),
            Map.entry("networkPolicy.dependencies[0].port", "6379"));

    /** Ways to run it. */
    @SuppressWarnings("ImmutableEnumChecker") // the maps are
    enum Way {
        AS_IT_COMES(Map.of()),
        EVERYTHING_ELSEWHERE(ELSEWHERE),
        HPA_BY_DEMAND_BEHIND_AN_INGRESS(Map.of(
                "autoscaling.kind", "hpa",
                "autoscaling.hpaMetric", "demand",
                "api.ingress.enabled", "true",
                "api.ingress.host", "shots.example",
                "api.trustedProxies[0]", "10.42.0.0/16",
                "api.trustedProxies[1]", "fd00::/8",
                "api.ingress.tlsSecret", "shots-tls",
                "api.ingress.className", "nginx")),
        SMALL_WITHOUT_SCALING(Map.of(
                "autoscaling.kind", "none",
                "api.replicas", "1",
                "workers.media.enabled", "false",
                "rabbitmq.replicas", "1")),
        WATCHED(Map.of(
                "monitoring.serviceMonitor", "true",
                "monitoring.rules", "true",
                "monitoring.dashboards", "true",
                "monitoring.labels.release", "prometheus",
                "seccompProfiles", "true")),
        BUCKET_BY_ACCOUNT(Map.of(
                "store.kind", "external",
                "store.bucket", "shots",
                "store.keys", "false",
                "api.serviceAccountAnnotations.role", "shots-writer",
                "networkPolicy.enabled", "false",
                "image.tag", "1.2.3",
                "image.pullSecrets[0].name", "registry",
                "settings.TINTYPE_EGRESS_PORTS", "8443"));

        private final Map<String, String> values;

        Way(Map<String, String> values) {
            this.values = values;
        }

        Manifests manifests() {
            return Manifests.of(CHART, values);
        }
    }

    @Test
    void the_linter_has_nothing_to_say() {
        LintResult result = new Helm(CHART).lint().strict().call();

        assertThat(result.isFailed()).as(String.valueOf(result.getMessages())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void every_pod_is_closed_and_limited(Way way) {
        way.manifests().pods().forEach((name, template) -> {
            PodSpec pod = template.getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).as(name).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                    .as(name)
                    .isIn("RuntimeDefault", "Localhost");
            assertThat(pod.getServiceAccountName()).as(name).isNotBlank().isNotEqualTo("default");
            assertThat(pod.getAutomountServiceAccountToken()).as(name).isFalse();
            assertThat(pod.getHostNetwork()).as(name).isNull();
            assertThat(pod.getVolumes()).as(name).allMatch(volume -> volume.getHostPath() == null);
            pod.getContainers().forEach(container -> closed(name, container));
        });
    }

    private static void closed(String name, Container container) {
        SecurityContext context = container.getSecurityContext();
        assertThat(context.getReadOnlyRootFilesystem()).as(name).isTrue();
        assertThat(context.getAllowPrivilegeEscalation()).as(name).isFalse();
        assertThat(context.getRunAsNonRoot()).as(name).isTrue();
        assertThat(context.getCapabilities().getDrop()).as(name).containsExactly("ALL");
        assertThat(context.getPrivileged()).as(name).isNull();
        assertThat(container.getResources().getLimits()).as(name).containsKeys("cpu", "memory");
        assertThat(container.getResources().getRequests()).as(name).containsKeys("cpu", "memory");
        assertThat(container.getStartupProbe()).as(name).isNotNull();
        assertThat(container.getLivenessProbe()).as(name).isNotNull();
        assertThat(container.getReadinessProbe()).as(name).isNotNull();
        assertThat(container.getImage()).as(name).matches("[^:]+:[^:]+");
        assertThat(container.getEnv())
                .as("secrets come from files")
                .allMatch(variable -> variable.getValue() == null
                        || !variable.getName().matches(".*(PASSWORD|SECRET_KEY|ACCESS_KEY|TOKEN)")
                        || variable.getValue().matches("\\$\\{[a-z_]+}"));
    }

    @ParameterizedTest
    @EnumSource
    void a_worker_has_longer_than_its_drain(Way way) {
        Manifests all = way.manifests();

        all.pods().forEach((name, template) -> {
            if (name.contains("-worker-")) {
                assertThat(template.getSpec().getTerminationGracePeriodSeconds())
                        .as(name)
                        .isGreaterThan(drain(template.getSpec()));
                assertThat(all.named(PodDisruptionBudget.class, name)
                                .getSpec()
                                .getMaxUnavailable()
                                .getIntVal())
                        .isEqualTo(1);
            }
        });
    }

    @Test
    void the_api_believes_the_proxies_that_are_named_and_nobody_else() {
        assertThat(trusted(Way.HPA_BY_DEMAND_BEHIND_AN_INGRESS)).containsExactly("10.42.0.0/16,fd00::/8");
        assertThat(trusted(Way.AS_IT_COMES)).isEmpty();
    }

    private static List<String> trusted(Way way) {
        PodTemplateSpec api = Objects.requireNonNull(way.manifests().pods().get("shop-tintype-api"));
        return api.getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("TINTYPE_TRUSTED_PROXIES"))
                .map(EnvVar::getValue)
                .toList();
    }

    private static long drain(PodSpec pod) {
        return pod.getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("TINTYPE_WORKER_DRAIN"))
                .map(variable -> Long.parseLong(variable.getValue().replace("s", "")))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BUCKET_BY_ACCOUNT")
    void nothing_is_reached_that_no_policy_names(Way way) {
        Manifests all = way.manifests();
        NetworkPolicy deny = all.named(NetworkPolicy.class, "shop-tintype-deny");

        assertThat(deny.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(deny.getSpec().getIngress()).isEmpty();
        assertThat(deny.getSpec().getEgress()).isEmpty();
        Map<String, String> selected = deny.getSpec().getPodSelector().getMatchLabels();
        all.pods()
                .forEach((name, template) ->
                        assertThat(template.getMetadata().getLabels()).as(name).containsAllEntriesOf(selected));
        NetworkPolicy internet = all.named(NetworkPolicy.class, "shop-tintype-internet");
        assertThat(internet.getSpec()
                        .getPodSelector()
                        .getMatchExpressions()
                        .getFirst()
                        .getValues())
                .doesNotContain("api", "redis", "store");
        assertThat(internet.getSpec()
                        .getEgress()
                        .getFirst()
                        .getTo()
                        .getFirst()
                        .getIpBlock()
                        .getExcept())
                .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16");
    }

    @Test
    void workers_are_scaled_by_what_waits() {
        Manifests all = Way.AS_IT_COMES.manifests();

        assertThat(all.only(ScaledObject.class).map(each -> each.metadata().name()))
                .containsExactlyInAnyOrder(
                        "shop-tintype-worker-capture", "shop-tintype-worker-media", "shop-tintype-worker-callback");
        assertThat(all.only(ScaledObject.class)
                        .filter(each -> each.metadata().name().endsWith("-capture"))
                        .map(each -> each.spec().triggers().getFirst().metadata()))
                .containsExactly(Map.of(
                        "serverAddress", "http://prometheus-operated.monitoring.svc:9090",
                        "query", "max(tintype_pool_demand{pool=\"capture\"})",
                        "threshold", "2"));
        assertThat(all.named(Deployment.class, "shop-tintype-worker-capture")
                        .getSpec()
                        .getReplicas())
                .as("what scales it says how many there are")
                .isNull();
    }

    @Test
    void without_keda_kubernetes_scales() {
        Manifests all = Way.HPA_BY_DEMAND_BEHIND_AN_INGRESS.manifests();

        HorizontalPodAutoscaler capture = all.named(HorizontalPodAutoscaler.class, "shop-tintype-worker-capture");
        assertThat(capture.getSpec()
                        .getMetrics()
                        .getFirst()
                        .getExternal()
                        .getMetric()
                        .getName())
                .isEqualTo("tintype_pool_demand");
        assertThat(all.only(ScaledObject.class)).isEmpty();
        assertThat(all.named(Ingress.class, "shop-tintype")
                        .getSpec()
                        .getTls()
                        .getFirst()
                        .getSecretName())
                .isEqualTo("shots-tls");
    }

    @Test
    void what_is_elsewhere_is_not_made_here() {
        Manifests all = Way.EVERYTHING_ELSEWHERE.manifests();

        assertThat(all.pods())
                .containsOnlyKeys(
                        "shop-tintype-api",
                        "shop-tintype-worker-capture",
                        "shop-tintype-worker-media",
                        "shop-tintype-worker-callback");
        assertThat(all.only(Secret.class)).isEmpty();
    }

    @Test
    void workers_have_no_admin_key() {
        Secret worker = Way.AS_IT_COMES.manifests().named(Secret.class, "shop-tintype-worker");

        assertThat(worker.getData())
                .containsOnlyKeys("tintype.seal.keys", "redis_password", "store_access_key", "store_secret_key");
    }

    @Test
    void monitoring_gets_targets_alerts_and_dashboards() throws IOException {
        Manifests all = Way.WATCHED.manifests();

        assertThat(all.only(ServiceMonitor.class)).hasSize(1);
        assertThat(all.only(PrometheusRule.class)
                        .flatMap(each -> each.spec().groups().stream())
                        .flatMap(group -> group.rules().stream()))
                .hasSizeGreaterThan(8)
                .allMatch(rule -> rule.annotations().containsKey("runbook"));
        assertThat(all.only(ConfigMap.class)
                        .flatMap(map -> map.getData().values().stream())
                        .map(Json::tree))
                .hasSize(5)
                .allMatch(board -> !board.get("panels").isEmpty());
        assertThat(all.only(SeccompProfile.class)).hasSize(2);
        assertThat(Files.readString(CHART.resolve("files/alerts.yml")))
                .as("one text in two places")
                .isEqualTo(Files.readString(CHART.resolve("../../deploy/prometheus/alerts.yml")));
        for (String profile : new String[] {"browser.json", "media.json"}) {
            assertThat(Files.readString(CHART.resolve("files").resolve(profile)))
                    .isEqualTo(Files.readString(
                            CHART.resolve("../../deploy/seccomp").resolve(profile)));
        }
    }

    @Test
    void values_that_cannot_work_are_refused_with_their_name() {
        refused(Map.of("wrokers.capture.slots", "3"), "wrokers");
        refused(Map.of("workers.capture.grace", "30"), "workers.capture.grace");
        refused(Map.of("redis.kind", "external"), "redis");
        refused(Map.of("secrets.api", "only-one"), "secrets");
        refused(Map.of("autoscaling.kind", "magic"), "autoscaling");
        refused(Map.of("settings.lower_case", "x"), "lower_case");
    }

    private static void refused(Map<String, String> values, String name) {
        assertThatThrownBy(() -> Manifests.of(CHART, values)).hasMessageContaining(name);
    }

    @Test
    void every_value_is_described() throws IOException {
        JsonNode schema = Json.tree(Files.readString(CHART.resolve("values.schema.json")));
        Object values = new Yaml().load(Files.readString(CHART.resolve("values.yaml")));

        described("values", Json.tree(Json.write(values)), schema);
    }

    private static void described(String path, JsonNode value, JsonNode schema) {
        assertThat(schema.path("description").asString("")).as(path).isNotBlank();
        if (value.isObject() && schema.has("properties")) {
            value.propertyNames()
                    .forEach(name -> described(
                            path + "." + name,
                            value.get(name),
                            schema.get("properties").path(name)));
        }
    }
}
