package dev.tintype.e2e.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** What a chart renders to. Reading a manifest that has a field Kubernetes does not know is a failure. */
record Manifests(List<Object> all) {
    /** The kinds of Kubernetes itself; those of operators are {@link OperatorKinds}. */
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class));

    /** The models collect fields that they do not know; without that, such fields are failures. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                    return false;
                }
            })
            .build();

    /** Renders the chart with values as {@code helm --set} takes them. */
    static Manifests of(Path chart, Map<String, String> values) {
        TemplateCommand command = new Helm(chart).template().withName("shop").withNamespace("tintype");
        values.forEach(command::set);
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Object> all = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(command.call())) {
            if (document != null) {
                all.add(read(STRICT.valueToTree(document)));
            }
        }
        return new Manifests(all);
    }

    private static Object read(JsonNode manifest) {
        String kind = manifest.get("apiVersion").asString() + "/"
                + manifest.get("kind").asString();
        Class<? extends HasMetadata> model = KINDS.get(kind);
        return model == null
                ? STRICT.treeToValue(manifest, OperatorKinds.model(kind))
                : STRICT.treeToValue(manifest, model);
    }

    <T> Stream<T> only(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The only one of its kind with that name. */
    <T extends HasMetadata> T named(Class<T> kind, String name) {
        return only(kind)
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " is called " + name));
    }

    /** What pods are made of, by the name of the object that makes them. */
    Map<String, PodTemplateSpec> pods() {
        Map<String, PodTemplateSpec> pods = new TreeMap<>();
        only(Deployment.class)
                .forEach(each ->
                        pods.put(each.getMetadata().getName(), each.getSpec().getTemplate()));
        only(StatefulSet.class)
                .forEach(each ->
                        pods.put(each.getMetadata().getName(), each.getSpec().getTemplate()));
        return pods;
    }
}
