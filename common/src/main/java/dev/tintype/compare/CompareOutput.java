package dev.tintype.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A picture of a comparison; {@code kind} in JSON tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface CompareOutput permits DiffOutput, SideBySideOutput {
    /** The name in the {@code kind} field. */
    @JsonIgnore
    String kindName();
}
