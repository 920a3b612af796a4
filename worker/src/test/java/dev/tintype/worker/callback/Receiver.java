package dev.tintype.worker.callback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver of callbacks on a real socket; remembers what it was sent. One request a connection. */
final class Receiver implements AutoCloseable {
    /** What it says. */
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    /**
     * What it was sent.
     *
     * @param headers names in lower case
     */
    record Request(String line, Map<String, String> headers, String body) {
        String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        Map<String, List<String>> headerLists() {
            Map<String, List<String>> lists = new TreeMap<>();
            headers.forEach((name, value) -> lists.put(name, List.of(value)));
            return lists;
        }
    }

    private final ServerSocket server = new ServerSocket();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final String greeting;
    private volatile Answer answer;

    Receiver(Answer answer) throws IOException {
        this("", answer);
    }

    private Receiver(String greeting, Answer answer) throws IOException {
        this.greeting = greeting;
        this.answer = answer;
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().start(this::accept);
    }

    /** One that answers with a status and, perhaps, headers. */
    static Receiver answering(String status, String... headers) throws IOException {
        return new Receiver(saying(status, headers));
    }

    /** One that does not wait for a request. */
    static Receiver speakingFirst(String greeting) throws IOException {
        return new Receiver(greeting, out -> {});
    }

    static Answer saying(String status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] bytes = head.append("\r\n{}").toString().getBytes(StandardCharsets.ISO_8859_1);
        return out -> out.write(bytes);
    }

    void answerFromNowOn(Answer other) {
        answer = other;
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    List<Request> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            Request request = read(in);
            requests.add(request);
            answer.write(socket.getOutputStream());
            socket.getOutputStream().flush();
            // until the other side has seen it
            in.read();
        } catch (IOException e) {
            // The other side went away, which is what many tests are about; what matters they assert on requests().
            assert !socket.isConnected() || socket.isClosed();
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.write(b);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(lines[0], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
