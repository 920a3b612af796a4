package dev.tintype.secret;

import dev.tintype.artifact.StoreUnavailable;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.seal.SealKeys;
import dev.tintype.seal.SecretBox;
import dev.tintype.vault.TenantKeys;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** Keys of tenants in Redis, sealed with keys that are not there ({@link SealKeys}). Nothing is remembered: a key that goes is gone on every node. */
public final class RedisTenantKeys implements TenantKeys {
    private static final String KEY = "{tintype}:tenant-keys";
    private static final int BYTES = 32;
    /** Unless it was shredded, or sealed anew by another, in the meantime. */
    private static final String REPLACE = """
            if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
            end
            return 1
            """;

    private final KeyServer server;
    private final SealKeys seals;
    private final SecretBox box;
    private final SecureRandom random = new SecureRandom();

    /** The client stays the caller's to close. */
    public RedisTenantKeys(UnifiedJedis redis, SealKeys seals) {
        this.server = new KeyServer(redis);
        this.seals = seals;
        this.box = new SecretBox(seals, "tenant-keys");
    }

    @Override
    public byte[] of(String tenant) throws IOException {
        Optional<byte[]> known = find(tenant);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        String sealed = box.seal(Base64.getEncoder().encodeToString(fresh), place(tenant));
        return opened(
                tenant,
                call(() -> server.call(redis -> {
                    redis.hsetnx(KEY, tenant, sealed);
                    return redis.hget(KEY, tenant);
                })));
    }

    @Override
    public Optional<byte[]> find(String tenant) throws IOException {
        String sealed = call(() -> server.call(redis -> redis.hget(KEY, tenant)));
        return sealed == null ? Optional.empty() : Optional.of(opened(tenant, sealed));
    }

    @Override
    public void shred(String tenant) throws IOException {
        call(() -> server.call(redis -> redis.hdel(KEY, tenant)));
    }

    @Override
    public void sealAnew() throws IOException {
        Map<String, String> all = call(() -> server.call(redis -> redis.hgetAll(KEY)));
        if (all == null) {
            return;
        }
        for (Map.Entry<String, String> one : all.entrySet()) {
            if (!one.getValue().startsWith(seals.current() + ".")) {
                String tenant = one.getKey();
                String sealed = box.seal(box.open(one.getValue(), place(tenant)), place(tenant));
                call(() -> server.call(
                        redis -> redis.eval(REPLACE, List.of(KEY), List.of(tenant, one.getValue(), sealed))));
            }
        }
    }

    private byte[] opened(String tenant, @Nullable String sealed) throws IOException {
        try {
            if (sealed == null) {
                throw new StoreUnavailable("the key of the tenant " + tenant + " was destroyed just now");
            }
            return Base64.getDecoder().decode(box.open(sealed, place(tenant)));
        } catch (IllegalStateException e) {
            throw new StoreUnavailable("the key of the tenant " + tenant + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static String place(String tenant) {
        return "artifacts of " + tenant;
    }

    @FunctionalInterface
    private interface Call<T> {
        @Nullable
        T answer();
    }

    private static <T> @Nullable T call(Call<T> call) throws StoreUnavailable {
        try {
            return call.answer();
        } catch (LedgerUnavailable e) {
            throw new StoreUnavailable("the keys of tenants cannot be asked for", e);
        }
    }
}
