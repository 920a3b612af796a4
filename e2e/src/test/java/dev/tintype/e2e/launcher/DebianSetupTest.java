package dev.tintype.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianSetupTest {
    private static final String FONTS =
            "fontconfig fonts-liberation fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji";

    @TempDir
    private Path folder = Path.of("");

    private Sandbox sandbox = new Sandbox(folder);

    /** A Debian on which nothing is installed, whatever this machine has. */
    @BeforeEach
    void bareDebian() throws IOException {
        sandbox = new Sandbox(folder)
                .with("PATH", folder.resolve("bin").toString())
                .copy(
                        "setup/debian.sh",
                        "/usr/sbin/policy-rc.d",
                        folder + "/policy-rc.d",
                        "PATH=$PATH:/sbin",
                        "PATH=$PATH")
                .program("bin/dpkg-query", "for last; do :; done; [ -e \"$HOME/has-$last\" ] && echo installed")
                .program("bin/apt-get", """
                    words=apt-get
                    for word; do case $word in -* | *::*) ;; *) words="$words $word" ;; esac; done
                    echo "$words" >>"$HOME/calls"
                    [ ! -x "$HOME/policy-rc.d" ] || echo 'no services' >>"$HOME/calls"
                    [ ! -e "$HOME/broken" ] || { echo 'E: cannot'; exit 100; }
                    """)
                .program("bin/id", "echo 0")
                .program("bin/ldconfig", "echo libssl.so.3");
        for (String tool : List.of("readlink", "grep", "ls", "chmod", "rm", "mktemp", "tail")) {
            sandbox.program("bin/" + tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
    }

    @Test
    void without_a_terminal_it_says_what_to_type_and_installs_nothing() throws IOException {
        Outcome outcome = sandbox.run("setup/debian.sh", "run");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.said())
                .contains(
                        "apt-get update && apt-get install --no-install-recommends chromium-headless-shell " + FONTS,
                        "TINTYPE_YES=1");
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void in_ci_it_installs_and_starts_no_service() throws IOException {
        Outcome outcome = sandbox.with("CI", "true").run("setup/debian.sh", "test");

        assertThat(outcome.exitCode()).as(outcome.said()).isZero();
        assertThat(sandbox.calls())
                .contains("install chromium-headless-shell nodejs npm python3 " + FONTS
                        + " libpulse0 bubblewrap chromium redis-server rabbitmq-server prometheus nginx-light caddy"
                        + " apache2-bin mmdebstrap")
                .contains("no services");
        assertThat(folder.resolve("policy-rc.d")).doesNotExist();
    }

    @Test
    void an_operators_own_policy_for_services_stays() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy-rc.d"), "theirs");

        sandbox.with("TINTYPE_YES", "1").run("setup/debian.sh", "run");

        assertThat(policy).hasContent("theirs");
    }

    @Test
    void only_what_is_missing_is_asked_for() throws IOException {
        sandbox.program("bin/chrome-headless-shell", "exit 0");
        for (String part : (FONTS + " libpulse0 bubblewrap").split(" ", -1)) {
            Files.createFile(folder.resolve("has-" + part));
        }

        Outcome outcome = sandbox.run("setup/debian.sh", "run");

        assertThat(outcome.exitCode()).as(outcome.said()).isZero();
        assertThat(outcome.said()).isEmpty();

        Files.delete(folder.resolve("has-fonts-noto-cjk"));
        assertThat(sandbox.run("setup/debian.sh", "run").said()).contains("packages: fonts-noto-cjk\n");
    }

    @Test
    void where_the_redis_of_ours_cannot_run_debians_is_asked_for() throws IOException {
        sandbox.program("bin/ldconfig", "exit 0");

        assertThat(sandbox.run("setup/debian.sh", "run").said()).contains("redis-server");
    }

    @Test
    void a_failed_installation_is_no_success() throws IOException {
        Files.createFile(folder.resolve("broken"));

        Outcome outcome = sandbox.with("CI", "true").run("setup/debian.sh", "run");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.said()).contains("E: cannot", "could not install");
        assertThat(folder.resolve("policy-rc.d")).doesNotExist();
    }

    @Test
    void without_root_and_sudo_it_says_so() throws IOException {
        sandbox.program("bin/id", "echo 1000").with("TINTYPE_YES", "1");

        Outcome outcome = sandbox.run("setup/debian.sh", "run");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.said()).contains("there is no sudo");
    }

    @Test
    void elsewhere_it_names_what_is_missing() throws IOException {
        Files.delete(folder.resolve("bin/apt-get"));

        Outcome outcome = sandbox.run("setup/debian.sh", "test");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.said()).contains("not Debian", "chrome-headless-shell", "rabbitmq-server", "bwrap");
    }
}
