package dev.tintype.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.artifact.s3.S3ArtifactStore;
import dev.tintype.artifact.s3.S3Server;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ArtifactStoresTest {
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "tintype.artifacts.kind", "s3",
            "tintype.artifacts.endpoint", S3Server.shared().uri().toString(),
            "tintype.artifacts.bucket", S3Server.shared().newBucket().bucket(),
            "tintype.artifacts.access-key", S3Server.KEYS.accessKey(),
            "tintype.artifacts.secret-key", S3Server.KEYS.secretKey()));

    @Test
    void the_folder_is_the_default(@TempDir Path folder) {
        settings.clear();
        settings.put("tintype.data-dir", folder.toString());

        assertThat(open()).isInstanceOf(FileArtifactStore.class);
    }

    @Test
    void right_settings_open_the_bucket() throws Exception {
        settings.put("tintype.artifacts.prefix", "team-a");

        ArtifactStore store = open();

        assertThat(store.available()).isTrue();
        ((S3ArtifactStore) store).close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bucket     | no-such-bucket | TINTYPE_ARTIFACTS_BUCKET names a bucket that the artifact store does not have
            bucket     | ''             | TINTYPE_ARTIFACTS_BUCKET is not set, but artifacts go to S3
            access-key | stranger       | TINTYPE_ARTIFACTS_ACCESS_KEY is unknown to the artifact store
            secret-key | guessed-secret | TINTYPE_ARTIFACTS_SECRET_KEY does not belong to the access key
            secret-key | ''             | TINTYPE_ARTIFACTS_SECRET_KEY is not set, but the other key is
            endpoint   | localhost:9000 | TINTYPE_ARTIFACTS_ENDPOINT is not an address
            prefix     | /x             | TINTYPE_ARTIFACTS_PREFIX is not a plain path
            """)
    void a_wrong_setting_is_named_in_one_line_without_its_value(String name, String value, String line) {
        settings.put("tintype.artifacts." + name, value);

        BadSetting refusal = catchThrowableOfType(BadSetting.class, this::open);

        assertThat(refusal).hasMessage(line);
        assertThat(refusal.wayOut()).endsWith(".");
        assertThat(refusal.getMessage() + refusal.wayOut()).doesNotContain("guessed-secret");
    }

    private ArtifactStore open() {
        TintypeProperties properties = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("tintype", TintypeProperties.class);
        return ArtifactStores.open(properties);
    }
}
