package dev.tintype.e2e.containers;

import dev.tintype.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** One project of the Compose file, gone with everything of it when closed. Works with Compose 1.29 and with Compose 2. */
final class Compose implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Program compose;
    private final Program docker;
    private final String project;

    private Compose(Program compose, Program docker, String project) {
        this.compose = compose;
        this.docker = docker;
        this.project = project;
    }

    /** @param settings what the Compose file's variables are */
    static Compose project(Path home, String name, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("COMPOSE_PROJECT_NAME", name);
        environment.put("COMPOSE_FILE", "docker-compose.yml:e2e/containers.yml");
        Program docker = new Program(List.of("docker"), home, Map.of());
        boolean plugin = docker.run(List.of("compose", "version")).code() == 0;
        List<String> command = plugin ? List.of("docker", "compose") : List.of("docker-compose");
        return new Compose(new Program(command, home, environment), docker, name);
    }

    /** A script of the project that knows Compose by its environment. */
    Program script(String path) {
        return new Program(List.of(path), compose.folder(), compose.environment());
    }

    /** Everything that is not up as the file says. */
    void up() throws IOException, InterruptedException {
        compose.must("up", "-d", "--no-build");
        awaitHealthy();
    }

    /** So many containers of each of the services. */
    void scale(List<String> services, int count) throws IOException, InterruptedException {
        List<String> up = new ArrayList<>(List.of("up", "-d", "--no-build", "--no-deps", "--no-recreate"));
        for (String service : services) {
            up.addAll(List.of("--scale", service + "=" + count));
        }
        up.addAll(services);
        compose.must(up.toArray(String[]::new));
        awaitHealthy();
    }

    /** The ids of a service's containers. */
    List<String> containers(String service) throws IOException, InterruptedException {
        return compose.must("ps", "-q", service).lines().toList();
    }

    /** Ends a container without a word, and starts it again. */
    void kill(String container) throws IOException, InterruptedException {
        docker.must("kill", container);
        docker.must("start", container);
    }

    /** What the engine knows of a container. */
    JsonNode inspect(String container) throws IOException, InterruptedException {
        return Json.tree(docker.must("inspect", container)).get(0);
    }

    /** What a container has logged, without what its JVM says before it. */
    List<String> output(String container) throws IOException, InterruptedException {
        return docker.must("logs", container)
                .lines()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .toList();
    }

    /** The address of a service's first container in a network of the project. */
    String address(String service, String network) throws IOException, InterruptedException {
        return inspect(containers(service).getFirst())
                .at("/NetworkSettings/Networks/" + project + "_" + network + "/IPAddress")
                .asString();
    }

    /** The address of this machine in a network of the project. */
    String host(String network) throws IOException, InterruptedException {
        return Json.tree(docker.must("network", "inspect", project + "_" + network))
                .get(0)
                .at("/IPAM/Config/0/Gateway")
                .asString();
    }

    /** Waits until no container of the project is anything but healthy. */
    void awaitHealthy() {
        Awaitility.await("healthy containers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> unhealthy().isEmpty());
    }

    private List<String> unhealthy() throws IOException, InterruptedException {
        List<String> not = new ArrayList<>();
        String all = docker.must(
                "ps",
                "-a",
                "--filter",
                "label=com.docker.compose.project=" + project,
                "--format",
                "{{.Names}} {{.Status}}");
        for (String line : all.lines().toList()) {
            if (!line.endsWith("(healthy)")) {
                not.add(line);
            }
        }
        return not;
    }

    /** What all containers said last, for whoever looks for the reason of a failure. */
    String logs() throws IOException, InterruptedException {
        return compose.must("logs", "--no-color", "--tail", "15");
    }

    @Override
    public void close() throws IOException {
        try {
            compose.must("down", "-v", "-t", "30", "--remove-orphans");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the containers were removed", e);
        }
    }
}
