package dev.tintype.worker.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * A name server of the attacker's (RFC 1035, over UDP), whose answers may be kept for no time at all, and the way to ask it. It answers A;
 * for AAAA it says that there is none.
 */
final class NameServer implements Resolver, AutoCloseable {
    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int LARGEST = 512;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final BiFunction<String, Integer, String> answers;
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    /** @param answers the address of a name, by how often it was asked for before */
    NameServer(BiFunction<String, Integer, String> answers) throws SocketException {
        this.answers = answers;
        Thread.ofPlatform().daemon().name("name-server").start(this::serve);
    }

    /** How often the address of {@code name} was asked for. */
    int asked(String name) {
        return asked.getOrDefault(name, new AtomicInteger()).get();
    }

    /** By the JDK's own client for name servers, which JNDI is the way to; it is only ever pointed at this server. */
    @Override
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    public List<InetAddress> resolve(String name) throws UnknownHostException {
        Hashtable<String, String> settings = new Hashtable<>(Map.of(
                "java.naming.factory.initial",
                "com.sun.jndi.dns.DnsContextFactory",
                "java.naming.provider.url",
                "dns://127.0.0.1:" + socket.getLocalPort()));
        try {
            DirContext context = new InitialDirContext(settings);
            try {
                Attribute records =
                        context.getAttributes(name, new String[] {"A"}).get("A");
                List<InetAddress> found = new ArrayList<>();
                NamingEnumeration<?> each = records.getAll();
                while (each.hasMore()) {
                    found.add(InetAddress.ofLiteral((String) each.next()));
                }
                return found;
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            throw new UnknownHostException(name);
        } catch (NamingException e) {
            throw new IllegalStateException("the name server does not answer", e);
        }
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[LARGEST], LARGEST);
                socket.receive(question);
                byte[] answer = answer(Arrays.copyOf(question.getData(), question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            }
        } catch (SocketException _) {
            return; // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(byte[] question) {
        ByteBuffer in = ByteBuffer.wrap(question).position(HEADER);
        String name = name(in);
        int type = in.getShort();
        in.getShort();
        int end = in.position();
        byte[] address = type == A ? address(name) : new byte[0];
        ByteBuffer out = ByteBuffer.allocate(LARGEST);
        out.put(question, 0, 2); // its id
        out.putShort((short) 0x8180); // an answer, without error
        out.putShort((short) 1).putShort((short) (address.length == 0 ? 0 : 1));
        out.putShort((short) 0).putShort((short) 0);
        out.put(question, HEADER, end - HEADER);
        if (address.length > 0) {
            out.putShort((short) 0xc00c).putShort((short) A).putShort((short) 1); // the name of the question
            out.putInt(0); // not to be kept
            out.putShort((short) address.length).put(address);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private byte[] address(String name) {
        int before = asked.computeIfAbsent(name, _ -> new AtomicInteger()).getAndIncrement();
        return InetAddress.ofLiteral(answers.apply(name, before)).getAddress();
    }

    private static String name(ByteBuffer in) throws BufferUnderflowException {
        List<String> labels = new ArrayList<>();
        for (int length = in.get(); length > 0; length = in.get()) {
            byte[] label = new byte[length];
            in.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        return String.join(".", labels);
    }

    @Override
    public void close() {
        socket.close();
    }
}
