package dev.tintype.e2e.scan;

import dev.tintype.e2e.scan.BillOfMaterials.Part;
import dev.tintype.e2e.scan.KnownVulnerabilities.Finding;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/** {@code ./tintype scan}: what is known of the libraries in the build. Exit codes: 0 nothing grave, 1 something, 4 no database. */
public final class Scan {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int NO_DATABASE = 4;

    private Scan() {}

    /** Prints a line for every hole that is known. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> purls = BillOfMaterials.parts().stream().map(Part::purl).toList();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            List<Finding> found = new KnownVulnerabilities(http, KnownVulnerabilities.DATABASE).of(purls);
            found.forEach(hole -> System.out.println(
                    hole.severity() + "  " + hole.purl() + "  " + hole.id() + "  " + hole.summary()));
            System.out.println(purls.size() + " libraries, " + found.size() + " known vulnerabilities");
            System.exit(found.stream().anyMatch(Finding::grave) ? 1 : 0);
        } catch (IOException e) {
            System.err.println(
                    "scan: " + KnownVulnerabilities.DATABASE + " cannot be asked (" + e
                            + "). Nothing was scanned; the bill of materials is META-INF/sbom/application.cdx.json in every jar.");
            System.exit(NO_DATABASE);
        }
    }
}
