package dev.tintype.api.event;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Writes server-sent events (HTML Living Standard §9.2), each sent at once. */
final class EventStreamWriter {
    /** How long nothing may be sent: proxies close what is silent. */
    static final long PING_NANOS = Duration.ofSeconds(15).toNanos();

    private final HttpServletResponse response;

    private EventStreamWriter(HttpServletResponse response) {
        this.response = response;
    }

    /** Begins the stream; the header is sent now, so the client knows that it listens. */
    static EventStreamWriter begin(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would hold events back otherwise
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        return new EventStreamWriter(response);
    }

    /**
     * Sends one event.
     *
     * @param id what the client says it saw last when it comes back; null: as before
     * @param data one line
     */
    void event(String name, @Nullable String id, String data) throws IOException {
        send((id == null ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + data + "\n\n");
    }

    /** Tells the client where it is, without an event. */
    void place(String id) throws IOException {
        send("id: " + id + "\n\n");
    }

    /** Keeps the connection open, and finds out whether anybody is still there. */
    void ping() throws IOException {
        send(":\n\n");
    }

    private void send(String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
