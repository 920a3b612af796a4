package dev.tintype.worker.capture;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.PdfPart;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.Progress;
import dev.tintype.worker.capture.output.Rendered;
import dev.tintype.worker.capture.output.Sheets;
import dev.tintype.worker.capture.visit.Target;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.FoundArtifact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gets the other parts of PDFs that are put together, before the job's own page is visited: fetches PDFs, prints the rest. */
final class PdfParts {
    private final Attempt attempt;
    private final PageSources sources;
    private final Printer printer;

    /** Visits a page for its one output. */
    @FunctionalInterface
    interface Printer {
        Rendered print(CaptureSpec spec) throws InterruptedException;
    }

    PdfParts(Attempt attempt, PageSources sources, Printer printer) {
        this.attempt = attempt;
        this.sources = sources;
        this.printer = printer;
    }

    /**
     * The parts of each PDF of {@code spec} that has more than one, in order.
     *
     * @param origin of the job's own page: others are not told what belongs to it
     * @throws dev.tintype.job.JobFailure when a part cannot be had
     */
    Map<PdfOutput, List<Sheets>> gather(CaptureSpec spec, String origin) throws InterruptedException {
        Map<PdfOutput, List<Sheets>> gathered = new LinkedHashMap<>();
        for (var output : spec.outputs()) {
            if (output instanceof PdfOutput pdf && pdf.merge() != null && !gathered.containsKey(pdf)) {
                attempt.progress(Progress.of(1, "merge"));
                List<Sheets> parts = new ArrayList<>();
                for (PdfPart part : pdf.parts()) {
                    parts.add(part.ownPage() ? Sheets.OWN : sheets(part, spec.page(), pdf, origin));
                }
                gathered.put(pdf, parts);
            }
        }
        return gathered;
    }

    private Sheets sheets(PdfPart part, PageOptions page, PdfOutput pdf, String origin) throws InterruptedException {
        String name = name(part);
        Optional<byte[]> whole = pdf(part);
        if (whole.isPresent()) {
            return Sheets.given(name, whole.get());
        }
        CaptureSource source = part.source();
        String address = source.url() != null ? source.url() : source.baseUrl();
        // a document of the caller's own has nobody's origin, and asks nobody
        boolean same = address != null && new Target.Remote(address).origin().equals(origin);
        CaptureSpec alike = new CaptureSpec(source, page.forAnother(same), List.of(pdf.forPart()));
        return Sheets.printed(name, printer.print(alike));
    }

    private Optional<byte[]> pdf(PdfPart part) {
        ArtifactRef artifact = part.artifact();
        if (artifact != null) {
            FoundArtifact found = attempt.artifact(artifact.job(), artifact.name(), PdfPart.MAX_PDF);
            return found.mediaType().startsWith(PdfPart.PDF_TYPE) ? Optional.of(found.bytes()) : Optional.empty();
        }
        String upload = part.upload();
        return upload == null ? Optional.empty() : sources.pdf(attempt.job().tenant(), upload, PdfPart.MAX_PDF);
    }

    private static String name(PdfPart part) {
        if (part.url() != null) {
            return part.url();
        }
        if (part.artifact() != null) {
            return part.artifact().name() + " of " + part.artifact().job();
        }
        return part.upload() != null ? part.upload() : part.html() != null ? "html" : "markdown";
    }
}
