package dev.tintype.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final int MOST_LINES = 150;

    @TempDir
    private Path folder = Path.of("");

    private Sandbox sandbox = new Sandbox(folder);

    @BeforeEach
    void layOut() throws IOException {
        sandbox = new Sandbox(folder)
                .copy("tintype", "/usr/lib/jvm/", folder + "/jvm/", "/opt/*", folder + "/opt/*")
                .program("bin/javac", "exit 1")
                .program("mvnw", """
                        echo "mvnw $* with $JAVA_HOME" >>"$HOME/calls"
                        echo '[INFO] Building Tintype common 0.1.0-SNAPSHOT      [2/5]'
                        [ ! -e "$HOME/broken" ] || { echo '[ERROR] no such symbol'; exit 1; }
                        mkdir -p "$HOME/cli/target" && echo jar >"$HOME/cli/target/tintype.jar"
                        """)
                .program("setup/debian.sh", "echo \"setup $*\" >>\"$HOME/calls\"");
        Files.createDirectories(folder.resolve("cli/src/main"));
        Files.writeString(folder.resolve("pom.xml"), "");
        Files.writeString(folder.resolve("cli/src/main/A.java"), "");
        jdk("jvm/temurin-17", "17.0.9");
    }

    @Test
    void it_stays_short() throws IOException {
        assertThat(Files.readAllLines(Sandbox.ROOT.resolve("tintype"))).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void without_a_jdk_it_says_what_to_install_and_how_to_point_at_it() {
        Outcome outcome = sandbox.run("tintype", "jobs");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.said())
                .contains("version 25 or newer", "apt-get install", "adoptium", "TINTYPE_JAVA_HOME=/path/to/jdk-25");
    }

    @Test
    void a_jdk_that_is_named_but_too_old_is_not_replaced_by_another() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");
        sandbox.with("TINTYPE_JAVA_HOME", folder.resolve("jvm/temurin-17").toString());

        Outcome outcome = sandbox.run("tintype", "jobs");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.said()).contains("TINTYPE_JAVA_HOME is", "temurin-17");
    }

    @Test
    void the_first_run_builds_and_shows_how_far_it_is() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");

        Outcome outcome = sandbox.run("tintype", "jobs", "--state", "failed");

        assertThat(outcome.exitCode()).as(outcome.said()).isZero();
        assertThat(outcome.said()).contains("Building Tintype", "  Tintype common [2/5]", "java jobs --state failed");
        assertThat(sandbox.calls()).contains("package with " + folder.resolve("jvm/temurin-25"));
    }

    @Test
    void later_runs_build_only_after_a_source_has_changed() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");
        sandbox.run("tintype", "jobs");

        assertThat(sandbox.run("tintype", "jobs").said()).isEqualTo("java jobs\n");

        Files.setLastModifiedTime(
                folder.resolve("cli/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(sandbox.run("tintype", "jobs").said()).contains("Building Tintype");
        assertThat(sandbox.calls().lines().filter(line -> line.startsWith("mvnw")))
                .hasSize(2);
    }

    @Test
    void the_start_is_recorded_once_and_its_failure_is_no_failure() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");
        Files.createFile(folder.resolve("no-training"));

        assertThat(sandbox.run("tintype", "jobs").exitCode()).isZero();
        assertThat(sandbox.run("tintype", "jobs").exitCode()).isZero();

        assertThat(sandbox.calls().lines().filter(line -> line.equals("java aot-train")))
                .hasSize(1);
    }

    @Test
    void a_failed_build_shows_the_mistake_and_is_tried_again() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");
        Path broken = Files.createFile(folder.resolve("broken"));

        Outcome outcome = sandbox.run("tintype", "jobs");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.said())
                .contains("[ERROR] no such symbol", "cli/target/build.log")
                .doesNotContain("java jobs");

        Files.delete(broken);
        assertThat(sandbox.run("tintype", "jobs").exitCode()).isZero();
    }

    @Test
    void runs_side_by_side_build_once() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");
        List<Sandbox.Run> runs = List.of(
                sandbox.start("tintype", "jobs"), sandbox.start("tintype", "jobs"), sandbox.start("tintype", "jobs"));

        for (Sandbox.Run run : runs) {
            Outcome outcome = sandbox.end(run);
            assertThat(outcome.exitCode()).as(outcome.said()).isZero();
            assertThat(outcome.said()).endsWith("java jobs\n");
        }
        assertThat(sandbox.calls().lines().filter(line -> line.startsWith("mvnw")))
                .hasSize(1);
        assertThat(folder.resolve("cli/target/build.lock")).doesNotExist();
    }

    @Test
    void the_lock_of_a_dead_process_is_taken_over() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");
        Files.createDirectories(folder.resolve("cli/target"));
        Files.createSymbolicLink(folder.resolve("cli/target/build.lock"), Path.of("99999999"));

        Outcome outcome = sandbox.run("tintype", "jobs");

        assertThat(outcome.exitCode()).as(outcome.said()).isZero();
        assertThat(outcome.said()).doesNotContain("waiting");
    }

    @Test
    void the_demo_sees_to_the_parts_first() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");

        sandbox.run("tintype", "demo");

        assertThat(sandbox.calls().lines().findFirst()).contains("setup run");
    }

    @Test
    void what_the_set_up_says_no_to_is_not_gone_on_with() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");
        sandbox.program("setup/debian.sh", "exit 4");

        assertThat(sandbox.run("tintype", "demo").exitCode()).isEqualTo(4);
        assertThat(sandbox.run("tintype", "test").exitCode()).isEqualTo(4);
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void test_installs_the_parts_and_runs_everything() throws IOException {
        jdk("jvm/temurin-25", "25.0.1");

        sandbox.run("tintype", "test", "-Dtest=OneTest");

        assertThat(sandbox.calls().lines())
                .containsExactly(
                        "setup test", "mvnw -B -ntp verify -Dtest=OneTest with " + folder.resolve("jvm/temurin-25"));
    }

    @Test
    void ci_runs_the_tests_without_questions() throws IOException {
        sandbox.copy(".ci/run").program("tintype", "echo \"tintype $* CI=$CI\" >>\"$HOME/calls\"; exit 7");

        assertThat(sandbox.run(".ci/run").exitCode()).isEqualTo(7);
        assertThat(sandbox.calls()).isEqualTo("tintype test CI=true\n");
    }

    private void jdk(String path, String version) throws IOException {
        sandbox.program(path + "/bin/javac", "exit 1").program(path + "/bin/java", """
                while [ "$1" != -jar ]; do shift; done
                shift 2
                echo "java $*"
                echo "java $*" >>"$HOME/calls"
                [ "$1" != aot-train ] || [ ! -e "$HOME/no-training" ] || exit 1
                """);
        Files.writeString(folder.resolve(path).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }
}
