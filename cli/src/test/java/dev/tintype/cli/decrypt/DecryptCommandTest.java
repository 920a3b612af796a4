package dev.tintype.cli.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.tintype.cli.RecordedTerminal;
import dev.tintype.crypt.EncryptedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecryptCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final RecordedTerminal terminal = new RecordedTerminal(false);

    private Path file(EncryptedFile.Wrapping wrapping) throws IOException {
        EncryptedFile file = EncryptedFile.create(wrapping, "job_1", "a.txt", "text/plain");
        try (InputStream in = file.encrypted(new ByteArrayInputStream("hello".getBytes(UTF_8)))) {
            return Files.write(folder.resolve("download"), in.readAllBytes());
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_key_opens_a_file_under_its_own_name_and_nothing_is_written_over() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        Path file = file(EncryptedFile.forKey(key.toPublicJWK().toJSONObject()));
        Path jwk = Files.writeString(folder.resolve("key.jwk"), key.toJSONString());

        assertThat(terminal.run("decrypt", file.toString(), "--key", jwk.toString()))
                .isZero();
        assertThat(Files.readString(folder.resolve("a.txt"))).isEqualTo("hello");
        assertThat(terminal.run("decrypt", file.toString(), "--key", jwk.toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("is there already", "--out");
    }

    @Test
    void another_password_and_a_changed_file_write_nothing() throws Exception {
        Path file = file(EncryptedFile.forPassword("correct horse"));
        Path right = Files.writeString(folder.resolve("right"), "correct horse\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "battery staple\n");

        assertThat(terminal.run("decrypt", file.toString(), "--password-file", wrong.toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("The password is another one");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThat(terminal.run("decrypt", file.toString(), "--password-file", right.toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("a byte of its content was changed");
        assertThat(names()).containsExactly("download", "right", "wrong");
    }

    @Test
    void what_is_not_there_is_named() {
        assertThat(terminal.run("decrypt", "nothing.tintype", "--password-file", "neither"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("There is no nothing.tintype");
    }
}
