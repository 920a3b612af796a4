package dev.tintype.e2e.scan;

import dev.tintype.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The bills of materials (CycloneDX 1.6) that the build puts into its jars, as one. */
final class BillOfMaterials {
    private static final String PLACE = "META-INF/sbom/application.cdx.json";

    private BillOfMaterials() {}

    /**
     * One library of somebody else's.
     *
     * @param purl what it is, as a package URL
     * @param licences SPDX identifiers, names where there is none, or expressions
     */
    record Part(String purl, String version, List<String> hashes, List<String> licences) {}

    /** Every library that api, worker or command are made of, by package URL. */
    static Collection<Part> parts() {
        Map<String, Part> parts = new TreeMap<>();
        try {
            List<URL> bills =
                    Collections.list(BillOfMaterials.class.getClassLoader().getResources(PLACE));
            for (URL bill : bills) {
                try (InputStream in = bill.openStream()) {
                    read(Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                            .forEach(part -> parts.put(part.purl(), part));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts.values();
    }

    private static Stream<Part> read(JsonNode bill) {
        return bill.path("components")
                .valueStream()
                .filter(part -> !part.path("group").asString("").equals("dev.tintype"))
                .map(part -> new Part(
                        part.path("purl").asString(""),
                        part.path("version").asString(""),
                        texts(part.path("hashes"), "/alg"),
                        Stream.of("/license/id", "/license/name", "/expression")
                                .flatMap(place -> texts(part.path("licenses"), place).stream())
                                .toList()));
    }

    private static List<String> texts(JsonNode list, String place) {
        return list.valueStream()
                .map(each -> each.at(place).asString(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toList());
    }
}
