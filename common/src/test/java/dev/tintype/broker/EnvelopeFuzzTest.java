package dev.tintype.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;

/** Whatever a message is: it is an envelope, or said to be none in the one way that consumers know. */
class EnvelopeFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void any_message_is_an_envelope_or_none(byte[] bytes) {
        Envelope envelope;
        try {
            envelope = Envelope.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (JacksonException _) {
            return;
        }
        assertThat(Envelope.read(Json.write(envelope))).isEqualTo(envelope);
    }
}
