package dev.tintype.worker.capture.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureOutput;
import org.junit.jupiter.api.Test;

class OutputHandlersTest {
    @Test
    void every_kind_that_can_be_asked_for_has_a_handler() {
        assertThat(CaptureOutput.class.getPermittedSubclasses())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(OutputHandlers.makes(type))
                        .as(type.getSimpleName())
                        .isTrue());
    }
}
