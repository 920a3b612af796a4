package dev.tintype.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.PageSecrets;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RequestSealTest {
    private static final String REQUEST = """
            {"type":"capture","source":{"url":"https://example.com/"},"page":{
              "headers":{"X-Key":"s3cret-1"},"cookies":[{"name":"a","value":"s3cret-2"}],
              "local_storage":{"b":"s3cret-3"},"http_credentials":{"username":"ada","password":"s3cret-4"}}}""";

    private final RequestSeal seal =
            new RequestSeal(new SecretBox(new SealKeys(List.of("a-key-of-the-tests-with-32-letters")), "t"));
    private final JobRequest request = JobRequest.fromJson(Json.tree(REQUEST));

    @Test
    void what_is_kept_shows_no_secret_and_opens_for_its_tenant() {
        ObjectNode kept = seal.seal("acme", request.toJson());

        assertThat(kept.toString()).doesNotContain("s3cret").contains("ada", "X-Key");
        CaptureSpec opened =
                seal.open("acme", (CaptureSpec) JobRequest.fromJson(kept).spec());
        assertThat(opened).isEqualTo(request.spec());
    }

    @Test
    void sealing_twice_is_sealing_once_and_a_callers_imitation_is_sealed_too() {
        ObjectNode kept = seal.seal("acme", request.toJson());
        String once = kept.toString();
        assertThat(seal.seal("acme", kept)).hasToString(once);

        ObjectNode foreign = seal.seal("other", kept.deepCopy());
        assertThat(foreign.toString()).isNotEqualTo(once);
        CaptureSpec opened =
                seal.open("other", (CaptureSpec) JobRequest.fromJson(foreign).spec());
        assertThat(opened.page().headers())
                .hasEntrySatisfying(
                        "X-Key",
                        value -> assertThat(value).startsWith("sealed:").doesNotContain("s3cret"));
    }

    @Test
    void the_password_of_artifacts_is_sealed_and_opened_too() {
        JobRequest locked = JobRequest.fromJson(Json.tree("""
                {"type": "media", "source": {"url": "https://example.com/a.mp4"},
                 "encryption": {"mode": "password", "password": "s3cret-phrase"}}"""));
        assertThat(RequestSeal.concerns(locked)).isTrue();
        assertThat(locked.toString()).doesNotContain("s3cret");

        ObjectNode kept = seal.seal("acme", locked.toJson());

        assertThat(kept.toString()).doesNotContain("s3cret");
        assertThat(seal.open("acme", kept.at("/encryption/password").asString()))
                .isEqualTo("s3cret-phrase");
    }

    @Test
    void passwords_of_outputs_are_sealed_and_opened_too() {
        JobRequest locked = JobRequest.fromJson(Json.tree("""
                {"type": "capture", "source": {"url": "https://example.com"},
                 "outputs": [{"kind": "pdf", "encrypt": {"user_password": "s3cret"}}]}"""));
        assertThat(RequestSeal.concerns(locked)).isTrue();

        ObjectNode kept = seal.seal("acme", locked.toJson());

        assertThat(kept.toString()).doesNotContain("s3cret");
        assertThat(seal.open("acme", (CaptureSpec) JobRequest.fromJson(kept).spec()))
                .isEqualTo(locked.spec());
    }

    @Test
    void nothing_that_is_shown_or_logged_has_a_secret() {
        ObjectNode view = request.toJson();
        PageSecrets.mask(view);

        assertThat(view.toString()).doesNotContain("s3cret").contains("***");
        assertThat(request.toString()).doesNotContain("s3cret");
    }
}
