package dev.tintype.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.capture.PageOptions;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.JobRequest;
import dev.tintype.job.NoopSpec;
import dev.tintype.job.Pool;
import dev.tintype.request.InvalidRequest.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
    private static final String START = "{\"type\":\"capture\",\"source\":{\"url\":\"https://example.com/\"},";
    private final RequestReader reader = new RequestReader(false);

    @Test
    void a_plugin_is_known_by_the_name_its_operator_gave() {
        RequestReader with = new RequestReader(false, Map.of("invoice", Pool.CAPTURE));
        String known = "{\"type\":\"plugin\",\"plugin\":\"invoice\",\"options\":{\"pages\":[1,2]}}";

        JobRequest request = with.read(bytes(known));
        assertThat(request.spec().pool()).isEqualTo(Pool.CAPTURE);
        assertThat(JobRequest.fromJson(request.toJson())).isEqualTo(request);

        assertThatThrownBy(() -> with.read(bytes("{\"type\":\"plugin\",\"plugin\":\"voice\"}")))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        e -> assertThat(e.errors())
                                .containsExactly(new FieldError(
                                        "/plugin",
                                        FieldError.UNSUPPORTED_VALUE,
                                        "\"voice\" is no plugin of this server. Plugins: invoice.")));
        assertThatThrownBy(() -> reader.read(bytes(known)))
                .as("a server without plugins has no such type")
                .isInstanceOf(InvalidRequest.class);
    }

    @Test
    void a_good_request_is_read() {
        JobRequest request = reader.read(bytes(START + "\"page\":{\"wait_until\":\"load\"}}"));

        assertThat(((CaptureSpec) request.spec()).page().waitUntil()).isEqualTo(PageOptions.WaitUntil.LOAD);
    }

    /** What follows a good beginning, and the one error it must give. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "colour":1                                        | WRONG_FORM | /colour                  | unknown-field     | Unknown field "colour". Known here:
            "waitUntil":1                                     | WRONG_FORM | /waitUntil               | unknown-field     | Known here:
            "page":{"waitUntil":"load"}                       | WRONG_FORM | /page/waitUntil          | unknown-field     | Did you mean "wait_until"?
            "time_out_s":1                                    | WRONG_FORM | /time_out_s              | unknown-field     | Did you mean "timeout_s"?
            "a/b~c":1                                         | WRONG_FORM | /a~1b~0c                 | unknown-field     | Unknown field
            "page":{"viewport":{"width":9,"height":9,"x":1}}  | WRONG_FORM | /page/viewport/x         | unknown-field     | Known here: height, width.
            "outputs":[{"kind":"pdf"},{"kind":"pdf","x":1}]   | WRONG_FORM | /outputs/1/x             | unknown-field     | landscape
            "timeout_s":"60"                                  | WRONG_FORM | /timeout_s               | wrong-type        | Expected a whole number, found a string.
            "timeout_s":1.5                                   | WRONG_FORM | /timeout_s               | wrong-type        | Expected a whole number, found the number 1.5.
            "page":{"scale":true}                             | WRONG_FORM | /page/scale              | wrong-type        | Expected a number, found true.
            "page":5                                          | WRONG_FORM | /page                    | wrong-type        | Expected an object, found the number 5.
            "page":""                                         | WRONG_FORM | /page                    | wrong-type        | Expected an object, found a string.
            "outputs":{}                                      | WRONG_FORM | /outputs                 | wrong-type        | Expected an array, found an object.
            "outputs":[5]                                     | WRONG_FORM | /outputs/0               | wrong-type        | Expected an object, found the number 5.
            "outputs":[{"kind":"pdf","landscape":"yes"}]      | WRONG_FORM | /outputs/0/landscape     | wrong-type        | Expected true or false, found a string.
            "outputs":[{"kind":"screenshot","format":1}]      | WRONG_FORM | /outputs/0/format        | wrong-type        | one of the strings avif, jpeg, png, webp
            "tags":[5]                                        | WRONG_FORM | /tags/0                  | wrong-type        | Expected a string, found the number 5.
            "metadata":{"a":true}                             | WRONG_FORM | /metadata/a              | wrong-type        | Expected a string, found true.
            "run_at":5                                        | WRONG_FORM | /run_at                  | wrong-type        | Expected a string, found the number 5.
            "page":{"scale":1,"scale":2}                      | WRONG_FORM | /page/scale              | duplicate-field   | given twice at line 1
            "page":{"viewport":{"width":10}}                  | INVALID    | /page/viewport/height    | required          | A value is required.
            "page":{"viewport":{"width":9,"height":null}}     | INVALID    | /page/viewport/height    | required          | A value is required.
            "page":{"viewport":{"width":0,"height":9}}        | INVALID    | /page/viewport/width     | out-of-range      | width must be at least 1.
            "page":{"scale":1e999}                            | INVALID    | /page/scale              | out-of-range      | scale must be at most 4.
            "timeout_s":99999999999999999999                  | INVALID    | /timeout_s               | out-of-range      | The number is too large.
            "outputs":[{"kind":"movie"}]                      | INVALID    | /outputs/0/kind          | unsupported-value | "movie" is not supported. Supported: accessibility, extract, har, html, links, markdown, metadata, mhtml, pdf, screenshot, text, video.
            "outputs":[{}]                                    | INVALID    | /outputs/0/kind          | required          | pdf, screenshot
            "outputs":[null]                                  | INVALID    | /outputs/0               | required          | outputs[0] is required
            "outputs":[]                                      | INVALID    | /outputs                 | out-of-range      | outputs must be 1 to 16 in length.
            "outputs":[{"kind":"screenshot","format":"tga"}]  | INVALID    | /outputs/0/format        | unsupported-value | "tga" is not supported. Supported: avif, jpeg, png, webp.
            "outputs":[{"kind":"screenshot","format":"PNG"}]  | INVALID    | /outputs/0/format        | unsupported-value | Supported: avif, jpeg, png, webp.
            "outputs":[{"kind":"screenshot","quality":9}]     | INVALID    | /outputs/0               | contradiction     | Quality goes with jpeg, webp and avif only.
            "outputs":[{"kind":"pdf","margin":{"top":"1pt"}}] | INVALID    | /outputs/0/margin/top    | invalid-format    | top must match
            "page":{"device":"iPhone 0"}                      | INVALID    | /page/device             | unsupported-value | device is not known here.
            "page":{"timezone":"Mars/Olympus"}                | INVALID    | /page/timezone           | unsupported-value | timezone is not known here.
            "page":{"user_agent":{"platform":"windows","browser":"safari"}} | INVALID | /page/user_agent | contradiction | no such browser
            "page":{"user_agent":5}                           | WRONG_FORM | /page/user_agent         | wrong-type        | Expected an object, found the number 5.
            "page":{"headers":{"Host":"x"}}                   | INVALID    | /page/headers/Host       | invalid-format    | is not the name of a header that can be set
            "page":{"headers":{"X":"a\\r\\nb"}}           | INVALID    | /page/headers/X          | invalid-format    | must be one line
            "page":{"cookies":[{"name":"a","value":"b","domain":"other.net"}]} | INVALID |        | contradiction     | page.all_origins
            "page":{"wait_for":[{"text":"a","delay_ms":5}]}   | INVALID    | /page/wait_for/0         | contradiction     | exactly one of
            "page":{"wait_for":{"delay_ms":0}}                | INVALID    | /page/wait_for/0/delay_ms | out-of-range     | must be at least 1
            "page":{"actions":[{"action":"fill","selector":"a"}]} | INVALID | /page/actions/0         | contradiction     | fill a selector and a text
            "page":{"actions":[{"action":"dance"}]}           | INVALID    | /page/actions/0/action   | unsupported-value | double_click
            "page":{"javascript":false,"js":"1"}              | INVALID    | /page                    | contradiction     | javascript must not be false
            "page":{"fail_on":{"http_status":[500,400]}}      | INVALID    | /page/fail_on            | contradiction     | A range
            "page":{"block":{"adverts":true}}                 | WRONG_FORM | /page/block/adverts      | unknown-field     | ads
            "page":{"geolocation":{"latitude":91,"longitude":0}} | INVALID | /page/geolocation/latitude | out-of-range    | at most 90
            "tags":["a b"]                                    | INVALID    | /tags/0                  | invalid-format    | tags[0] must match
            "metadata":{"":"x"}                               | INVALID    | /metadata/               | out-of-range      | must be 1 to 64 in length.
            "run_at":"tomorrow"                               | INVALID    | /run_at                  | invalid-format    | 2030-01-01T06:00:00Z
            "run_at":"2030-01-01T06:00:00"                    | INVALID    | /run_at                  | invalid-format    | A time with a zone
            "run_at":"+10000-01-01T06:00:00Z"                 | INVALID    |                          | contradiction     | Run_at must be a time between 1970 and 9999.
            """)
    void a_mistake_is_named_by_its_place(String rest, Kind kind, String pointer, String code, String detail) {
        InvalidRequest refusal = refusal(START + rest + "}");

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer == null ? "" : pointer);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.detail()).contains(detail);
        });
        assertThat(refusal.detail()).doesNotContain("dev.tintype", "java.", "jackson", "Json", "`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            []                                                      | WRONG_FORM |                  | wrong-type        | The body must be a JSON object.
            null                                                    | WRONG_FORM |                  | wrong-type        | The body must be a JSON object.
            {}                                                      | INVALID    | /type            | required          | A value is required: capture, compare, media.
            {"type":null}                                           | INVALID    | /type            | required          | A value is required: capture, compare, media.
            {"type":5}                                              | WRONG_FORM | /type            | wrong-type        | Expected one of the strings capture, compare, media, found the number 5.
            {"type":"nonsense"}                                     | INVALID    | /type            | unsupported-value | Supported: capture, compare, media.
            {"type":"noop"}                                         | INVALID    | /type            | unsupported-value | Supported: capture, compare, media.
            {"type":"capture"}                                      | INVALID    | /source          | required          | source is required.
            {"type":"capture","source":"https://e.com"}             | WRONG_FORM | /source          | wrong-type        | Expected an object, found a string.
            {"type":"capture","source":{"url":5}}                   | WRONG_FORM | /source/url      | wrong-type        | Expected a string, found the number 5.
            {"type":"capture","source":{}}                          | INVALID    | /source          | contradiction     | Give exactly one of url, html, markdown, artifact and upload.
            {"type":"capture","source":{"url":"file:///etc/hosts"}} | INVALID    | /source/url      | invalid-url       | url must be an http or https URL
            """)
    void a_body_that_is_no_job_is_refused(String body, Kind kind, String pointer, String code, String detail) {
        InvalidRequest refusal = refusal(body);

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer == null ? "" : pointer);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.detail()).contains(detail);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type": "capture",¶ "a": tru}   | at line 2, column 7: Unrecognized token 'tru'.
            {"type": "capture"               | at line 1, column 19: Unexpected end-of-input.
            {'type': 1}                      | at line 1, column 2: Unexpected character (''').
            {"a": NaN}                       | at line 1, column 10: Non-standard token 'NaN'.
            {"a": 1} {"b": 2}                | at line 1, column 10
            {"a": 01}                        | at line 1
            """)
    void text_that_is_no_json_is_refused_with_its_place(String body, String detail) {
        InvalidRequest refusal = refusal(body.replace('¶', '\n'));

        assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refusal.errors()).isEmpty();
        assertThat(refusal.detail()).contains(detail).doesNotContain("Json", "enable", "REDACTED");
    }

    @Test
    void text_made_to_exhaust_a_parser_is_refused() {
        assertThat(refusal("[".repeat(5000)).detail()).contains("nesting depth").doesNotContain("Constraints");
        assertThat(refusal("{\"a\":" + "9".repeat(5000) + "}").detail()).contains("Number value length");
        assertThat(refusal("").kind()).isEqualTo(Kind.WRONG_FORM);
        assertThat(refusal(new byte[] {'{', '"', (byte) 0xc3, 0x28, '"', ':', '1', '}'})
                        .kind())
                .isEqualTo(Kind.MALFORMED);
    }

    @Test
    void every_broken_constraint_is_told_at_once_in_order() {
        InvalidRequest refusal = refusal(
                START + "\"page\":{\"viewport\":{\"width\":0,\"height\":9999}},\"max_attempts\":11,\"tags\":[null]}");

        assertThat(refusal.errors())
                .extracting(FieldError::pointer)
                .containsExactly("/max_attempts", "/page/viewport/height", "/page/viewport/width", "/tags/0");
        assertThat(refusal.detail()).isEqualTo("4 fields are not valid; see errors.");
    }

    @Test
    void html_may_be_large_but_nothing_else() {
        String html = "x".repeat(RequestReader.MAX_HTML);
        assertThat(reader.read(bytes(html(html))).spec()).isInstanceOf(CaptureSpec.class);

        InvalidRequest tooMuchHtml = refusal(html(html + "x"));
        assertThat(tooMuchHtml.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(tooMuchHtml.errors()).extracting(FieldError::pointer).isEqualTo(List.of("/source/html"));
        assertThat(refusal(START + "\"colour\":\"" + "x".repeat(RequestReader.MAX_REST) + "\"}")
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
        assertThat(refusal(new byte[RequestReader.MAX_BODY + 1]).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void the_benchmark_type_exists_only_when_asked_for() {
        assertThat(new RequestReader(true).read(bytes("{\"type\":\"noop\"}")).spec())
                .isInstanceOf(NoopSpec.class);
    }

    private static String html(String html) {
        return "{\"type\":\"capture\",\"source\":{\"html\":\"" + html + "\"}}";
    }

    private InvalidRequest refusal(String body) {
        return refusal(bytes(body));
    }

    private InvalidRequest refusal(byte[] body) {
        return catchThrowableOfType(InvalidRequest.class, () -> reader.read(body));
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
