package dev.tintype.api.audit;

import dev.tintype.audit.AuditEvent;
import dev.tintype.audit.AuditLog;
import dev.tintype.audit.AuditWriter;
import dev.tintype.secret.ServerSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/**
 * Notes every start with the names of the settings it was given, and a fingerprint of their values: another fingerprint, other settings.
 * It is an HMAC, so that no value can be found out by trying.
 */
@Component
final class StartRecord implements ApplicationRunner {
    private static final String HMAC = "HmacSHA256";
    private static final int SHOWN = 8;
    /** In embedded mode another one at every start. */
    private static final String REDIS = "tintype.redis.url";

    private final AuditWriter audit;
    private final ServerSecrets secrets;
    private final ConfigurableEnvironment environment;

    StartRecord(AuditWriter audit, ServerSecrets secrets, ConfigurableEnvironment environment) {
        this.audit = audit;
        this.secrets = secrets;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Map<String, String> settings = settings();
        String target = "settings " + fingerprint(settings) + ": " + String.join(", ", settings.keySet());
        audit.write(AuditEvent.ofServer(AuditLog.CHANGES, "server.started", null, target));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        environment.getPropertySources().forEach(source -> {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if ((lower.startsWith("tintype.") || lower.startsWith("tintype_")) && !lower.equals(REDIS)) {
                        settings.putIfAbsent(name, String.valueOf(source.getProperty(name)));
                    }
                }
            }
        });
        return settings;
    }

    private String fingerprint(Map<String, String> settings) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secrets.get("settings"), HMAC));
            settings.forEach((name, value) -> mac.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal(), 0, SHOWN);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
