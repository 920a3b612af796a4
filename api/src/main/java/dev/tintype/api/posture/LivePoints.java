package dev.tintype.api.posture;

import dev.tintype.audit.AuditLog;
import dev.tintype.audit.AuditTrail;
import dev.tintype.audit.ChainCheck;
import dev.tintype.health.Health;
import dev.tintype.health.HealthChecks;
import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The points that only the running server answers. */
@Component
final class LivePoints {
    private static final Duration UNUSED = Duration.ofDays(90);

    private final ApiKeyStore keys;
    private final AuditTrail audit;
    private final HealthChecks health;
    private final Clock clock;

    LivePoints(ApiKeyStore keys, AuditTrail audit, HealthChecks health, Clock clock) {
        this.keys = keys;
        this.audit = audit;
        this.health = health;
        this.clock = clock;
    }

    List<Point> all() throws InterruptedException {
        List<Point> points = new ArrayList<>();
        points.add(user());
        Instant now = clock.instant();
        List<ApiKey> working =
                keys.list().stream().filter(key -> key.validAt(now)).toList();
        long endless = working.stream().filter(key -> key.expires() == null).count();
        points.add(Point.when(
                endless <= 1,
                "key expiry",
                "every key but the first ends by itself",
                endless + " keys never expire",
                "rotate them with expires_at"));
        long idle = working.stream()
                .filter(key -> {
                    Instant used = key.lastUsed() == null ? key.created() : key.lastUsed();
                    return used.isBefore(now.minus(UNUSED));
                })
                .count();
        points.add(Point.when(
                idle == 0,
                "unused keys",
                "none",
                idle + " keys were not used for " + UNUSED.toDays() + " days",
                "revoke them: DELETE /v1/keys/{id}"));
        for (AuditLog log : AuditLog.values()) {
            points.add(chain(log));
        }
        for (Map.Entry<String, Health> part : health.report().dependencies().entrySet()) {
            points.add(part(part.getKey(), part.getValue()));
        }
        return points;
    }

    private static Point user() {
        return Point.when(
                !"root".equals(System.getProperty("user.name")),
                "user",
                "the server does not run as root",
                "the server runs as root: a hole in it is a hole in the machine",
                "run it as an ordinary user");
    }

    private Point chain(AuditLog log) {
        ChainCheck.Result result = audit.verify(log, null);
        String subject = "audit " + log.wireName();
        return result.whole()
                ? Point.pass(subject, "whole, " + result.entries() + " entries")
                : Point.fail(
                        subject,
                        String.valueOf(result.broken()),
                        "find out who writes to Redis; compare with an export");
    }

    private static Point part(String name, Health part) {
        String detail = part.detail() == null ? part.status().wireName() : part.detail();
        return switch (part.status()) {
            case UP -> Point.pass(name, detail);
            case DEGRADED -> Point.warn(name, detail, "see docs/operations.md");
            case DOWN -> Point.fail(name, detail, "see the server's log");
        };
    }
}
