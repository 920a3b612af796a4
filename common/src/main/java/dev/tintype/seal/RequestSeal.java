package dev.tintype.seal;

import dev.tintype.capture.PageSecrets;
import dev.tintype.compare.CompareImage;
import dev.tintype.crypt.ArtifactEncryption;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobSpec;
import dev.tintype.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Seals what a request holds in confidence before it is kept, and opens it where the job is done. A text that was sealed for
 * one tenant opens for no other. Thread-safe.
 */
public final class RequestSeal {
    private static final String MARK = "sealed:";
    private static final String PLACE = "request of ";

    private final @Nullable SecretBox box;

    public RequestSeal(SecretBox box) {
        this.box = box;
    }

    private RequestSeal() {
        this.box = null;
    }

    /** Leaves everything as it is; for tests that look at records. */
    public static RequestSeal none() {
        return new RequestSeal();
    }

    /** Whether there is anything to seal in {@code request}. */
    public static boolean concerns(JobRequest request) {
        ArtifactEncryption encryption = request.options().encryption();
        if (encryption != null && encryption.password() != null) {
            return true;
        }
        return switch (request.spec()) {
            case CaptureSpec capture -> capture.confidential();
            case CompareSpec compare ->
                confidential(compare.source().before())
                        || confidential(compare.source().after());
            default -> false;
        };
    }

    private static boolean confidential(CompareImage image) {
        return image.capture() != null && image.capture().page().confidential();
    }

    /** Seals every secret of {@code request} that is not sealed yet. */
    public ObjectNode seal(String tenant, ObjectNode request) {
        SecretBox with = box;
        if (with != null) {
            PageSecrets.replace(
                    request, text -> isSealed(with, tenant, text) ? text : MARK + with.seal(text, PLACE + tenant));
        }
        return request;
    }

    /** The same with every secret in the clear. */
    public CaptureSpec open(String tenant, CaptureSpec spec) {
        SecretBox with = box;
        if (with == null || !spec.confidential()) {
            return spec;
        }
        JsonNode tree = Json.mapper().valueToTree(spec);
        PageSecrets.replace(tree, text -> text.startsWith(MARK) ? opened(with, tenant, text) : text);
        return (CaptureSpec) Json.mapper().treeToValue(tree, JobSpec.class);
    }

    /** The password of a request in the clear. */
    public String open(String tenant, String password) {
        SecretBox with = box;
        return with != null && password.startsWith(MARK) ? opened(with, tenant, password) : password;
    }

    /** Somebody may send a text that looks like one of ours; only ours opens. */
    private static boolean isSealed(SecretBox box, String tenant, String text) {
        if (!text.startsWith(MARK)) {
            return false;
        }
        try {
            opened(box, tenant, text);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static String opened(SecretBox box, String tenant, String text) {
        return box.open(text.substring(MARK.length()), PLACE + tenant);
    }
}
