package dev.tintype.worker.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A listener where nobody may connect. It accepts only when asked, so what the system queued cannot be missed or raced. */
final class Sink implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();

    Sink(String address) throws IOException {
        this(InetAddress.ofLiteral(address), 0);
    }

    Sink(InetAddress address, int port) throws IOException {
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(address, port));
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether nobody has connected since the last call: the connection made now must be the first in the queue. */
    boolean heardNothing() throws IOException {
        try (Socket probe = new Socket()) {
            probe.connect(server.getLocalSocketAddress());
            try (Socket first = server.accept()) {
                boolean nothing = first.getPort() == probe.getLocalPort();
                for (Socket next = first; next.getPort() != probe.getLocalPort(); next.close()) {
                    next = server.accept();
                }
                return nothing;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
