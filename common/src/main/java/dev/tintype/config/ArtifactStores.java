package dev.tintype.config;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.artifact.s3.S3ArtifactStore;
import dev.tintype.artifact.s3.S3Refusal;
import dev.tintype.artifact.s3.S3Settings;
import dev.tintype.config.TintypeProperties.Artifacts;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the store that the settings name. */
final class ArtifactStores {
    private static final String SETTING = "TINTYPE_ARTIFACTS_";
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9!_.*'()-]+/)*[A-Za-z0-9!_.*'()-]*");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private ArtifactStores() {}

    /** @throws BadSetting when the store cannot be used with the settings as they are */
    static ArtifactStore open(TintypeProperties properties) {
        return switch (properties.artifacts().kind()) {
            case FOLDER -> new FileArtifactStore(properties.dataDir().resolve("artifacts"));
            case S3 -> checked(new S3ArtifactStore(settings(properties.artifacts())));
        };
    }

    private static S3ArtifactStore checked(S3ArtifactStore store) {
        try {
            store.check();
            return store;
        } catch (S3Refusal e) {
            store.close();
            throw new BadSetting(SETTING + e.setting().name().toUpperCase(Locale.ROOT), e.wrong(), e.wayOut());
        }
    }

    private static S3Settings settings(Artifacts artifacts) {
        String bucket = artifacts.bucket();
        if (bucket == null) {
            throw new BadSetting(
                    SETTING + "BUCKET",
                    "is not set, but artifacts go to S3",
                    "Name the bucket, or set kind to folder.");
        }
        if (!PREFIX.matcher(artifacts.prefix()).matches()) {
            throw new BadSetting(
                    SETTING + "PREFIX",
                    "is not a plain path",
                    "Use letters, digits and !_.*'()- between slashes, without a slash at the beginning.");
        }
        URI endpoint = checked("ENDPOINT", artifacts.endpoint());
        Boolean pathStyle = artifacts.pathStyle();
        return new S3Settings(
                endpoint,
                checked("PUBLIC_ENDPOINT", artifacts.publicEndpoint()),
                artifacts.region(),
                bucket,
                artifacts.prefix().isEmpty() || artifacts.prefix().endsWith("/")
                        ? artifacts.prefix()
                        : artifacts.prefix() + "/",
                pathStyle == null ? endpoint != null : pathStyle,
                keys(artifacts),
                switch (artifacts.sse()) {
                    case NONE -> S3Settings.Encryption.none();
                    case S3 -> S3Settings.Encryption.store();
                    case KMS -> S3Settings.Encryption.kms(artifacts.kmsKey());
                });
    }

    private static S3Settings.@Nullable Keys keys(Artifacts artifacts) {
        String access = artifacts.accessKey();
        String secret = artifacts.secretKey();
        if ((access == null) != (secret == null)) {
            throw new BadSetting(
                    SETTING + (access == null ? "ACCESS_KEY" : "SECRET_KEY"),
                    "is not set, but the other key is",
                    "Set both, or neither.");
        }
        return access == null || secret == null ? null : new S3Settings.Keys(access, secret);
    }

    private static @Nullable URI checked(String name, @Nullable URI address) {
        if (address != null
                && (address.getHost() == null
                        || address.getScheme() == null
                        || !SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT)))) {
            throw new BadSetting(
                    SETTING + name,
                    "is not an address",
                    "Give it as https://host or http://host:port, no bucket in it.");
        }
        return address;
    }
}
