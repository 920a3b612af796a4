package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What of a capture is checked against the server and its records, not against the request alone. */
class CaptureRoutesTest extends ApiTest {
    private static final String PAGE = "{'type':'capture','source':{'url':'https://example.com/'},%s}";
    private static final String MERGE = PAGE.formatted("'outputs':[{'kind':'pdf','merge':[%s]}]");

    CaptureRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private Reply submit(String job) {
        return post("/v1/jobs", job.replace('\'', '"'));
    }

    private String upload(String type, String content) {
        return send(to("/v1/uploads")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(content.getBytes(StandardCharsets.UTF_8))))
                .json("id");
    }

    private static void assertRefused(Reply reply, String pointer) {
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void proxies_are_the_operators_and_known_by_name() {
        assertThat(get("/v1/capabilities").json().get("proxies").toString()).isEqualTo("[\"berlin\"]");
        Reply taken = submit(PAGE.formatted("'page':{'proxy':'berlin'}"));
        assertThat(taken.status()).isEqualTo(202);
        assertThat(taken.json().at("/page/proxy").asString()).isEqualTo("berlin");

        assertRefused(submit(PAGE.formatted("'page':{'proxy':'atlantis'}")), "/page/proxy");
        String capture = "{'capture':{'source':{'url':'https://example.com/'},'page':{'proxy':'%s'}}}";
        assertRefused(
                submit("{'type':'compare','source':{'before':" + capture.formatted("berlin") + ",'after':"
                        + capture.formatted("atlantis") + "}}"),
                "/source/after/capture/page/proxy");
        assertThat(submit(PAGE.formatted("'page':{'proxy':'http://evil.example'}"))
                        .status())
                .as("never a free URL")
                .isEqualTo(422);
    }

    @Test
    void a_merged_pdf_waits_for_the_jobs_it_reads_and_holds_its_uploads() {
        JobId first = submit();
        Reply taken = submit(MERGE.formatted("{'page':true},{'artifact':{'job':'" + first
                + "','name':'page.pdf'}},{'upload':'" + upload("application/pdf", "%PDF-1.7") + "'},{'upload':'"
                + upload("text/html", "<p>") + "'}"));
        assertThat(taken.json("state")).isEqualTo("blocked");

        assertRefused(
                submit(MERGE.formatted(
                        "{'page':true},{'artifact':{'job':'" + JobId.create() + "','name':'page.pdf'}}")),
                "/outputs/0/merge/1/artifact/job");
        assertRefused(
                submit(MERGE.formatted("{'upload':'upl_01kb5c8vq0e1x9f3m7t2r6w4zn'}")), "/outputs/0/merge/0/upload");
        assertRefused(
                submit(MERGE.formatted("{'upload':'" + upload("image/png", "x") + "'}")), "/outputs/0/merge/0/upload");
    }

    @Test
    void what_contradicts_itself_is_refused() {
        assertRefused(submit(MERGE.formatted("{'url':'https://a.example/','html':'<p>'}")), "/outputs/0/merge/0");
        assertRefused(submit(MERGE.formatted("{'page':true},{'page':true}")), "/outputs/0");
        assertRefused(submit(MERGE.formatted("{'url':'file:///etc/passwd'}")), "/outputs/0/merge/0/url");
        assertRefused(
                submit(PAGE.formatted("'outputs':[{'kind':'pdf','pdfa':'2b','merge':[{'html':'<p>'}]}]")),
                "/outputs/0");
        assertRefused(
                submit(PAGE.formatted("'outputs':[{'kind':'video','actions':[{'action':'screenshot','name':'x'}]}]")),
                "/outputs/0");
        assertThat(submit(PAGE.formatted("'page':{'javascript':false},"
                                + "'outputs':[{'kind':'video','actions':[{'action':'evaluate','script':'1'}]}]"))
                        .status())
                .isEqualTo(422);
    }
}
