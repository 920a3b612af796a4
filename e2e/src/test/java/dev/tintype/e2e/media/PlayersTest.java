package dev.tintype.e2e.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tintype.cli.Tintype;
import dev.tintype.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every kind of package, made by the command, in the players that people use, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayersTest {
    private static final int SECONDS = 6;

    @TempDir
    private static Path folder = Path.of("");

    private PlayerSite site;

    @BeforeAll
    void makePackages() throws IOException, InterruptedException {
        Path packages = folder.resolve("packages");
        site = new PlayerSite(packages);
        String options = "\"segment_s\":1,\"speed\":\"fastest\",\"ladder\":[{\"height\":360},{\"height\":180}]}";
        tintype(
                "media",
                TestClip.make(folder, SECONDS).toString(),
                "--data-dir",
                folder.resolve("none").toString(),
                "--add",
                "{\"kind\":\"hls\"," + options,
                "--add",
                "{\"kind\":\"dash\"," + options,
                "--add",
                "{\"kind\":\"hls\",\"codec\":\"av1\"," + options,
                "--add",
                "{\"kind\":\"hls\",\"codec\":\"hevc\"," + options,
                "-o",
                packages.toString());
    }

    private static void tintype(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Tintype.commandLine(new Terminal(stream, stream, false)).execute(arguments);
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    @AfterAll
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"hls, hls.m3u8", "dash, dash.mpd", "hls, hls-2.m3u8"})
    void a_package_plays_to_its_end_and_changes_quality_at_every_segment_without_a_gap(String player, String manifest)
            throws Exception {
        JsonNode report = site.play(folder, site.url("/players/" + player + ".html?manifest=/package/" + manifest));

        wholeAndInEveryQuality(report);
    }

    @Test
    void hevc_plays_where_the_browser_decodes_it_and_elsewhere_players_know_before_they_fetch_any() throws Exception {
        JsonNode report = site.play(folder, site.url("/players/hls.html?manifest=/package/hls-3.m3u8"));

        if (report.path("hevc").asBoolean()) {
            wholeAndInEveryQuality(report);
        } else {
            assertThat(report.path("error").asString("")).isEqualTo("mediaError manifestIncompatibleCodecsError");
            assertThat(report.path("qualities").isEmpty()).as(report.toString()).isTrue();
        }
    }

    private static void wholeAndInEveryQuality(JsonNode report) {
        assertThat(report.path("error").asString("")).as(report.toString()).isEmpty();
        assertThat(report.path("ended").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.path("duration").asDouble()).isCloseTo(SECONDS, within(0.1));
        assertThat(report.path("frames").asInt()).as("frames shown or dropped").isGreaterThan(SECONDS * 25 / 2);
        assertThat(report.path("qualities").valueStream().map(JsonNode::asInt))
                .as("segments by quality")
                .hasSizeGreaterThanOrEqualTo(SECONDS)
                .contains(0, 1);
        assertThat(report.path("ranges").size()).as("one whole: %s", report).isEqualTo(1);
        assertThat(report.at("/ranges/0/0").asDouble()).isCloseTo(0, within(0.1));
        assertThat(report.at("/ranges/0/1").asDouble()).isCloseTo(SECONDS, within(0.1));
    }

    @Test
    void the_demos_stream_plays_in_its_page_opened_as_a_file_in_the_quality_that_is_chosen() throws Exception {
        Path demo = folder.resolve("demo");
        tintype("demo", "--out", demo.toString());
        Path page = demo.resolve("index.html");
        String watch = """
                <script>{
                  const film = document.getElementById('film');
                  let last = 0, chosen = false;
                  film.addEventListener('timeupdate', () => {
                    const buttons = document.querySelectorAll('#qualities button');
                    if (!chosen && film.currentTime > 0.1) { chosen = true; buttons[buttons.length - 1].click(); }
                    if (film.currentTime < last && film.videoHeight === 180) {
                      fetch('%s', { method: 'POST', mode: 'no-cors', body: JSON.stringify({
                        duration: film.duration, ranges: film.buffered.length, qualities: buttons.length,
                        sound: film.webkitAudioDecodedByteCount }) });
                    }
                    last = film.currentTime;
                  });
                }</script></body>""".formatted(site.url("/report"));
        Files.writeString(page, Files.readString(page).replace("</body>", watch));

        JsonNode report = site.play(folder, page.toUri().toString());

        assertThat(report.path("qualities").asInt()).isEqualTo(3);
        assertThat(report.path("ranges").asInt()).isEqualTo(1);
        assertThat(report.path("duration").asDouble()).isCloseTo(2 + 3, within(0.2));
        assertThat(report.path("sound").asInt()).isPositive();
    }
}
