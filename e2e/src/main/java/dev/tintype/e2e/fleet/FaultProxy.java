package dev.tintype.e2e.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server and does to chosen questions and answers what networks do. */
public final class FaultProxy implements AutoCloseable {
    private final URI target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Rule rule = new Rule() {};
    private volatile boolean cut;

    /** What becomes of one piece of talk. */
    public enum Fate {
        /** It goes on. */
        PASS,
        /** It is lost; the connection stands, and nothing comes over it any more. */
        SILENCE,
        /** It is lost, and the connection breaks. */
        BREAK
    }

    /** Decides. Called by the thread that carries the piece, so waiting delays it. A piece is what one read gave. */
    public interface Rule {
        /** Before the server gets it. */
        default Fate asked(String question) throws InterruptedException {
            return Fate.PASS;
        }

        /**
         * The server has done what was asked; the client does not know yet.
         *
         * @param question the newest on the same connection
         */
        default Fate answered(String question, String answer) throws InterruptedException {
            return Fate.PASS;
        }
    }

    private FaultProxy(URI target, ServerSocket server) {
        this.target = target;
        this.server = server;
    }

    public static FaultProxy to(URI target) throws IOException {
        FaultProxy proxy = new FaultProxy(target, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(proxy::acceptAll);
        return proxy;
    }

    /** The same server, through the proxy. */
    public URI uri() {
        String user = target.getRawUserInfo() == null ? "" : target.getRawUserInfo() + "@";
        return URI.create(target.getScheme() + "://" + user + "127.0.0.1:" + server.getLocalPort()
                + (target.getRawPath() == null ? "" : target.getRawPath()));
    }

    /** From now on, on open connections too. */
    public void rule(Rule next) {
        rule = next;
    }

    /** Everything passes again. */
    public void heal() {
        rule = new Rule() {};
        cut = false;
    }

    /** Breaks every connection and every attempt to make one, until {@link #heal}. */
    public void cut() {
        cut = true;
        open.forEach(FaultProxy::closeQuietly);
    }

    @Override
    public void close() {
        cut();
        closeQuietly(server);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (cut) {
                    closeQuietly(client);
                } else {
                    Thread.ofVirtual().start(() -> connect(client));
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(target.getHost(), target.getPort()), 2_000);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            // The server is away, and so the client sees it.
            closeQuietly(client);
            closeQuietly(server);
            return;
        }
        open.add(client);
        open.add(server);
        Conversation talk = new Conversation(client, server);
        Thread.ofVirtual().start(() -> talk.carry(client, server, true));
        Thread.ofVirtual().start(() -> talk.carry(server, client, false));
    }

    /** Both directions of one connection. */
    private final class Conversation {
        private final Socket client;
        private final Socket server;
        private volatile String question = "";
        private volatile boolean silent;

        Conversation(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(Socket from, Socket to, boolean questions) {
            byte[] buffer = new byte[64 << 10];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    Fate fate = fate(new String(buffer, 0, read, StandardCharsets.ISO_8859_1), questions);
                    if (fate == Fate.BREAK) {
                        return;
                    }
                    if (fate == Fate.PASS) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                return; // one side went away: so does the other
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                open.remove(client);
                open.remove(server);
                closeQuietly(client);
                closeQuietly(server);
            }
        }

        private Fate fate(String piece, boolean asked) throws InterruptedException {
            if (asked) {
                question = piece;
            }
            Fate fate = asked ? rule.asked(piece) : rule.answered(question, piece);
            silent |= fate == Fate.SILENCE;
            return silent ? Fate.SILENCE : fate;
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new AssertionError("a loopback socket cannot be closed", e);
        }
    }
}
