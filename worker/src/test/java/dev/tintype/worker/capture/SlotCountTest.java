package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotCountTest {
    @ParameterizedTest
    @CsvSource({"2,24576,6144,2", "8,2048,512,2", "8,1024,256,1", "1,65536,16384,1", "16,8192,2048,13", "4,256,128,1"})
    void there_is_one_for_each_core_as_far_as_there_is_memory(int cores, long memoryMb, long heapMb, int slots) {
        assertThat(SlotCount.of(cores, memoryMb << 20, heapMb << 20)).isEqualTo(slots);
    }

    @Test
    void this_machine_has_some() {
        assertThat(SlotCount.usual()).isBetween(1, Runtime.getRuntime().availableProcessors());
    }
}
