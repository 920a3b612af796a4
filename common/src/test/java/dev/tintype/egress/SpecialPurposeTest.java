package dev.tintype.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialPurposeTest {
    private static final String EDGES = "special-purpose-edges.csv";

    @ParameterizedTest
    @CsvFileSource(resources = EDGES, useHeadersInDisplayName = false, commentCharacter = '#')
    void a_range_is_denied_from_its_first_to_its_last_address(
            String range, String first, String last, String before, String after) {
        assertThat(isPublic(first)).as(first).isFalse();
        assertThat(isPublic(last)).as(last).isFalse();
        expectNeighbour(before);
        expectNeighbour(after);
        assertThat(SpecialPurpose.rows()).extracting(SpecialPurpose.Row::range).contains(Cidr.parse(range));
    }

    private static void expectNeighbour(String cell) {
        if (!cell.equals("-")) {
            String[] words = cell.split(" ", 2);
            assertThat(isPublic(words[0])).as(cell).isEqualTo(words[1].equals("public"));
        }
    }

    @Test
    void every_row_has_its_edges_tested() {
        List<Cidr> tested =
                lines().map(line -> Cidr.parse(line.split(",", 2)[0])).toList();

        assertThat(SpecialPurpose.rows())
                .extracting(SpecialPurpose.Row::range)
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    private static Stream<String> lines() {
        try {
            Path file = Path.of(Objects.requireNonNull(SpecialPurposeTest.class.getResource(EDGES))
                    .toURI());
            return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "100.63.255.255", "172.15.0.1", "223.255.255.255", "2606:4700::1111"})
    void addresses_of_the_internet_are_public(String address) {
        assertThat(isPublic(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254", // metadata of most clouds
                "100.100.100.200", // and of Alibaba
                "192.0.0.192", // and of Oracle
                "fd00:ec2::254", // and of AWS over IPv6
                "::ffff:8.8.8.8",
                "::8.8.8.8",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::a00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "1fff:ffff::1",
                "4000::",
                "8000::1",
                "e000::1"
            })
    void disguises_and_unassigned_space_are_not_public(String address) {
        assertThat(isPublic(address)).isFalse();
    }

    private static boolean isPublic(String address) {
        return SpecialPurpose.nameOf(IpText.parse(address)).isEmpty();
    }
}
