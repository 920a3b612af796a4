package dev.tintype.e2e.helm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of operators that have no published model: exactly the fields that their definitions have and the chart uses. */
final class OperatorKinds {
    private OperatorKinds() {}

    /** @throws AssertionError when the chart makes something nobody knows */
    static Class<?> model(String kind) {
        return switch (kind) {
            case "keda.sh/v1alpha1/ScaledObject" -> ScaledObject.class;
            case "rabbitmq.com/v1beta1/RabbitmqCluster" -> RabbitmqCluster.class;
            case "security-profiles-operator.x-k8s.io/v1beta1/SeccompProfile" -> SeccompProfile.class;
            case "monitoring.coreos.com/v1/ServiceMonitor" -> ServiceMonitor.class;
            case "monitoring.coreos.com/v1/PrometheusRule" -> PrometheusRule.class;
            default -> throw new AssertionError("the chart makes a " + kind + ", which no test knows");
        };
    }

    /** A name and labels. */
    record Metadata(String name, Map<String, String> labels) {}

    /** KEDA 2. */
    record ScaledObject(String apiVersion, String kind, Metadata metadata, Scaling spec) {
        record Scaling(
                Target scaleTargetRef,
                int minReplicaCount,
                int maxReplicaCount,
                int pollingInterval,
                int cooldownPeriod,
                List<Trigger> triggers) {}

        record Target(String name) {}

        record Trigger(String type, @Nullable String metricType, Map<String, String> metadata) {}
    }

    /** RabbitMQ's Cluster Operator 2. */
    record RabbitmqCluster(String apiVersion, String kind, Metadata metadata, Cluster spec) {
        record Cluster(
                int replicas, Persistence persistence, Map<String, Map<String, String>> resources, Rabbit rabbitmq) {}

        record Persistence(String storage, @Nullable String storageClassName) {}

        record Rabbit(List<String> additionalPlugins, String additionalConfig) {}
    }

    /** Security Profiles Operator. */
    record SeccompProfile(String apiVersion, String kind, Metadata metadata, Profile spec) {
        record Profile(String defaultAction, List<String> architectures, List<Syscall> syscalls) {}

        record Syscall(
                List<String> names, String action, @Nullable List<Argument> args) {}

        record Argument(int index, long value, String op) {}
    }

    /** Prometheus Operator. */
    record ServiceMonitor(String apiVersion, String kind, Metadata metadata, Monitoring spec) {
        record Monitoring(Selector selector, List<String> podTargetLabels, List<Endpoint> endpoints) {}

        record Selector(Map<String, String> matchLabels) {}

        record Endpoint(String port, String path, String interval) {}
    }

    /** Prometheus Operator. */
    record PrometheusRule(String apiVersion, String kind, Metadata metadata, Rules spec) {
        record Rules(List<Group> groups) {}

        record Group(String name, List<Rule> rules) {}

        record Rule(
                String alert,
                String expr,
                @Nullable @JsonProperty("for") String lasting,
                Map<String, String> labels,
                Map<String, String> annotations) {}
    }
}
