package dev.tintype.cli.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to start an embedded server.
 *
 * @param dataDir everything it keeps
 * @param port 0: any free one
 * @param properties settings {@code tintype.*} that go before environment and files
 */
public record EmbeddedOptions(Path dataDir, int port, Map<String, String> properties) {}
