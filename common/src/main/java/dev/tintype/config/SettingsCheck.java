package dev.tintype.config;

import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** Refuses settings that are unknown, weak, or contradict each other, before anything is done with them. */
final class SettingsCheck {
    private static final int SHORTEST_PEPPER = 16;
    /** Tokens that stand in somebody's documentation are no secrets. */
    private static final Set<String> PRINTED =
            Set.of("tt_choose_a_long_random_token_here", "your-secret-token", "your_secret_token", "changemechangeme");

    private SettingsCheck() {}

    /** @throws BadSetting naming the first that is wrong */
    static void run(ConfigurableEnvironment environment, TintypeProperties properties) {
        unknown(
                environment,
                new SettingNames(
                        TintypeProperties.class, MediaProperties.class, RabbitProperties.class, TraceProperties.class));
        weak(properties.auth());
        contradictory(properties);
    }

    private static void unknown(ConfigurableEnvironment environment, SettingNames names) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (SettingNames.ours(name) && !names.known(name, String.valueOf(source.getProperty(name)))) {
                        throw new BadSetting(
                                name,
                                "is no setting of Tintype",
                                "Correct its name (docs/start.md, docs/operations.md), or remove it.");
                    }
                }
            }
        }
    }

    private static void weak(TintypeProperties.Auth auth) {
        if (auth.token() != null && PRINTED.contains(auth.token().toLowerCase(Locale.ROOT))) {
            throw new BadSetting(
                    "TINTYPE_AUTH_TOKEN",
                    "is a token that everybody can read in a manual",
                    "Make your own: openssl rand -hex 32.");
        }
        if (auth.pepper() != null && auth.pepper().length() < SHORTEST_PEPPER) {
            throw new BadSetting(
                    "TINTYPE_AUTH_PEPPER",
                    "is too short",
                    "Give at least " + SHORTEST_PEPPER + " random characters: openssl rand -hex 32.");
        }
    }

    private static void contradictory(TintypeProperties properties) {
        TintypeProperties.Worker worker = properties.worker();
        if (worker.beat().multipliedBy(2).compareTo(worker.lease()) > 0) {
            throw new BadSetting(
                    "TINTYPE_WORKER_BEAT",
                    "is more than half of TINTYPE_WORKER_LEASE, so that one late beat would end a healthy attempt",
                    "Beat at least twice in a lease; usual are 10s and 30s.");
        }
        TintypeProperties.Ledger ledger = properties.ledger();
        if (ledger.backoffBase().compareTo(ledger.backoffCap()) > 0) {
            throw new BadSetting(
                    "TINTYPE_LEDGER_BACKOFF_BASE",
                    "is longer than TINTYPE_LEDGER_BACKOFF_CAP",
                    "Make the first pause the shorter one.");
        }
        if (properties.uploads().bytes().compareTo(properties.uploads().tenantBytes()) > 0) {
            throw new BadSetting(
                    "TINTYPE_UPLOADS_BYTES",
                    "is more than TINTYPE_UPLOADS_TENANT_BYTES",
                    "One upload must fit into what a tenant may store.");
        }
    }
}
