package dev.tintype.worker.media.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.media.Rung;
import dev.tintype.media.VideoCodec;
import dev.tintype.worker.media.plan.Size;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1920x1080 | 1920x1080 1280x720 960x540 640x360 416x234",
                "3840x2160 | 3840x2160 2560x1440 1920x1080 1280x720 960x540 640x360 416x234",
                "1080x1920 | 1080x1920 720x1280 540x960 360x640 234x416",
                "1600x900 | 1600x900 1280x720 960x540 640x360 416x234",
                "1280x700 | 1280x700 960x526 640x350 416x228",
                "320x180 | 320x180",
                "100x100 | 100x100",
                "2560x1080 | 2560x1080 1920x810 1280x540 960x406 640x270 416x176",
                "641x361 | 640x360 416x234",
            })
    void the_ladder_follows_the_source(String source, String sizes) {
        assertThat(Ladder.of(size(source), 25, VideoCodec.H264, null).stream()
                        .map(quality -> quality.size().toString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(sizes);
    }

    @Test
    void bits_are_capped_by_size_rate_and_codec() {
        Size hd = new Size(1920, 1080);

        assertThat(Ladder.of(hd, 25, VideoCodec.H264, null).getFirst())
                .isEqualTo(new Ladder.Quality(hd, 21, 5_000_000));
        assertThat(Ladder.of(hd, 50, VideoCodec.H264, null).getFirst().maxBitrate())
                .isEqualTo(7_000_000);
        assertThat(Ladder.of(hd, 25, VideoCodec.HEVC, null).getFirst())
                .isEqualTo(new Ladder.Quality(hd, 24, 3_250_000));
        assertThat(Ladder.of(new Size(320, 180), 25, VideoCodec.H264, null)
                        .getFirst()
                        .maxBitrate())
                .isLessThan(350_000);
    }

    @Test
    void a_wished_ladder_is_made_as_wished_but_never_above_the_source_and_never_twice() {
        List<Ladder.Quality> ladder = Ladder.of(
                new Size(1280, 720),
                25,
                VideoCodec.H264,
                List.of(new Rung(1080, null, null), new Rung(720, null, null), new Rung(100, 30, 90_000)));

        assertThat(ladder).hasSize(2);
        assertThat(ladder.getFirst().size()).isEqualTo(new Size(1280, 720));
        assertThat(ladder.getLast()).isEqualTo(new Ladder.Quality(new Size(178, 100), 30, 90_000));
    }

    private static Size size(String text) {
        int x = text.indexOf('x');
        return new Size(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
    }
}
