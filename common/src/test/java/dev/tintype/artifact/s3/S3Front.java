package dev.tintype.artifact.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands before an S3 server and does to chosen requests what networks and stores do. One request per connection. */
public final class S3Front implements AutoCloseable {
    private final URI server;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Planned> plan = new ConcurrentLinkedQueue<>();
    private final List<Head> seen = new CopyOnWriteArrayList<>();
    private final AtomicBoolean deaf = new AtomicBoolean();

    /** What happens to a request. */
    public enum Fault {
        /** 503 SlowDown instead of the store's answer; nothing happens. */
        BUSY,
        /** No answer, ever; nothing happens. */
        SILENCE,
        /** The store hears half of the body. */
        HALF_REQUEST,
        /** It happens, but the answer breaks off in the middle. */
        HALF_ANSWER,
        /** It happens, but nobody is told. */
        LOST_ANSWER,
        /** The store gives back other bytes than it was given. */
        ROTTEN_ANSWER
    }

    private record Planned(Predicate<String> requestLine, Fault fault, boolean stays) {}

    private S3Front(URI server, ServerSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    public static S3Front before(URI server) throws IOException {
        S3Front front = new S3Front(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(front::acceptAll);
        return front;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The next request whose first line contains {@code part} meets {@code fault}. */
    public void next(String part, Fault fault) {
        plan.add(new Planned(line -> line.contains(part), fault, false));
    }

    /** Every such request does. */
    public void always(String part, Fault fault) {
        plan.add(new Planned(line -> line.contains(part), fault, true));
    }

    /** Everything is well again. */
    public void heal() {
        plan.clear();
        deaf.set(false);
    }

    /** From now on answers have no checksums, as of a store that does not know them. */
    public void forgetChecksums() {
        deaf.set(true);
    }

    /** First lines of all requests until now. */
    public List<String> seen() {
        return seen.stream().map(head -> head.lines().getFirst()).toList();
    }

    /** Their whole heads. */
    public List<String> heads() {
        return seen.stream().map(head -> String.join("\n", head.lines())).toList();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Head head = Head.read(client.getInputStream());
            if (head != null) {
                seen.add(head);
                answer(client, head, fault(head.lines().getFirst()));
            }
        } catch (IOException e) {
            return; // broken, which is what this is for
        } finally {
            open.remove(client);
        }
    }

    private @Nullable Fault fault(String line) {
        for (Planned planned : plan) {
            if (planned.requestLine.test(line) && (planned.stays || plan.remove(planned))) {
                return planned.fault;
            }
        }
        return null;
    }

    private void answer(Socket client, Head head, @Nullable Fault fault) throws IOException {
        if (fault == Fault.SILENCE) {
            while (client.getInputStream().read() >= 0) {
                // until the client gives up
            }
            return;
        }
        if (fault == Fault.BUSY) {
            body(client, head);
            String body = "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>";
            client.getOutputStream()
                    .write(("HTTP/1.1 503 Slow Down\r\nConnection: close\r\nContent-Type: application/xml\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(ISO_8859_1));
            return;
        }
        try (Socket target = new Socket(server.getHost(), server.getPort())) {
            byte[] body = body(client, head);
            OutputStream out = target.getOutputStream();
            out.write(head.text());
            out.write(body, 0, fault == Fault.HALF_REQUEST ? body.length / 2 : body.length);
            out.flush();
            if (fault == Fault.HALF_REQUEST) {
                target.shutdownOutput();
            }
            byte[] answer = target.getInputStream().readAllBytes();
            if (fault == Fault.LOST_ANSWER || fault == Fault.HALF_REQUEST) {
                return;
            }
            if (fault == Fault.ROTTEN_ANSWER) {
                answer[answer.length - 1] ^= 1;
            }
            answer = deaf.get() ? withoutChecksums(answer) : answer;
            client.getOutputStream().write(answer, 0, fault == Fault.HALF_ANSWER ? cut(answer) : answer.length);
            client.getOutputStream().flush();
        }
    }

    /** In the middle of the body. */
    private static int cut(byte[] answer) {
        int begin = new String(answer, ISO_8859_1).indexOf("\r\n\r\n") + 4;
        return begin + (answer.length - begin) / 2;
    }

    private static byte[] withoutChecksums(byte[] answer) {
        String text = new String(answer, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String head = text.substring(0, end).replaceAll("(?i)\r\nx-amz-checksum-[^\r]*", "");
        return (head + text.substring(end)).getBytes(ISO_8859_1);
    }

    private static byte[] body(Socket client, Head head) throws IOException {
        if (head.expectsContinue()) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            client.getOutputStream().flush();
        }
        return client.getInputStream().readNBytes(head.contentLength());
    }

    /** The head of a request. */
    private record Head(List<String> lines) {
        static @Nullable Head read(InputStream in) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                bytes.write(next);
            }
            return new Head(bytes.toString(ISO_8859_1)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList());
        }

        /** As it goes on: one request per connection, and the body at once. */
        byte[] text() {
            StringBuilder text = new StringBuilder();
            lines.stream()
                    .filter(line -> !line.toLowerCase(Locale.ROOT).matches("(connection|expect):.*"))
                    .forEach(line -> text.append(line).append("\r\n"));
            return text.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1);
        }

        int contentLength() {
            return lines.stream()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }

        boolean expectsContinue() {
            return lines.stream().anyMatch(line -> line.regionMatches(true, 0, "expect:", 0, 7));
        }
    }
}
