package dev.tintype.worker.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A browser's side of one connection to the proxy, byte by byte. */
final class ProxyClient implements AutoCloseable {
    /** An answer; header names in lower case. */
    record Answer(int status, Map<String, String> headers, String text) {
        String egress() {
            return headers.getOrDefault("x-tintype-egress", "");
        }
    }

    private final Socket socket;

    ProxyClient(EgressProxy proxy) throws IOException {
        this(proxy, 0);
    }

    /**
     * @param receiveBuffer bytes the system holds for us; 0: as it likes
     */
    ProxyClient(EgressProxy proxy, int receiveBuffer) throws IOException {
        URI url = URI.create(proxy.url());
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(url.getHost()), url.getPort()));
    }

    static Answer get(EgressProxy proxy, String url) throws IOException {
        try (ProxyClient client = new ProxyClient(proxy)) {
            return client.get(url);
        }
    }

    static Answer connect(EgressProxy proxy, String hostAndPort) throws IOException {
        try (ProxyClient client = new ProxyClient(proxy)) {
            return client.connect(hostAndPort);
        }
    }

    Answer get(String url, String... headers) throws IOException {
        return request("GET " + url + " HTTP/1.1", headers);
    }

    Answer connect(String hostAndPort) throws IOException {
        send("CONNECT " + hostAndPort + " HTTP/1.1\r\nHost: " + hostAndPort + "\r\n\r\n");
        Answer head = head();
        return head.status() == 200 ? head : withBody(head);
    }

    Answer request(String line, String... headers) throws IOException {
        send(line + "\r\n"
                + String.join("", Stream.of(headers).map(h -> h + "\r\n").toList()) + "\r\n");
        return line.startsWith("HEAD") ? head() : withBody(head());
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** Exactly {@code length} bytes as text. */
    String read(int length) throws IOException {
        return new String(in().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Whether the proxy has closed the connection; waits for it. */
    boolean isClosed() throws IOException {
        try {
            return in().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    Answer head() throws IOException {
        String status = line();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + "," + b);
        }
        return new Answer(Integer.parseInt(status.split(" ", 3)[1]), headers, "");
    }

    Answer withBody(Answer head) throws IOException {
        if (head.headers().getOrDefault("transfer-encoding", "").equals("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                body.write(in().readNBytes(size));
                line();
            }
            line();
            return new Answer(head.status(), head.headers(), body.toString(StandardCharsets.UTF_8));
        }
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
        byte[] body = in().readNBytes(length);
        if (body.length < length) {
            throw new IOException("The answer ends after " + body.length + " of " + length + " bytes");
        }
        return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in().read(); b != '\n'; b = in().read()) {
            if (b < 0) {
                throw new IOException("The connection ended in '" + line + "'");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
