package dev.tintype.e2e.bench;

import dev.tintype.e2e.fleet.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Many clients that listen to events of which there are none: what each costs the api, and whether that grows. */
final class EventClients {
    private static final Duration IDLE = Duration.ofSeconds(45);

    private final ServiceProcess api;
    private final int count;

    EventClients(ServiceProcess api, int count) {
        this.api = api;
        this.count = count;
    }

    void measure() throws IOException, InterruptedException {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            long before = Load.residentMegabytes(api.pid());
            for (int i = 0; i < count; i++) {
                clients.add(connect());
            }
            long connected = Load.residentMegabytes(api.pid());
            TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
            long later = Load.residentMegabytes(api.pid());
            System.out.printf(
                    Locale.ROOT,
                    "%d idle event clients         %d MB before, %d MB connected, %d MB after %d s%n",
                    count,
                    before,
                    connected,
                    later,
                    IDLE.toSeconds());
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    /** Waits for the head of the answer, so that the server has gone all the way. */
    private SocketChannel connect() throws IOException {
        URI url = api.url();
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
        String request = "GET /v1/events HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer "
                + ServiceProcess.TOKEN + "\r\nAccept: text/event-stream\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(4096);
        if (channel.read(answer) < 0) {
            throw new IOException("the api closed the connection");
        }
        String head = StandardCharsets.US_ASCII.decode(answer.flip()).toString();
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IOException(head);
        }
        return channel;
    }
}
