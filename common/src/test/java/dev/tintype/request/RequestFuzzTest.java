package dev.tintype.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tintype.job.JobRequest;
import java.util.stream.Stream;

/** Whatever a body is: it is a request that can be kept and read again, or refused with a cause for each error. */
class RequestFuzzTest {
    private static final RequestReader READER = new RequestReader(false);

    @FuzzTest(maxDuration = "1m")
    void any_body_is_a_request_or_refused_with_its_causes(byte[] body) {
        JobRequest request;
        try {
            request = READER.read(body);
        } catch (InvalidRequest e) {
            assertThat(Stream.concat(
                            Stream.of(e.getMessage()), e.errors().stream().map(FieldError::detail)))
                    .allSatisfy(told ->
                            assertThat(told).isNotBlank().doesNotContain("Exception", "dev.tintype", "tools.jackson"));
            return;
        }
        assertThat(JobRequest.fromJson(request.toJson())).isEqualTo(request);
    }
}
