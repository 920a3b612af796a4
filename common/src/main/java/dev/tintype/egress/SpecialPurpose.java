package dev.tintype.egress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The deny table: the whole IANA special-purpose registries and what else no web server lives in. For IPv6 the table is
 * only the exceptions; everything outside {@code 2000::/3}, the only global unicast space assigned (RFC 4291 §2.4), is denied.
 */
final class SpecialPurpose {
    /**
     * One row.
     *
     * @param name what the range is for, in words a user may read
     */
    record Row(Cidr range, String name, String source) {}

    private static final Cidr GLOBAL_UNICAST_V6 = Cidr.parse("2000::/3");
    private static final List<Row> ROWS = load();

    private SpecialPurpose() {}

    static List<Row> rows() {
        return ROWS;
    }

    /** Why {@code ip} is not a public address; empty if it is one. */
    static Optional<String> nameOf(Ip ip) {
        for (Row row : ROWS) {
            if (row.range().contains(ip)) {
                return Optional.of(row.name());
            }
        }
        return ip.v6() && !GLOBAL_UNICAST_V6.contains(ip) ? Optional.of("Unassigned") : Optional.empty();
    }

    private static List<Row> load() {
        try (var in = SpecialPurpose.class.getResourceAsStream("special-purpose.csv");
                var reader =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(SpecialPurpose::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] cells = line.split(",", 3);
        return new Row(Cidr.parse(cells[0]), cells[1], cells[2]);
    }
}
