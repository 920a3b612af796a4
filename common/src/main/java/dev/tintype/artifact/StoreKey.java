package dev.tintype.artifact;

import java.util.regex.Pattern;

/** Where one content lives. Each part of {@link #path} is one plain name, so no key leads out of its tenant. */
public sealed interface StoreKey permits ArtifactKey, UploadKey {
    /** What tenants are called. */
    Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    /** The name of a tenant, which leads nowhere else. */
    static String checkedTenant(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("not a tenant");
        }
        return tenant;
    }

    /** Whose it is. */
    String tenant();

    /** The key as a relative path with {@code /}: tenant, owner, …, file name. */
    String path();
}
