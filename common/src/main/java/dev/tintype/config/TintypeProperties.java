package dev.tintype.config;

import dev.tintype.capture.PageOptions;
import dev.tintype.egress.Upstream;
import dev.tintype.egress.Upstreams;
import dev.tintype.job.Pool;
import dev.tintype.ledger.DispatchSettings;
import dev.tintype.ledger.LedgerSettings;
import dev.tintype.ledger.TenantLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hibernate.validator.constraints.time.DurationMax;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code tintype.*}, environment {@code TINTYPE_*}.
 *
 * @param port HTTP port of the api; 0: any, printed
 * @param dataDir folder for everything embedded mode keeps, and for filesystem artifacts
 * @param cacheDir folder for what can be made again, such as the unpacked browser driver; null: {@code tintype} below
 *     the user's cache folder (XDG Base Directory Specification)
 * @param sandbox whether FFmpeg may run without the kernel's walls around it
 * @param seal what is kept in confidence
 * @param bench whether the benchmark's no-op job type exists
 * @param windows most jobs published or running, by pool; a pool left out has the size that its workers make
 * @param trustedProxies addresses and ranges of reverse proxies whose {@code X-Forwarded-*} is believed; nobody else's is
 * @param audit what is kept of who did what
 * @param plugins job types of the operator's own
 * @param tenants limits of single tenants, by name; what is left out is as in {@code limits}
 */
