package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/** What happens in the source, and when: cuts, black, stand-still, silence; black bars, fields, loudness. */
@JsonTypeName(AnalysisOutput.KIND)
@Schema(
        name = "AnalysisOutput",
        description = "What happens in the source, as JSON: where scenes begin, where it is black, stands still or is"
                + " silent; its black bars, whether it is interlaced, how loud it is. Of the source as it is, without"
                + " what media does to it but for trim and audio.track.")
public record AnalysisOutput() implements MediaOutput {
    static final String KIND = "analysis";

    @Override
    public String kindName() {
        return KIND;
    }
}
