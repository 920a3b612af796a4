package dev.tintype.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.PageSecrets;
import dev.tintype.job.CaptureSpec;
import dev.tintype.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What may be asked of each output kind: the field that is wrong is named, and what is right is kept as it was said. */
class OutputOptionsTest {
    private final RequestReader reader = new RequestReader(false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'kind':'screenshot','quality':50}                                | /outputs/0           | quality goes with
            {'kind':'screenshot','selector':'p','clip':{'width':1,'height':1}}| /outputs/0           | one of full_page, selector and clip
            {'kind':'screenshot','padding':5}                                 | /outputs/0           | padding and all
            {'kind':'screenshot','all':true}                                  | /outputs/0           | padding and all
            {'kind':'screenshot','max_height':5}                              | /outputs/0           | max_height goes with
            {'kind':'screenshot','format':'jpeg','omit_background':true}      | /outputs/0           | omit_background goes with
            {'kind':'screenshot','tile':true,'resize':{'width':5}}            | /outputs/0           | resize or tile
            {'kind':'screenshot','resize':{}}                                 | /outputs/0/resize    | width, height or both
            {'kind':'screenshot','resize':{'width':5,'fit':'cover'}}          | /outputs/0/resize    | need both
            {'kind':'screenshot','resize':{'width':0}}                        | /outputs/0/resize/width | width
            {'kind':'screenshot','clip':{'width':0,'height':1}}               | /outputs/0/clip/width | width
            {'kind':'screenshot','padding':1001,'selector':'p'}               | /outputs/0/padding   | padding
            {'kind':'screenshot','mask':['']}                                 | /outputs/0/mask/0    | mask[0]
            {'kind':'pdf','width':'10cm'}                                     | /outputs/0           | format, or width and height
            {'kind':'pdf','format':'a4','width':'10cm','height':'1in'}        | /outputs/0           | format, or width and height
            {'kind':'pdf','single_page':true,'page_ranges':'1'}               | /outputs/0           | single_page
            {'kind':'pdf','pdfa':'2b','encrypt':{'user_password':'x'}}        | /outputs/0           | cannot be encrypted
            {'kind':'pdf','encrypt':{}}                                       | /outputs/0/encrypt   | user_password
            {'kind':'pdf','page_ranges':'a-b'}                                | /outputs/0/page_ranges | page_ranges
            {'kind':'pdf','pdfa':'1b'}                                        | /outputs/0/pdfa      | pdfa
            {'kind':'pdf','scale':3}                                          | /outputs/0/scale     | scale
            {'kind':'pdf','watermark':{'opacity':0.5}}                        | /outputs/0/watermark/text | text
            {'kind':'pdf','watermark':{'text':'x','color':'red'}}             | /outputs/0/watermark/color | color
            {'kind':'extract'}                                                | /outputs/0/fields    | fields
            {'kind':'extract','fields':{}}                                    | /outputs/0/fields    | fields
            {'kind':'extract','fields':{'a':{}}}                              | /outputs/0/fields/a/selector | selector
            {'kind':'text','selector':''}                                     | /outputs/0/selector  | selector
            {'kind':'video','duration_ms':60001}                              | /outputs/0/duration_ms | duration_ms
            {'kind':'video','fps':31}                                         | /outputs/0/fps       | fps
            {'kind':'video','width':15}                                       | /outputs/0/width     | width
            """)
    void what_is_out_of_bounds_or_contradictory_is_named(String output, String pointer, String detail) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> read(output));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(refused.errors().getFirst().detail()).containsIgnoringCase(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'screenshot','format':'avif','quality':40,'full_page':true,'max_height':9000,'mask':['p','.ad'],'tile':true}",
                "{'kind':'screenshot','selector':'p','padding':16,'all':true,'omit_background':true,'resize':{'height':40}}",
                "{'kind':'screenshot','clip':{'y':5,'width':640,'height':480}}",
                "{'kind':'pdf','width':'10cm','height':'5in','scale':0.5,'page_ranges':'1-3, 5','outline':true,'media':'screen'}",
                "{'kind':'pdf','width':'300px','single_page':true,'watermark':{'text':'DRAFT'},'metadata':{'title':'T'},'pdfa':'3b'}",
                "{'kind':'extract','fields':{'a':{'selector':'p','attribute':'data-x','all':true}}}",
                "{'kind':'html','inline_resources':true}",
                "{'kind':'accessibility','format':'json'}",
                "{'kind':'har','content':true}",
                "{'kind':'video','format':'webp','duration_ms':500,'fps':30,'scroll':true,'width':1920}"
            })
    void what_is_asked_for_survives_being_stored(String output) {
        CaptureOutput asked = read(output);

        assertThat(Json.read(Json.write(asked), CaptureOutput.class)).isEqualTo(asked);
    }

    @Test
    void passwords_of_documents_are_secrets() {
        JsonNode request =
                Json.tree(request("{'kind':'pdf','encrypt':{'user_password':'open','owner_password':'own'}}"));

        PageSecrets.mask(request);

        assertThat(request.toString()).doesNotContain("open", "own\"").contains("\"user_password\":\"***\"");
    }

    private CaptureOutput read(String output) {
        CaptureSpec spec =
                (CaptureSpec) reader.read(request(output).getBytes(UTF_8)).spec();
        return spec.outputs().getFirst();
    }

    private static String request(String output) {
        return ("{'type':'capture','source':{'url':'https://example.com'},'outputs':[" + output + "]}")
                .replace('\'', '"');
    }
}
