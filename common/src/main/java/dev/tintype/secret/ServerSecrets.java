package dev.tintype.secret;

import dev.tintype.ledger.LedgerUnavailable;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** Random secrets that all nodes of one installation share, one per purpose; made when first asked for. Thread-safe. */
public final class ServerSecrets {
    private static final int BYTES = 32;

    private final KeyServer server;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    /** The client stays the caller's to close. */
    public ServerSecrets(UnifiedJedis redis) {
        this.server = new KeyServer(redis);
    }

    /**
     * The 32 bytes for {@code purpose}, the same on every node and for as long as the ledger lives.
     *
     * @throws LedgerUnavailable when it was not asked for before and the ledger does not answer
     */
    public byte[] get(String purpose) {
        byte[] secret = known.get(purpose);
        if (secret == null) {
            secret = load("{tintype}:secret:" + purpose);
            known.put(purpose, secret);
        }
        return secret.clone();
    }

    private byte[] load(String key) {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        String text = server.call(redis -> {
            redis.set(
                    key,
                    Base64.getEncoder().encodeToString(fresh),
                    SetParams.setParams().nx());
            return redis.get(key);
        });
        return Base64.getDecoder().decode(text);
    }
}
