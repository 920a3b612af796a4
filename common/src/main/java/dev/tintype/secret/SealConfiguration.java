package dev.tintype.secret;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.config.BadSetting;
import dev.tintype.config.TintypeProperties;
import dev.tintype.mediakey.MediaKeyLinks;
import dev.tintype.mediakey.MediaKeys;
import dev.tintype.seal.RequestSeal;
import dev.tintype.seal.SealKeys;
import dev.tintype.seal.SecretBox;
import dev.tintype.vault.ArtifactVault;
import dev.tintype.vault.TenantKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.RedisClient;

/** The seal of what is kept, with the keys of the settings. */
@Configuration(proxyBeanMethods = false)
public class SealConfiguration {
    private static final String SETTING = "TINTYPE_SEAL_KEYS";

    /** @throws BadSetting when there are none, or one is weak: what is sealed must not lie beside its key */
    @Bean
    SealKeys sealKeys(TintypeProperties properties) {
        try {
            return new SealKeys(properties.seal().keys());
        } catch (IllegalArgumentException e) {
            throw new BadSetting(
                    SETTING,
                    String.valueOf(e.getMessage()),
                    "Give every api and worker the same random one: openssl rand -hex 32. To replace it, put the new one"
                            + " before it, with a comma between them.");
        }
    }

    @Bean
    RequestSeal requestSeal(SealKeys keys) {
        return new RequestSeal(new SecretBox(keys, "request-secrets"));
    }

    @Bean
    MediaKeys mediaKeys(SealKeys keys) {
        return new MediaKeys(keys);
    }

    @Bean
    MediaKeyLinks mediaKeyLinks(SealKeys keys) {
        return new MediaKeyLinks(keys);
    }

    @Bean
    TenantKeys tenantKeys(RedisClient redis, SealKeys keys) {
        return new RedisTenantKeys(redis, keys);
    }

    @Bean
    ArtifactVault artifactVault(ArtifactStore store, TenantKeys keys, RequestSeal seal, TintypeProperties properties) {
        boolean always = properties.artifacts().encryption() == TintypeProperties.Artifacts.Encryption.TENANT;
        return new ArtifactVault(store, keys, seal::open, always);
    }
}
