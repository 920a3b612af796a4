package dev.tintype.worker.capture.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;

class FfmpegLibrariesTest {
    @Test
    void what_is_loaded_into_this_process_is_under_the_lgpl_although_the_gpl_build_lies_beside_it() {
        FfmpegLibraries.load();

        assertThat(getClass().getClassLoader().getResource("org/bytedeco/ffmpeg/linux-x86_64-gpl/ffmpeg"))
                .isNotNull();
        assertThat(avcodec.avcodec_license().getString()).startsWith("LGPL");
    }
}
