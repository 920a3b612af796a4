package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something to make of a visited page; {@code kind} in JSON tells which. A new kind is a record here and a
 * {@code CaptureOutputHandler} in the worker; validation, OpenAPI and capabilities follow from the record.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface CaptureOutput
        permits AccessibilityOutput,
                ExtractOutput,
                HarOutput,
                HtmlOutput,
                LinksOutput,
                MarkdownOutput,
                MetadataOutput,
                MhtmlOutput,
                PdfOutput,
                ScreenshotOutput,
                TextOutput,
                VideoOutput {
    /** The name in the {@code kind} field. */
    @JsonIgnore
    String kindName();
}
