package dev.tintype.vault;

import java.io.IOException;
import java.util.Optional;

/** The keys of tenants' artifacts, one each. Thread-safe. */
public interface TenantKeys {
    /**
     * The tenant's key, made when it has none.
     *
     * @throws dev.tintype.artifact.StoreUnavailable when it cannot be asked for now
     */
    byte[] of(String tenant) throws IOException;

    /** The tenant's key; empty when it has none, or none any more. */
    Optional<byte[]> find(String tenant) throws IOException;

    /** Destroys the tenant's key, and with it everything that was encrypted for the tenant. */
    void shred(String tenant) throws IOException;

    /** Keeps every key under the newest seal, so that those before can go. */
    void sealAnew() throws IOException;
}
