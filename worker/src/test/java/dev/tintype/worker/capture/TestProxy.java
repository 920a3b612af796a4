package dev.tintype.worker.capture;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An operator's proxy: CONNECT with a password, or SOCKS 5 without one. Knows whom it was asked for. */
final class TestProxy implements AutoCloseable {
    private static final String LOGIN = "ada:love+lace";

    private final ServerSocket server;
    private final boolean socks;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    TestProxy(boolean socks) {
        this.socks = socks;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = threads.submit(() -> {
            while (!server.isClosed()) {
                Socket client = server.accept();
                var _ = threads.submit(() -> {
                    serve(client);
                    return null;
                });
            }
            return null;
        });
    }

    /** As an operator configures it. */
    String url() {
        return (socks ? "socks5://" : "http://" + LOGIN.replace("+", "%2B") + "@") + "127.0.0.1:"
                + server.getLocalPort();
    }

    /** {@code host:port} of each connection it made. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            InetSocketAddress target = socks ? greetSocks(in, out) : greetHttp(in, out);
            if (target == null) {
                return;
            }
            asked.add(target.getHostString() + ":" + target.getPort());
            try (Socket host = new Socket(target.getAddress(), target.getPort())) {
                out.write(
                        socks
                                ? new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0}
                                : "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                var _ = threads.submit(() -> {
                    try (host) {
                        in.transferTo(host.getOutputStream());
                    }
                    return null;
                });
                host.getInputStream().transferTo(out);
            }
        } catch (EOFException e) {
            client.close(); // the other side went away, as browsers do
        }
    }

    private static @Nullable InetSocketAddress greetHttp(DataInputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String expected = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        if (!head.toString()
                .toLowerCase(Locale.ROOT)
                .contains("proxy-authorization: basic " + expected.toLowerCase(Locale.ROOT))) {
            out.write("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return null;
        }
        String[] authority = head.toString().split(" ", 3)[1].split(":", 2);
        return new InetSocketAddress(InetAddress.ofLiteral(authority[0]), Integer.parseInt(authority[1]));
    }

    private static InetSocketAddress greetSocks(DataInputStream in, OutputStream out) throws IOException {
        in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 0});
        in.skipNBytes(3);
        if (in.readUnsignedByte() != 1) {
            throw new IOException("asked for a name, not for an address");
        }
        InetAddress address = InetAddress.getByAddress(in.readNBytes(4));
        return new InetSocketAddress(address, in.readUnsignedShort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
