package dev.tintype.artifact;

import dev.tintype.job.JobId;
import java.util.regex.Pattern;

/**
 * Where one attempt's artifact lives: {@code tenant/job/a<attempt>/name}. Attempt-scoped, so a fenced attempt can write
 * bytes but never over another's.
 *
 * @param attempt from 1; 0 for what was given to the job before its first
 */
public record ArtifactKey(String tenant, JobId job, int attempt, String name) implements StoreKey {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** @throws IllegalArgumentException when a part could leave its folder */
    public ArtifactKey {
        if (!TENANT.matcher(tenant).matches() || !NAME.matcher(name).matches() || attempt < 0) {
            throw new IllegalArgumentException("not an artifact key");
        }
    }

    /** Whether {@code name} can be an artifact's at all. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    @Override
    public String path() {
        return tenant + "/" + job + "/a" + attempt + "/" + name;
    }
}
