package dev.tintype.crypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedFileTest {
    private static final int SEGMENT = 1 << 20;
    private static final byte[] TENANT = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    /** What an earlier version has made of {@code a picture} for the password {@code correct horse}. */
    private static final String MADE_BEFORE =
            "VElOVFlQRQEAAAEjeyJtb2RlIjoicGFzc3dvcmQiLCJqb2IiOiJqb2JfMDFrYjVjOHZxMGUxeDlmM203dDJyNnc0em4iLCJuYW1l"
                    + "IjoicGljdHVyZS50eHQiLCJtZWRpYV90eXBlIjoidGV4dC9wbGFpbiIsImtleSI6IndDdURWa2FJbW9NdUlZcjdsMkNHSzRZZGxO"
                    + "QkhQNHJWUVltWTNmeXg4UDNRY3l1VnB2NlVWWXRPaDNoeUZXQ05kMzRTL1R4NTlIb0Jia0hSIiwiYXJnb24yaWQiOnsic2FsdCI6"
                    + "ImlLY0RhN3krVkRvSmN0Y1NOWkJFOVE9PSIsIm1lbW9yeV9raWIiOjY1NTM2LCJpdGVyYXRpb25zIjozLCJwYXJhbGxlbGlzbSI6"
                    + "NH19KPmccbtiaWJidGAS+79ykUqGCyMnALuTfDtBk4Fir6gWeKxld375dqdKAOFGe5bRTolNS9QxqJ/BMi3/91EwIZo=";

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] file(EncryptedFile.Wrapping wrapping, byte[] content) throws IOException {
        EncryptedFile file = EncryptedFile.create(wrapping, "job_1", "page.png", "image/png");
        byte[] made;
        try (InputStream in = file.encrypted(new ByteArrayInputStream(content))) {
            made = in.readAllBytes();
        }
        assertThat(made).hasSize(Math.toIntExact(file.length(content.length)));
        return made;
    }

    private static byte[] clear(byte[] file, EncryptedFile.Opener opener) throws IOException {
        InputStream in = new ByteArrayInputStream(file);
        try (InputStream clear = EncryptedFile.open(in, opener).decrypted(in)) {
            return clear.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, SEGMENT - 100, SEGMENT - 16, SEGMENT, SEGMENT + 1, 3 * SEGMENT})
    void a_content_of_any_length_comes_back(int length) throws IOException {
        byte[] content = content(length);
        byte[] file = file(EncryptedFile.forTenant(TENANT), content);

        assertThat(clear(file, EncryptedFile.withTenant(TENANT))).isEqualTo(content);
    }

    @Test
    void any_changed_byte_ends_it() throws IOException {
        byte[] file = file(EncryptedFile.forTenant(TENANT), content(200));
        for (int n = 0; n < file.length; n++) {
            byte[] changed = file.clone();
            changed[n] ^= 1;
            assertThatThrownBy(() -> clear(changed, EncryptedFile.withTenant(TENANT)))
                    .as("byte %d", n)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void what_is_cut_off_or_longer_is_refused() throws IOException {
        byte[] file = file(EncryptedFile.forTenant(TENANT), content(2 * SEGMENT));
        for (int length : new int[] {0, 5, 12, 40, 300, SEGMENT, 2 * SEGMENT, file.length - 1, file.length + 1}) {
            byte[] other = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> clear(other, EncryptedFile.withTenant(TENANT)))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_password_opens_it_however_its_letters_were_typed_and_no_other_does() throws IOException {
        byte[] file = file(EncryptedFile.forPassword("caf\u00e9 society"), content(10));

        assertThat(clear(file, EncryptedFile.withPassword("cafe\u0301 society")))
                .isEqualTo(content(10));
        assertThatThrownBy(() -> clear(file, EncryptedFile.withPassword("cafe society")))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("password is another one");
    }

    @Test
    void what_an_earlier_version_made_opens() throws IOException {
        assertThat(clear(Base64.getMimeDecoder().decode(MADE_BEFORE), EncryptedFile.withPassword("correct horse")))
                .asString(UTF_8)
                .isEqualTo("a picture");
    }

    @Test
    void the_owner_of_a_key_opens_it_and_nobody_else() throws IOException, JOSEException {
        for (JWK own : new JWK[] {
            new RSAKeyGenerator(2048).keyID("mine").generate(),
            new ECKeyGenerator(Curve.P_256).generate(),
            new ECKeyGenerator(Curve.P_521).generate()
        }) {
            byte[] file = file(EncryptedFile.forKey(own.toPublicJWK().toJSONObject()), content(10));

            assertThat(clear(file, EncryptedFile.withKey(own.toJSONString()))).isEqualTo(content(10));
            String other = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
            assertThatThrownBy(() -> clear(file, EncryptedFile.withKey(other)))
                    .isInstanceOf(NotOpened.class)
                    .hasMessageContaining("another key");
            assertThatThrownBy(() ->
                            clear(file, EncryptedFile.withKey(own.toPublicJWK().toJSONString())))
                    .isInstanceOf(NotOpened.class)
                    .hasMessageContaining("only the public part");
        }
    }

    @Test
    void the_wrong_kind_of_key_is_told() throws IOException {
        byte[] file = file(EncryptedFile.forTenant(TENANT), content(10));

        assertThatThrownBy(() -> clear(file, EncryptedFile.withPassword("a password")))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("for its tenant");
        assertThatThrownBy(() -> clear("GIF89a is none of them".getBytes(UTF_8), EncryptedFile.withTenant(TENANT)))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("not one that Tintype");
    }

    @Test
    void only_strong_public_keys_are_taken() throws JOSEException {
        JWK rsa = new RSAKeyGenerator(2048).generate();
        assertThat(PublicKeys.usable(rsa.toPublicJWK().toJSONObject())).isTrue();
        assertThat(PublicKeys.usable(rsa.toJSONObject())).as("private").isFalse();
        assertThat(PublicKeys.usable(Map.of("kty", "oct", "k", "AAAA"))).isFalse();
        assertThat(PublicKeys.usable(Map.of())).isFalse();
        assertThat(PublicKeys.usable(Map.of("kty", "RSA", "n", 5, "e", true))).isFalse();
    }
}
