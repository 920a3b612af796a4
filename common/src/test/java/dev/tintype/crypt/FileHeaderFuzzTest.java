package dev.tintype.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Whatever a file is: it is opened, or refused as one that cannot be. */
class FileHeaderFuzzTest {
    private static final byte[] TENANT = new byte[32];

    @FuzzTest(maxDuration = "1m")
    void any_file_is_opened_or_refused(byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        try {
            EncryptedFile file = EncryptedFile.open(in, EncryptedFile.withTenant(TENANT));
            assertThat(file.header().mode()).isEqualTo(ArtifactEncryption.Mode.TENANT);
        } catch (NotOpened _) {
            return;
        }
    }
}