@Validated
@ConfigurationProperties("tintype")
public record TintypeProperties(
        @DefaultValue("8080") @Min(0) @Max(65535) int port,
        @DefaultValue(".tintype") Path dataDir,
        @Nullable Path cacheDir,
        @DefaultValue("false") boolean bench,
        @DefaultValue("auto") @NotNull Sandbox sandbox,
        @DefaultValue @Valid Auth auth,
        @DefaultValue @Valid Seal seal,
        @DefaultValue @Valid Redis redis,
        @DefaultValue @Valid Ledger ledger,
        @DefaultValue @Valid Artifacts artifacts,
        @DefaultValue @Valid Uploads uploads,
        @DefaultValue @Valid Egress egress,
        @DefaultValue @Valid Slots slots,
        @DefaultValue @Valid Browser browser,
        @DefaultValue @Valid Worker worker,
        @DefaultValue @Valid Limits limits,
        @DefaultValue @Valid Audit audit,
        @DefaultValue Map<Pool, @Min(1) Integer> windows,
        @DefaultValue @NotNull List<String> trustedProxies,
        @DefaultValue @Valid Plugins plugins,
        @DefaultValue Map<String, @Valid Tenant> tenants) {

    /** How much protection is asked for around programs that read strangers' files. */
    public enum Sandbox {
        /** What this machine offers; {@code /health} says what that is. */
        AUTO,
        /** None runs without a file system of its own and without being cut off from the network. */
        REQUIRED,
        /** Only limits of the process. */
        OFF
    }

    /** The folder for what can be made again. */
    public Path cache() {
        if (cacheDir != null) {
            return cacheDir;
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("tintype");
    }

    /**
     * Who may call.
     *
     * @param token bootstraps one admin key with exactly this token; null: none
     * @param pepper goes into the stored hash of every key, the same on every node; null: none. Changing it ends all keys
     * @param failures wrong keys that one client address may send a minute before it is put off; 0: any number
     */
    public record Auth(
            @Nullable String token,
            @Nullable String pepper,
            @DefaultValue("60") @Min(0) int failures) {
        /** Settings left empty are settings left out. */
        public Auth {
            token = token == null || token.isBlank() ? null : token;
            pepper = pepper == null || pepper.isBlank() ? null : pepper;
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Auth[…]";
        }
    }

    /**
     * How secrets are kept.
     *
     * @param keys random texts, the same in every process; the first seals, the others open what they sealed
     */
    public record Seal(@DefaultValue @NotNull List<String> keys) {
        /** Settings left empty are settings left out. */
        public Seal {
            keys = keys.stream().filter(key -> !key.isBlank()).toList();
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Seal[…]";
        }
    }

    /**
     * The ledger's server.
     *
     * @param url where the ledger lives
     * @param unsafe whether a server that may lose jobs is good enough, in distributed mode
     */
    public record Redis(
            @DefaultValue("redis://127.0.0.1:6379") @NotNull String url,
            @DefaultValue("false") boolean unsafe) {}

    /**
     * How patient the ledger is. The same in every process of a system.
     *
     * @param redispatch how long a message that the broker took may stay unclaimed before it counts as lost
     * @param backoffBase upper bound of the first pause before a retry; doubles with every failure
     * @param backoffCap greatest upper bound of that pause
     */
    public record Ledger(
            @DefaultValue("10m") @NotNull @DurationMax(minutes = 12)
            Duration redispatch,

            @DefaultValue("2s") @NotNull Duration backoffBase,
            @DefaultValue("5m") @NotNull Duration backoffCap) {}

    /**
     * Where artifacts and uploads are kept. All but {@code kind} is about S3.
     *
     * @param kind a folder below {@code dataDir}, or a bucket
     * @param endpoint of a self-hosted store; null: AWS, by region
     * @param publicEndpoint under which callers reach the store, for links; null: the same
     * @param prefix what every key begins with
     * @param pathStyle the bucket stands in the path, not in the host name; null: with an endpoint, yes
     * @param accessKey null, like its secret: the AWS SDK's usual places
     * @param sse what the store is asked to encrypt with
     * @param kmsKey for {@code sse=kms}; null: the account's default key
     * @param linkTtl how long a link to an artifact works
     * @param encryption of artifacts whose jobs do not say; for folders too
     */
    public record Artifacts(
            @DefaultValue("folder") @NotNull Kind kind,
            @Nullable URI endpoint,
            @Nullable URI publicEndpoint,
            @DefaultValue("us-east-1") @NotNull String region,
            @Nullable String bucket,
            @DefaultValue("") @NotNull String prefix,
            @Nullable Boolean pathStyle,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @DefaultValue("none") @NotNull Sse sse,
            @Nullable String kmsKey,
            @DefaultValue("15m") @NotNull Duration linkTtl,
            @DefaultValue("none") @NotNull Encryption encryption) {
        /** For whom artifacts are encrypted before they are stored. */
        public enum Encryption {
            NONE,
            TENANT
        }

        /** Which store. */
        public enum Kind {
            FOLDER,
            S3
        }

        /** Who encrypts. */
        public enum Sse {
            NONE,
            S3,
            KMS
        }

        /** Settings left empty are settings left out. */
        public Artifacts {
            bucket = emptyToNull(bucket);
            accessKey = emptyToNull(accessKey);
            secretKey = emptyToNull(secretKey);
            kmsKey = emptyToNull(kmsKey);
            endpoint = endpoint == null || endpoint.toString().isEmpty() ? null : endpoint;
            publicEndpoint = publicEndpoint == null || publicEndpoint.toString().isEmpty() ? null : publicEndpoint;
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Artifacts[" + kind + "]";
        }
    }

    /**
     * What may be handed in before a job.
     *
     * @param bytes of one upload
     * @param tenantBytes of all uploads of one tenant
     * @param ttl how long an upload is kept, and kept on after the last job that names it may begin
     */
    public record Uploads(
            @DefaultValue("5GB") @NotNull DataSize bytes,
            @DefaultValue("50GB") @NotNull DataSize tenantBytes,
            @DefaultValue("24h") @NotNull Duration ttl) {}

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /**
     * What jobs may reach.
     *
     * @param allow {@code host[:port]} and {@code CIDR[:port]} that may be reached although the deny table says no
     * @param ports open on every public host besides 80 and 443
     * @param proxies that pages may be visited through, by name: {@code http://[user:password@]host[:port]} or
     *     {@code socks5://…}
     */
    public record Egress(
            @DefaultValue @NotNull List<String> allow,
            @DefaultValue @NotNull List<@Min(1) @Max(65535) Integer> ports,
            @DefaultValue @NotNull Map<String, String> proxies) {
        /** Without the proxies' passwords. */
        @Override
        public String toString() {
            return "Egress[allow=" + allow + ", ports=" + ports + ", proxies=" + proxies.keySet() + "]";
        }
    }

    /**
     * Which jars a worker loads.
     *
     * @param dir where they lie; null: nowhere
     * @param allowed by the name that requests give, the pool and the SHA-256 of the jar: {@code media:9f86…}
     */
    public record Plugins(
            @Nullable Path dir, @DefaultValue @NotNull Map<String, String> allowed) {}

    /**
     * How many jobs of each pool run at once; 0: as many as there are cores.
     *
     * @param media 0: half as many as there are cores, since each keeps several busy
     * @param callback callbacks sent at once; 0: this process sends none
     */
    public record Slots(
            @DefaultValue("0") @Min(0) int capture,
            @DefaultValue("0") @Min(0) int media,
            @DefaultValue("16") @Min(0) int noop,
            @DefaultValue("64") @Min(0) int callback) {}

    /**
     * The browser captures are made with.
     *
     * @param executable path of the browser; null: looked for in the usual places
     */
    public record Browser(@Nullable Path executable) {}

    /**
     * How attempts are held and let go.
     *
     * @param lease how long a claim holds without a beat
     * @param beat pause between beats
     * @param drain how long running jobs may go on after the signal to stop
     */
    public record Worker(
            @DefaultValue("30s") @NotNull Duration lease,
            @DefaultValue("10s") @NotNull Duration beat,
            @DefaultValue("20s") @NotNull Duration drain) {}

    /**
     * How much one tenant may ask.
     *
     * @param waits requests that wait for jobs at once at one api process: long polls and event streams
     * @param running most jobs published or running at once; 0: no limit
     * @param queued most jobs waiting when another is to be accepted; 0: no limit
     * @param resultTtl how long a job and its results are kept when the request does not say
     * @param resultTtlMax how long they may be kept at most
     * @param requests of one key a minute, over all api processes; 0: no limit
     * @param signed uses of one signed link a minute, over all api processes; 0: no limit
     */
    public record Limits(
            @DefaultValue("5000") @Min(1) int waits,
            @DefaultValue("0") @Min(0) int running,
            @DefaultValue("100000") @Min(0) int queued,
            @DefaultValue("24h") @NotNull Duration resultTtl,
            @DefaultValue("30d") @NotNull Duration resultTtlMax,
            @DefaultValue("0") @Min(0) int requests,
            @DefaultValue("0") @Min(0) int signed) {}

    /**
     * The audit logs.
     *
     * @param entries that each of them keeps; older ones go
     */
    public record Audit(@DefaultValue("100000") @Min(100) int entries) {}

    /**
     * One tenant's own limits.
     *
     * @param weight share of turns when tenants compete, relative to the others' 1
     */
    public record Tenant(
            @Nullable @Min(0) Integer running,
            @Nullable @Min(0) Integer queued,
            @DefaultValue("1") @Min(1) @Max(1000) int weight,
            @Nullable Duration resultTtl,
            @Nullable Duration resultTtlMax) {}

    /**
     * The proxies that pages may be visited through.
     *
     * @throws BadSetting naming the one that cannot be read
     */
    public Upstreams upstreams() {
        Map<String, Upstream> byName = new TreeMap<>();
        egress.proxies.forEach((name, url) -> {
            String setting = "TINTYPE_EGRESS_PROXIES_" + name.toUpperCase(Locale.ROOT);
            String wayOut =
                    "Give http://host:port or socks5://host:port, with user:password@ before the host if it asks for them";
            if (!name.matches(PageOptions.PROXY_NAME)) {
                throw new BadSetting(setting, "has a name that no request can give", "Use letters, digits, - and _.");
            }
            try {
                byName.put(name, Upstream.parse(name, url));
            } catch (IllegalArgumentException e) {
                throw new BadSetting(setting, String.valueOf(e.getMessage()), wayOut + ".");
            }
        });
        return new Upstreams(byName);
    }

    /**
     * The plugins there are, by name.
     *
     * @throws BadSetting naming the one that cannot be read
     */
    public Map<String, AllowedPlugin> allowedPlugins() {
        Map<String, AllowedPlugin> byName = new TreeMap<>();
        plugins.allowed.forEach((name, value) -> byName.put(name, AllowedPlugin.of(name, value)));
        return byName;
    }

    /** How long the tenant's jobs are kept at most. */
    public Duration longestResultTtl(String tenant) {
        Tenant own = tenants.get(tenant);
        return own == null || own.resultTtlMax == null ? limits.resultTtlMax : own.resultTtlMax;
    }

    /** How long the tenant's jobs are kept when a request does not say. */
    public Duration usualResultTtl(String tenant) {
        Tenant own = tenants.get(tenant);
        Duration usual = own == null || own.resultTtl == null ? limits.resultTtl : own.resultTtl;
        Duration longest = longestResultTtl(tenant);
        return usual.compareTo(longest) < 0 ? usual : longest;
    }

    /** The ledger's constants. */
    public LedgerSettings ledgerSettings() {
        LedgerSettings usual = LedgerSettings.defaults();
        return new LedgerSettings(
                usual.publishGrace(),
                ledger.redispatch,
                ledger.backoffBase,
                ledger.backoffCap,
                usual.idempotencyTtl(),
                usual.eventsKept(),
                dispatch());
    }

    /** How much is published, and of whom. */
    private DispatchSettings dispatch() {
        DispatchSettings usual = DispatchSettings.defaults();
        Map<String, TenantLimits> own = new TreeMap<>();
        tenants.forEach((name, tenant) -> own.put(
                name,
                new TenantLimits(
                        Objects.requireNonNullElse(tenant.running, limits.running),
                        Objects.requireNonNullElse(tenant.queued, limits.queued),
                        tenant.weight)));
        return new DispatchSettings(
                windows,
                usual.leastWindow(),
                usual.backlogLook(),
                new TenantLimits(limits.running, limits.queued, 1),
                own);
    }
}
