package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.PdfPart;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.VideoOutput;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One visit to a page and everything to make of it.
 *
 * @param page how to visit; left out: all defaults
 * @param outputs what to make, in order; left out: one PNG screenshot
 */
@JsonTypeName(CaptureSpec.TYPE)
@Schema(name = "CaptureJob", description = "Open a page once and make every output from that one visit.")
public record CaptureSpec(
        @Schema(description = "The page: a URL or HTML of yours.") @NotNull @Valid
        CaptureSource source,

        @Schema(description = "How to visit the page.") @Valid
        PageOptions page,

        @Schema(description = "What to make of it; one PNG screenshot when left out.") @Size(min = 1, max = 16)
        List<@NotNull @Valid CaptureOutput> outputs)
        implements JobSpec {
    static final String TYPE = "capture";

    public CaptureSpec {
        page = page == null ? PageOptions.defaults() : page;
        outputs = outputs == null
                ? List.of(ScreenshotOutput.defaults())
                // keeps a null, so that validation can name its place
                : Collections.unmodifiableList(new ArrayList<>(outputs));
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "a cookie's domain must be the page's own host or above it, unless page.all_origins is true")
    public boolean isEveryCookieThePagesOwn() {
        String address = source == null ? null : source.url() != null ? source.url() : source.baseUrl();
        if (address == null) {
            return page.cookiesBelongTo("");
        }
        try {
            String host = new URI(address).getHost();
            return host == null || page.cookiesBelongTo(host);
        } catch (URISyntaxException e) {
            return true; // that is told of the address
        }
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "steps of a video that run scripts need the page's own: page.javascript must not be false")
    public boolean isVideoScriptedOnlyWithScripts() {
        return page.javascript()
                || outputs.stream().noneMatch(output -> output instanceof VideoOutput video && video.scripted());
    }

    /** Whether there is anything in it that nobody else may know. */
    @JsonIgnore
    public boolean confidential() {
        return page.confidential()
                || outputs.stream().anyMatch(output -> output instanceof PdfOutput pdf && pdf.encrypt() != null);
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public Pool pool() {
        return Pool.CAPTURE;
    }

    @Override
    public @Nullable String sourceJob() {
        return source.artifact() == null ? null : source.artifact().job();
    }

    @Override
    public Map<String, String> sourceJobs() {
        Map<String, String> jobs = new LinkedHashMap<>(JobSpec.super.sourceJobs());
        forEachPart((place, part) -> {
            if (part.artifact() != null) {
                jobs.put(place + "/artifact/job", part.artifact().job());
            }
        });
        return jobs;
    }

    /** Every other source that goes into a PDF, by its place in the request. */
    public void forEachPart(BiConsumer<String, PdfPart> action) {
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i) instanceof PdfOutput pdf && pdf.merge() != null) {
                for (int j = 0; j < pdf.merge().size(); j++) {
                    action.accept("/outputs/" + i + "/merge/" + j, pdf.merge().get(j));
                }
            }
        }
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofSeconds(60);
    }
}
