package dev.tintype.e2e.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The fixed page set of the capture benchmark, served on loopback: a small page, a card grid with pictures, an article. */
final class BenchSite implements AutoCloseable {
    private static final int PICTURES = 30;

    private final HttpServer server;
    private final List<byte[]> pictures;

    BenchSite() throws IOException {
        pictures = IntStream.range(0, PICTURES).mapToObj(BenchSite::picture).toList();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/small", exchange -> html(exchange, small()));
        server.createContext("/cards", exchange -> html(exchange, cards()));
        server.createContext("/article", exchange -> html(exchange, article()));
        server.createContext("/picture", this::picture);
        server.start();
    }

    /** {@code 127.0.0.1:port}. */
    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> urls() {
        return IntStream.of(0, 1, 2)
                .mapToObj(i -> "http://" + authority()
                        + List.of("/small", "/cards", "/article").get(i))
                .toList();
    }

    private static String small() {
        return "<!doctype html><title>Small</title><body style='font:16px sans-serif'><h1>Small page</h1><p>One request.";
    }

    private static String cards() {
        String cards = IntStream.range(0, 60)
                .mapToObj(i -> "<div class=card><img width=160 height=90 src='/picture?" + i % PICTURES + "'><h2>Card "
                        + i + "</h2><p>Some words that wrap over two lines or so.</div>")
                .collect(Collectors.joining());
        return "<!doctype html><title>Cards</title><style>body{font:14px sans-serif;background:linear-gradient(135deg,#123,#839)}"
                + ".g{display:grid;grid-template-columns:repeat(6,1fr);gap:12px}.card{background:#fff;border-radius:8px;"
                + "padding:10px;box-shadow:0 2px 8px #0006}</style><div class=g>" + cards + "</div>";
    }

    private static String article() {
        String paragraph = "<p>" + "The quick brown fox jumps over the lazy dog while the band plays on. ".repeat(12);
        return "<!doctype html><title>Article</title><style>body{font:18px/1.6 serif;max-width:42em;margin:auto}</style>"
                + "<h1>An article</h1>" + paragraph.repeat(20);
    }

    private static byte[] picture(int number) {
        BufferedImage image = new BufferedImage(160, 90, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(number);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 40; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval(random.nextInt(160), random.nextInt(90), random.nextInt(60), random.nextInt(60));
        }
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private void picture(HttpExchange exchange) throws IOException {
        int number = Integer.parseInt(exchange.getRequestURI().getQuery());
        send(exchange, "image/png", pictures.get(number));
    }

    private static void html(HttpExchange exchange, String html) throws IOException {
        send(exchange, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
