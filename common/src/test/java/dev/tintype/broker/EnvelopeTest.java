package dev.tintype.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** While a system is updated, versions hear from each other. */
class EnvelopeTest {
    private final Envelope envelope = new Envelope(
            Envelope.VERSION, JobId.create(), "acme", Pool.NOOP, "{\"type\":\"noop\"}", Instant.EPOCH, "00-trace");

    @Test
    void what_was_written_is_read() {
        assertThat(Envelope.read(Json.write(envelope))).isEqualTo(envelope);
    }

    @Test
    void a_newer_one_is_read_without_what_is_not_known_here() {
        ObjectNode newer = written();
        newer.put("v", 2);
        newer.putObject("something").put("more", true);

        Envelope read = Envelope.read(Json.write(newer));

        assertThat(read.v()).isEqualTo(2);
        assertThat(read.id()).isEqualTo(envelope.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "tenant", "pool", "request", "accepted_at"})
    void one_that_cannot_make_the_job_anew_is_none(String field) {
        ObjectNode torn = written();
        torn.remove(field);

        assertThatThrownBy(() -> Envelope.read(Json.write(torn))).isInstanceOf(JacksonException.class);
    }

    private ObjectNode written() {
        return (ObjectNode) Json.tree(Json.write(envelope));
    }
}
