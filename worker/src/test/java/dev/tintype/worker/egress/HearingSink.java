package dev.tintype.worker.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Listens on one address and port over TCP and UDP, answers every request kindly, and remembers who spoke: the name in the
 * request's path {@code /v/<name>}, {@code tls}, {@code other}, {@code udp}, or {@code silence} for a mere connection.
 */
final class HearingSink implements AutoCloseable {
    private static final String KIND_ANSWER = """
            HTTP/1.1 200 OK\r
            Access-Control-Allow-Origin: *\r
            Access-Control-Allow-Headers: *\r
            Access-Control-Allow-Methods: *\r
            Content-Length: 0\r
            \r
            """;
    private static final Pattern NAME = Pattern.compile("^[A-Z]+ (?:http://[^/ ]+)?/v/([a-z-]+)");

    private final Set<String> heard = new ConcurrentSkipListSet<>();
    private final ServerSocket tcp = new ServerSocket();
    private final DatagramSocket udp;

    HearingSink(String address, int port) throws IOException {
        InetAddress local = InetAddress.ofLiteral(address);
        tcp.setReuseAddress(true);
        tcp.bind(new InetSocketAddress(local, port));
        udp = new DatagramSocket(tcp.getLocalPort(), local);
        Thread.ofVirtual().start(this::accept);
        Thread.ofVirtual().start(this::receive);
    }

    int port() {
        return tcp.getLocalPort();
    }

    Set<String> heard() {
        return heard;
    }

    private void accept() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                Thread.ofVirtual().start(() -> hear(socket));
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void hear(Socket socket) {
        heard.add("silence");
        try (socket) {
            byte[] buffer = new byte[64 << 10];
            for (int n = socket.getInputStream().read(buffer);
                    n > 0;
                    n = socket.getInputStream().read(buffer)) {
                heard.add(nameOf(buffer, n));
                socket.getOutputStream().write(KIND_ANSWER.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            heard.add("broken"); // whoever spoke is gone; that they did is known
        }
    }

    private static String nameOf(byte[] bytes, int length) {
        Matcher matcher = NAME.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        return matcher.find() ? matcher.group(1) : bytes[0] == 0x16 ? "tls" : "other";
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (!udp.isClosed()) {
            try {
                udp.receive(packet);
                heard.add("udp");
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
    }
}
