package dev.tintype.broker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.tintype.job.JobId;

/** What is said to all workers at once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "control")
public sealed interface ControlMessage {
    /** Whoever runs {@code id} should stop: its cancel is in the ledger. */
    @JsonTypeName("cancel")
    record Cancel(JobId id) implements ControlMessage {}
}
