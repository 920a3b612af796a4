package dev.tintype.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UploadTest extends ApiTest {
    private static final byte[] PAGE = "<!doctype html><title>t</title><p>hello".getBytes(UTF_8);

    UploadTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void a_page_is_handed_in_and_named_as_a_source() throws Exception {
        Reply upload = upload("text/html", PAGE);

        assertThat(upload.status()).isEqualTo(201);
        assertThat(upload.json("sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(PAGE)));
        assertThat(upload.json().get("bytes").asInt()).isEqualTo(PAGE.length);
        assertThat(upload.json("media_type")).isEqualTo("text/html");
        assertThat(upload.json("expires_at")).isNotEmpty();
        Reply job = post("/v1/jobs", capture(upload.json("id")));
        assertThat(job.status()).isEqualTo(202);
        assertThat(job.json().at("/source/upload").asString()).isEqualTo(upload.json("id"));
    }

    @Test
    void an_upload_that_is_unknown_or_anothers_is_named_by_its_pointer() {
        String foreign = send(to("/v1/uploads")
                        .setHeader("Authorization", "Bearer " + OTHER.reveal())
                        .header("Content-Type", "text/html")
                        .POST(BodyPublishers.ofByteArray(PAGE)))
                .json("id");

        Reply unknown = post("/v1/jobs", capture("upl_01kb5c8vq0e1x9f3m7t2r6w4zn"));
        Reply anothers = post("/v1/jobs", capture(foreign));
        Reply malformed = post("/v1/jobs", capture("../../x"));

        for (Reply reply : new Reply[] {unknown, anothers, malformed}) {
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo("/source/upload");
        }
        assertThat(unknown.json().at("/errors/0/code").asString()).isEqualTo("unknown-upload");
        assertThat(anothers.json("detail")).isEqualTo(unknown.json("detail"));
    }

    @Test
    void what_is_no_page_is_not_captured() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};

        Reply reply = post("/v1/jobs", capture(upload("image/png", png).json("id")));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json("detail")).contains("image/png");
    }

    @Test
    void content_of_another_type_is_refused() {
        Reply reply = upload("image/png", PAGE);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.json("code")).isEqualTo("unsupported-media-type");
        assertThat(reply.json("detail")).contains("text/html");
    }

    @Test
    void too_much_is_refused_without_being_read() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/uploads HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ACME.reveal()
                            + "\r\nContent-Type: text/html\r\nContent-Length: 6000000000\r\n\r\n<html>")
                    .getBytes(UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void who_may_only_read_may_not_hand_in() {
        assertThat(send(to("/v1/uploads")
                                .setHeader("Authorization", "Bearer " + READER.reveal())
                                .POST(BodyPublishers.ofByteArray(PAGE)))
                        .status())
                .isEqualTo(403);
    }

    private Reply upload(String type, byte[] content) {
        return send(to("/v1/uploads").header("Content-Type", type).POST(BodyPublishers.ofByteArray(content)));
    }

    private static String capture(String upload) {
        return "{\"type\":\"capture\",\"source\":{\"upload\":\"" + upload + "\"}}";
    }
}
