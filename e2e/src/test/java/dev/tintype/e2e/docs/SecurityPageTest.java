package dev.tintype.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the security page to its word: whatever it says is shown by a test is, and what no test shows is said to be open. */
class SecurityPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/security.md");
    /** {@code [AuthTest](../api/…/AuthTest.java) `one_of_its_tests`}; a mere link names the whole class. */
    private static final Pattern SHOWN = Pattern.compile("\\[(\\w+)]\\(([^)]+\\.java)\\)((?: `\\w+`,?)*)");

    private static final Pattern METHOD = Pattern.compile("`(\\w+)`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");
    private static final Pattern TABLE = Pattern.compile("^\\| point \\|.*?(?=^$)", Pattern.MULTILINE | Pattern.DOTALL);

    private final String page = Files.readString(PAGE);

    SecurityPageTest() throws IOException {}

    @Test
    void every_test_it_names_exists() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (MatchResult shown : SHOWN.matcher(page).results().toList()) {
            Path file = PAGE.resolveSibling(shown.group(2)).normalize();
            assertThat(file).exists();
            assertThat(file.getFileName()).hasToString(shown.group(1) + ".java");
            String source = Files.readString(file);
            assertThat(source).as(file.toString()).containsPattern("@(Parameterized|Fuzz)?Test\\b");
            for (MatchResult method : METHOD.matcher(shown.group(3)).results().toList()) {
                named++;
                if (!source.contains("void " + method.group(1) + "(")) {
                    missing.add(shown.group(1) + "." + method.group(1));
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(60);
    }

    @Test
    void every_row_is_shown_by_a_test_or_said_to_be_open() {
        List<String> tables =
                TABLE.matcher(page).results().map(MatchResult::group).toList();

        assertThat(tables).hasSize(3);
        for (String table : tables) {
            List<String> rows = table.lines().skip(2).toList();
            assertThat(rows)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(row -> assertThat(row).containsPattern("\\.java\\)|\\*\\*Not yet"));
        }
    }

    @Test
    void every_link_leads_somewhere() {
        assertThat(LINK.matcher(page)
                        .results()
                        .map(link -> PAGE.resolveSibling(link.group(1)))
                        .toList())
                .hasSizeGreaterThan(20)
                .allSatisfy(file -> assertThat(file).exists());
    }
}
