package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Map;

/**
 * What a job made.
 *
 * @param name file name, unique within the job
 * @param kind the output kind that made it
 * @param mediaType IANA media type
 * @param bytes size
 * @param sha256 lower-case hex of the content
 * @param attempt the attempt that made it; part of the storage key
 * @param facts kind-specific: width, height, pages, …
 */
public record Artifact(
        String name,
        String kind,
        String mediaType,
        long bytes,
        String sha256,
        int attempt,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> facts) {}
