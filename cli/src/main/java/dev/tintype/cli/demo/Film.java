package dev.tintype.cli.demo;

import dev.tintype.cli.client.ArtifactView;
import dev.tintype.cli.client.JobView;
import dev.tintype.cli.terminal.Words;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page in motion and a test card with a bell: the page recorded by one job, both packaged as a stream by another that
 * waits for it.
 *
 * @param files the stream's, as they stand in the film's folder
 * @param took both jobs
 */
record Film(List<ArtifactView> files, Duration took) {
    /** Below the demo's folder. */
    static final String FOLDER = "film";

    /** What the stream begins with. */
    static final String PLAYLIST = "hls.m3u8";

    /**
     * The stream once more as a script: a page that is opened as a file may run scripts beside it, but read no play lists.
     */
    static final String SCRIPT = "film.js";

    /** The job that records the page. */
    static JsonNode recording(URI page) {
        return Json.tree("""
                {"type":"capture","source":{"url":"%s"},"page":{"viewport":{"width":1280,"height":720}},
                 "outputs":[{"kind":"video","format":"mp4","duration_ms":3000,"fps":25,"scroll":true}]}
                """.formatted(page));
    }

    /**
     * The job that makes a stream of what {@code recording} makes and the test card; it may be handed in while that runs.
     *
     * @param testCard id of the upload
     */
    static JsonNode packaging(String testCard, JobView recording) {
        ObjectNode request = (ObjectNode) Json.tree("""
                {"type":"media","outputs":[{"kind":"hls","speed":"fastest","segment_s":1,"iframes":false,
                  "ladder":[{"height":720},{"height":360},{"height":180}]}]}
                """);
        ArrayNode parts = request.putObject("source").putArray("concat");
        parts.addObject().put("upload", testCard);
        parts.addObject().putObject("artifact").put("job", recording.id()).put("name", "video.mp4");
        return request;
    }

    /** Writes {@link #SCRIPT} beside the stream's files: texts as they are, the others in Base64. */
    void writeScript(Path folder) throws IOException {
        ObjectNode all = Json.mapper().createObjectNode();
        for (ArtifactView file : files) {
            Path path = folder.resolve(file.name());
            all.put(
                    file.name(),
                    file.name().endsWith(".m3u8")
                            ? Files.readString(path)
                            : Base64.getEncoder().encodeToString(Files.readAllBytes(path)));
        }
        Files.writeString(folder.resolve(SCRIPT), "window.film = " + Json.write(all) + ";\n");
    }

    String facts() {
        return files.size() + " files · "
                + Words.bytes(files.stream().mapToLong(ArtifactView::bytes).sum());
    }
}
