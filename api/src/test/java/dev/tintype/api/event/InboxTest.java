package dev.tintype.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.event.JobEvent;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final JobEvent EVENT =
            new JobEvent("1-1", JobId.create(), "acme", "capture", JobState.QUEUED, 1, JobEvent.Kind.STATE);

    @Test
    void what_came_is_given_once() {
        Inbox inbox = new Inbox();
        inbox.add(EVENT);

        assertThat(inbox.spilled()).isFalse();
        assertThat(inbox.take()).containsExactly(EVENT);
        assertThat(inbox.take()).isEmpty();
    }

    @Test
    void what_does_not_fit_is_not_kept_but_known() {
        Inbox inbox = new Inbox();
        for (int i = 0; i < 100_000; i++) {
            inbox.add(EVENT);
        }

        assertThat(inbox.spilled()).isTrue();
        assertThat(inbox.take()).isEmpty();
        inbox.add(EVENT);
        assertThat(inbox.spilled()).isFalse();
        assertThat(inbox.take()).hasSize(1);
    }
}
