package dev.tintype.cli.embedded;

import java.net.URI;

/** Api, worker, broker and Redis in this process. */
public final class EmbeddedServer implements AutoCloseable {
    private EmbeddedServer(EmbeddedOptions options) {
        throw new StartFailure("the embedded server is not part of this build (" + options.port() + ")", "merge it");
    }

    public static EmbeddedServer start(EmbeddedOptions options) {
        return new EmbeddedServer(options);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:8080");
    }

    public String adminKey() {
        return "";
    }

    @Override
    public void close() {}
}
