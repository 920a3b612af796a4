package dev.tintype.api.posture;

import dev.tintype.config.TintypeProperties;
import dev.tintype.config.TintypeProperties.Artifacts.Encryption;
import dev.tintype.config.TintypeProperties.Artifacts.Kind;
import dev.tintype.config.TintypeProperties.Artifacts.Sse;
import dev.tintype.config.TintypeProperties.Sandbox;
import dev.tintype.secret.KeyToken;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/** The points that the settings answer. No value of a setting is ever told. */
record SettingPoints(TintypeProperties properties, Environment environment) {
    private static final int LONG_ENOUGH = 32;
    private static final Duration LONG = Duration.ofDays(90);
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
    /** A range of more than 256 addresses. */
    private static final Pattern WIDE = Pattern.compile(
            "[0-9.]+/([0-9]|1[0-9]|2[0-3])(:.*)?|\\[?[0-9a-fA-F:]+/([0-9]|[1-9][0-9]|1[01][0-9])]?(:.*)?");

    List<Point> all() {
        List<Point> points = new ArrayList<>();
        points.add(token());
        points.add(pepper());
        points.add(seal());
        points.add(links());
        points.add(Point.when(
                properties.auth().failures() > 0,
                "failed keys",
                "put off after " + properties.auth().failures() + " a minute from one address",
                "may be tried without end",
                "set TINTYPE_AUTH_FAILURES, 60 is usual"));
        points.add(Point.when(
                properties.limits().requests() > 0 && properties.limits().signed() > 0,
                "rate limits",
                "requests of a key and uses of a link are limited",
                "a key or a link may be used without end",
                "set TINTYPE_LIMITS_REQUESTS and TINTYPE_LIMITS_SIGNED"));
        points.add(Point.when(
                properties.limits().queued() > 0,
                "queue limit",
                "a tenant may have " + properties.limits().queued() + " jobs waiting",
                "a tenant may fill the queue",
                "set TINTYPE_LIMITS_QUEUED"));
        points.add(transport());
        points.add(egress());
        points.add(redis());
        points.add(sandbox());
        points.add(store());
        points.add(Point.when(
                properties.limits().resultTtlMax().compareTo(LONG) <= 0,
                "retention",
                "results are kept for " + properties.limits().resultTtlMax().toDays() + " days at most",
                "results may be kept for more than " + LONG.toDays() + " days",
                "set TINTYPE_LIMITS_RESULT_TTL_MAX to what you need"));
        points.add(Point.pass("plugins", "none: nothing is loaded that is not in the build"));
        return points;
    }

    private Point token() {
        String token = properties.auth().token();
        return Point.when(
                token == null || token.startsWith(KeyToken.PREFIX) || token.length() >= LONG_ENOUGH,
                "admin token",
                token == null ? "not in the settings" : "long enough",
                "is short, and may have been chosen by a person",
                "make one: openssl rand -hex 32, and set it as TINTYPE_AUTH_TOKEN");
    }

    private Point pepper() {
        return Point.when(
                properties.auth().pepper() != null,
                "pepper",
                "stored hashes of keys are useless without it",
                "none: who steals Redis can try out tokens that people chose",
                "set TINTYPE_AUTH_PEPPER before you make keys: openssl rand -hex 32");
    }

    private Point seal() {
        int keys = properties.seal().keys().size();
        return Point.when(
                keys == 1,
                "sealing key",
                "secrets are sealed, and the key is not kept with them",
                (keys - 1) + " older key still opens what it sealed",
                "take it out of TINTYPE_SEAL_KEYS once what it sealed has expired or was saved anew");
    }

    private Point links() {
        String secret = environment.getProperty("tintype.url-signing-secret", "");
        return Point.when(
                secret.isEmpty() || secret.length() >= LONG_ENOUGH,
                "link secret",
                secret.isEmpty() ? "none: only links of POST /v1/signed-urls work" : "long enough",
                "is short: who has one link can try out secrets",
                "set TINTYPE_URL_SIGNING_SECRET to openssl rand -hex 32");
    }

    private Point transport() {
        boolean own = environment.getProperty("server.ssl.bundle") != null;
        if (own || !properties.trustedProxies().isEmpty()) {
            return Point.pass("TLS", own ? "by this server" : "by the reverse proxy that is trusted");
        }
        String address = environment.getProperty("server.address", "");
        return Point.when(
                HERE.contains(address),
                "TLS",
                "not needed: only this machine can reach the server",
                "none is known of: keys may travel in the clear",
                "put a proxy with TLS in front and name it in TINTYPE_TRUSTED_PROXIES, or set SERVER_SSL_BUNDLE");
    }

    private Point egress() {
        List<String> allowed = properties.egress().allow();
        if (allowed.stream().anyMatch(rule -> WIDE.matcher(rule).matches())) {
            return Point.fail(
                    "egress",
                    "a range of more than 256 inner addresses may be reached by any page",
                    "name single hosts with their ports in TINTYPE_EGRESS_ALLOW");
        }
        return Point.when(
                allowed.isEmpty(),
                "egress",
                "no inner address can be reached",
                allowed.size() + " inner places may be reached by any page",
                "take out of TINTYPE_EGRESS_ALLOW what is not needed");
    }

    private Point redis() {
        URI url = URI.create(properties.redis().url());
        boolean here = HERE.contains(String.valueOf(url.getHost()));
        if (url.getUserInfo() == null) {
            return Point.fail(
                    "redis", "asks for no password", "set requirepass or users, and put them into TINTYPE_REDIS_URL");
        }
        return Point.when(
                here || "rediss".equals(url.getScheme()),
                "redis",
                here ? "with a password, on this machine" : "with a password, over TLS",
                "is reached without TLS",
                "use rediss:// in TINTYPE_REDIS_URL, unless the network between is yours alone");
    }

    private Point sandbox() {
        if (properties.sandbox() == Sandbox.OFF) {
            return Point.fail("media sandbox", "is turned off", "remove TINTYPE_SANDBOX=off");
        }
        return Point.when(
                properties.sandbox() == Sandbox.REQUIRED,
                "media sandbox",
                "required: FFmpeg does not run without",
                "used where the machine offers it, and else not",
                "set TINTYPE_SANDBOX=required on every worker");
    }

    private Point store() {
        boolean bucket = properties.artifacts().kind() == Kind.S3;
        if (properties.artifacts().encryption() == Encryption.TENANT) {
            return Point.pass("results at rest", "encrypted, with a key of each tenant's");
        }
        return Point.when(
                !bucket || properties.artifacts().sse() != Sse.NONE,
                "results at rest",
                bucket ? "encrypted by the store" : "in the data folder, which is private: encrypt its disk",
                "not encrypted by the store",
                "set TINTYPE_ARTIFACTS_ENCRYPTION=tenant, or TINTYPE_ARTIFACTS_SSE=s3 or kms");
    }
}
