package dev.tintype.worker.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The attacker's site: a page with every vector, and what that page needs from its own origin. */
final class VectorSite implements AutoCloseable {
    private final Origin origin;

    VectorSite() throws IOException {
        this.origin = new Origin((head, in, out) -> answer(head.split(" ", 3)[1], out));
    }

    int port() {
        return origin.port();
    }

    /**
     * A page that talks to others.
     *
     * @param sinks host and port of each; the first by the page itself, the rest by frames in it
     */
    String url(String... sinks) {
        return origin.url("/page/" + URLEncoder.encode(String.join(",", sinks), StandardCharsets.UTF_8));
    }

    /** Everything below {@code /<what>/<sinks>}. */
    private static boolean answer(String path, OutputStream out) throws IOException {
        String[] parts = path.split("/", 4);
        String[] sinks = URLDecoder.decode(parts.length > 2 ? parts[2] : "", StandardCharsets.UTF_8)
                .split(",", 2);
        String there = "http://" + sinks[0] + "/v/";
        String link = "\r\nLink: <" + there + "link-header>; rel=preload; as=image";
        return switch (parts[1]) {
            case "page" -> Origin.reply(out, "200 OK", "Content-Type: text/html" + link, page(sinks));
            case "redirect" -> Origin.reply(out, "302 Found", "Location: " + there + parts[3], "");
            case "csp" ->
                Origin.reply(
                        out,
                        "200 OK",
                        "Content-Type: text/html\r\nContent-Security-Policy: img-src 'none'; report-uri " + there
                                + "csp-report",
                        "<img src='data:,violation'>");
            case "xslt" ->
                Origin.reply(
                        out,
                        "200 OK",
                        "Content-Type: text/xml",
                        "<?xml version='1.0'?><?xml-stylesheet type='text/css' href='" + there
                                + "xml-stylesheet'?><a/>");
            case "script" -> Origin.reply(out, "200 OK", "Content-Type: text/javascript", script(parts[3], sinks[0]));
            default -> Origin.reply(out, "200 OK", "Content-Type: text/html", frame(parts[1], there));
        };
    }

    private static String frame(String kind, String there) {
        return switch (kind) {
            case "meta" -> "<meta http-equiv=refresh content='0;url=" + there + "meta-refresh'>";
            case "form" ->
                "<form method=post action='" + there + "frame-form'></form><script>document.forms[0].submit()</script>";
            case "leaving" -> "<script>location = '" + there + "location'</script>";
            default -> "";
        };
    }

    private static String script(String name, String sink) {
        return "fetch('http://" + sink + "/v/" + name + "-fetch').catch(() => {}); new WebSocket('ws://" + sink + "/v/"
                + name + "-websocket')";
    }

    private static String page(String[] sinks) throws IOException {
        try (InputStream in = VectorSite.class.getResourceAsStream("vectors.html")) {
            String here = URLEncoder.encode(sinks[0], StandardCharsets.UTF_8);
            String rest = sinks.length == 1
                    ? ""
                    : "<iframe src='/page/" + URLEncoder.encode(sinks[1], StandardCharsets.UTF_8) + "'></iframe>";
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .replace("SINK", sinks[0])
                            .replace("HERE", here)
                    + rest;
        }
    }

    @Override
    public void close() throws IOException {
        origin.close();
    }
}
