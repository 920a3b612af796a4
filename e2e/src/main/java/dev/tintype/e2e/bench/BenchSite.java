package dev.tintype.e2e.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * The fixed page sets of the capture benchmark, served on loopback. Light: a small page, a card grid with pictures, an
 * article. Rich: pages with photographs several windows high.
 */
final class BenchSite implements AutoCloseable {
    private static final int PICTURES = 30;
    private static final int PHOTOS = 6;
    private static final int PHOTO_WIDTH = 1200;
    private static final int PHOTO_HEIGHT = 800;
    private static final List<String> LIGHT = List.of("/small", "/cards", "/article");
    private static final List<String> RICH = List.of("/gallery", "/story");

    private final HttpServer server;
    private final List<byte[]> pictures;
    private final List<byte[]> photos;

    BenchSite() throws IOException {
        pictures = IntStream.range(0, PICTURES).mapToObj(BenchSite::picture).toList();
        photos = IntStream.range(0, PHOTOS).mapToObj(BenchSite::photo).toList();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/small", exchange -> html(exchange, small()));
        server.createContext("/cards", exchange -> html(exchange, cards()));
        server.createContext("/article", exchange -> html(exchange, article()));
        server.createContext("/gallery", exchange -> html(exchange, gallery()));
        server.createContext("/story", exchange -> html(exchange, story()));
        server.createContext("/picture", exchange -> send(exchange, "image/png", asked(pictures, exchange)));
        server.createContext("/photo", exchange -> send(exchange, "image/jpeg", asked(photos, exchange)));
        server.start();
    }

    /** {@code 127.0.0.1:port}. */
    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> lightUrls() {
        return addresses(LIGHT);
    }

    List<String> richUrls() {
        return addresses(RICH);
    }

    private List<String> addresses(List<String> paths) {
        return paths.stream().map(path -> "http://" + authority() + path).toList();
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

    private static String gallery() {
        String figures = IntStream.range(0, PHOTOS)
                .mapToObj(i -> "<figure><img width=590 height=393 src='/photo?" + i + "'><figcaption>Picture " + i
                        + "</figcaption></figure>")
                .collect(Collectors.joining());
        return "<!doctype html><title>Gallery</title><style>body{margin:0;font:16px sans-serif;color:#fff;"
                + "background:linear-gradient(160deg,#0b132b,#5bc0be 60%,#f4d35e)}main{display:grid;padding:20px;"
                + "grid-template-columns:1fr 1fr;gap:20px}figure{margin:0}img{border-radius:12px}</style><main>"
                + figures
                + "</main>";
    }

    private static String story() {
        String parts = IntStream.range(0, PHOTOS / 2)
                .mapToObj(i -> "<img width=1200 height=800 src='/photo?" + i + "'><p>"
                        + "The quick brown fox jumps over the lazy dog while the band plays on. ".repeat(10))
                .collect(Collectors.joining());
        return "<!doctype html><title>Story</title><style>body{font:18px/1.6 serif;width:1200px;margin:auto}</style>"
                + "<h1>A story</h1>" + parts;
    }

    /** Light and shade in many sizes with the grain of a sensor: as hard to compress as a photograph. */
    private static byte[] photo(int number) {
        Random random = new Random(number);
        double[] phases = random.doubles(12, 0, 2 * Math.PI).toArray();
        BufferedImage image = new BufferedImage(PHOTO_WIDTH, PHOTO_HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < PHOTO_HEIGHT; y++) {
            for (int x = 0; x < PHOTO_WIDTH; x++) {
                int colour = 0;
                for (int channel = 0; channel < 3; channel++) {
                    double light = 128;
                    for (int octave = 0; octave < 4; octave++) {
                        double size = 400 >> (octave * 2);
                        light += (40 >> octave)
                                * Math.sin(x / size + phases[channel * 4 + octave])
                                * Math.cos(y / size + octave);
                    }
                    colour = (colour << 8) | Math.clamp(Math.round(light + random.nextGaussian() * 4), 0, 255);
                }
                image.setRGB(x, y, colour);
            }
        }
        return encoded(image, "jpeg");
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
        return encoded(image, "png");
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] asked(List<byte[]> all, HttpExchange exchange) {
        return all.get(Integer.parseInt(exchange.getRequestURI().getQuery()));
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
