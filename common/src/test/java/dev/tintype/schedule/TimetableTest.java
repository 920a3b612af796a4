package dev.tintype.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
    private static List<String> after(String cron, String zone, String moment) {
        return Timetable.of(cron, zone).after(Instant.parse(moment), 3).stream()
                .map(Instant::toString)
                .toList();
    }

    @Test
    void five_fields_name_minutes() {
        assertThat(after("*/20 6 * * MON-FRI", "UTC", "2030-01-04T06:20:00Z"))
                .containsExactly("2030-01-04T06:40:00Z", "2030-01-07T06:00:00Z", "2030-01-07T06:20:00Z");
        assertThat(after("@monthly", "UTC", "2030-01-04T06:20:00Z"))
                .containsExactly("2030-02-01T00:00:00Z", "2030-03-01T00:00:00Z", "2030-04-01T00:00:00Z");
    }

    @Test
    void the_hour_is_the_time_zones_in_summer_and_winter() {
        assertThat(after("30 6 * * *", "Europe/Berlin", "2030-03-29T12:00:00Z"))
                .containsExactly("2030-03-30T05:30:00Z", "2030-03-31T04:30:00Z", "2030-04-01T04:30:00Z");
    }

    @Test
    void what_runs_at_an_hour_that_comes_twice_runs_once() {
        assertThat(after("30 2 * * *", "Europe/Berlin", "2030-10-26T12:00:00Z"))
                .doesNotHaveDuplicates()
                .element(1)
                .isEqualTo("2030-10-28T01:30:00Z");
    }

    @Test
    void what_runs_every_hour_runs_in_both() {
        assertThat(after("30 * * * *", "Europe/Berlin", "2030-10-26T23:45:00Z"))
                .containsExactly("2030-10-27T00:30:00Z", "2030-10-27T01:30:00Z", "2030-10-27T02:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tea", "* * * *", "* * * * * *", "61 * * * *", "@never"})
    void what_is_no_time_is_refused(String cron) {
        assertThatThrownBy(() -> Timetable.of(cron, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cron");
    }

    @Test
    void what_is_no_zone_is_refused() {
        assertThatThrownBy(() -> Timetable.of("@daily", "Middle/Earth")).hasMessageContaining("time_zone");
    }
}
