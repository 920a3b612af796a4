package dev.tintype.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a Redis that can be cut, and that can lose answers: what was asked happened, but nobody is told. */
public final class RedisGate implements AutoCloseable {
    private final URI redis;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile boolean cut;

    private RedisGate(URI redis, ServerSocket server) {
        this.redis = redis;
        this.server = server;
    }

    public static RedisGate to(URI redis) throws IOException {
        RedisGate gate = new RedisGate(redis, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(gate::acceptAll);
        return gate;
    }

    /** The same Redis, through the gate. */
    public URI uri() {
        return URI.create("redis://" + redis.getRawUserInfo() + "@127.0.0.1:" + server.getLocalPort() + "/0");
    }

    /** Breaks every connection and every attempt to make one. */
    public void cut() {
        cut = true;
        open.forEach(RedisGate::closeQuietly);
    }

    /** Lets connections through again. */
    public void mend() {
        cut = false;
    }

    /** Breaks the connection instead of passing on the next {@code count} answers. */
    public void loseAnswers(int count) {
        answersToLose.set(count);
    }

    @Override
    public void close() {
        cut();
        closeQuietly(server);
    }

    private void acceptAll() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                if (cut) {
                    closeQuietly(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException e) {
            cut();
        }
    }

    private void connect(Socket client) throws IOException {
        Socket target = new Socket(redis.getHost(), redis.getPort());
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        open.add(client);
        open.add(target);
        Thread.ofVirtual().start(() -> pass(client, target, false));
        Thread.ofVirtual().start(() -> pass(target, client, true));
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[64 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The connection broke, which is what gates are for; both ends are closed now.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
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
