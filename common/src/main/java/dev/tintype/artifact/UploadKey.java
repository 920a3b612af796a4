package dev.tintype.artifact;

/** Where an upload's content lives: {@code tenant/upload/content}. */
public record UploadKey(String tenant, UploadId upload) implements StoreKey {
    /** @throws IllegalArgumentException when the tenant is none */
    public UploadKey {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("not an upload key");
        }
    }

    @Override
    public String path() {
        return tenant + "/" + upload + "/content";
    }
}
