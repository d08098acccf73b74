package dev.usher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./usher} in a checkout of its own, where Maven and the JDKs are scripts of this test. */
class LauncherIT {

    private static final String FAKE_MAVEN = """
            cd "$(dirname "$0")" || exit
            echo "$* with $JAVA_HOME" >>maven-calls
            mkdir -p target/quarkus-app target/classes target/test-classes
            echo packaged >target/quarkus-app/quarkus-run.jar
            echo /some.jar >target/test-class-path
            """;

    private final BareMachine machine;
    private final Path checkout;
    private final Path jdks;
    private final Path launcher;

    LauncherIT(@TempDir Path directory) throws IOException {
        machine = new BareMachine(directory);
        jdks = Files.createDirectory(directory.resolve("jdks"));
        machine.with("USHER_JDK_SEARCH", jdks);
        checkout = Files.createDirectories(directory.resolve("checkout with a space"));
        launcher = Files.copy(Project.path("usher"), checkout.resolve("usher"));
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createDirectories(checkout.resolve("src/test/control-plane"));
        Files.writeString(checkout.resolve("src/main/App.java"), "class App {}");
        Files.writeString(checkout.resolve("src/test/AppTest.java"), "class AppTest {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        BareMachine.program(checkout.resolve("src/test/control-plane/resolve.sh"), "echo control plane is there >&2");
        maven(FAKE_MAVEN);
    }

    @Test
    void listsItsVerbs() throws IOException {
        var ran = machine.run(launcher);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.output()).contains("demo", "test", "bench", "cluster", "run", "why", "build", "help");
    }

    @Test
    void refusesAVerbThatDoesNotExist() throws IOException {
        var ran = machine.run(launcher, "deploy");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors()).startsWith("usher: there is no verb 'deploy'\nusage: ./usher VERB");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoJdk() throws IOException {
        var ran = machine.run(launcher, "test");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .startsWith("usher: needs a JDK 25 or newer, and there is none.")
                .contains("https://adoptium.net", "sdk install java", "set JAVA_HOME");
    }

    @Test
    void saysWhichJdksAreTooOld() throws IOException {
        machine.with("JAVA_HOME", jdk("old", "17.0.15"));

        var ran = machine.run(launcher, "build");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .containsOnlyOnce("There is a JDK 17 in " + jdks.resolve("old") + ", which is too old.");
    }

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws IOException {
        machine.with("JAVA_HOME", jdk("b-old", "1.8.0_402"));
        Files.createDirectories(jdks.resolve("a-runtime-only"));
        Files.writeString(jdks.resolve("a-runtime-only/release"), "JAVA_VERSION=\"25\"\n");
        jdk("c-right", "25.0.3");
        jdk("d-newer", "26");

        machine.run(launcher, "build");

        assertThat(mavenCalls()).containsExactly("-B -ntp package -DskipTests with " + jdks.resolve("c-right"));
    }

    @Test
    void findsTheJdkOfTheJavaOnThePath() throws IOException {
        jdk("a-first", "25");
        Path elsewhere = makeJdk(machine.home().resolve("elsewhere"), "25");
        machine.install("java", elsewhere.resolve("bin/java"));

        machine.run(launcher, "build");

        assertThat(mavenCalls()).containsExactly("-B -ntp package -DskipTests with " + elsewhere);
    }

    @Test
    void findsTheJdksOfSdkmanAndMise() throws IOException {
        machine.with("USHER_JDK_SEARCH", "");
        Path mise = makeJdk(machine.home().resolve(".local/share/mise/installs/java/temurin-25"), "25");
        machine.run(launcher, "build");
        Files.delete(checkout.resolve("target/usher-built"));
        Path sdkman = makeJdk(machine.home().resolve(".sdkman/candidates/java/25-tem"), "25");
        machine.run(launcher, "build");

        assertThat(mavenCalls())
                .containsExactly(
                        "-B -ntp package -DskipTests with " + mise, "-B -ntp package -DskipTests with " + sdkman);
    }

    @Test
    void buildsOnlyWhenTheContentOfASourceDiffers() throws IOException {
        jdk("right", "25");
        Path source = checkout.resolve("src/main/App.java");
        FileTime longAgo = FileTime.from(Instant.EPOCH);

        assertThat(machine.run(launcher, "build").errors()).contains("built in");
        assertThat(machine.run(launcher, "build").errors()).isEqualTo("up to date\n");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        machine.run(launcher, "build");
        assertThat(mavenCalls()).hasSize(1);

        Files.writeString(source, "class App { int changed; }");
        Files.setLastModifiedTime(source, longAgo);
        machine.run(launcher, "build");
        assertThat(mavenCalls()).hasSize(2);

        Files.move(source, checkout.resolve("src/main/Renamed.java"));
        machine.run(launcher, "build");
        assertThat(mavenCalls()).hasSize(3);
    }

    @Test
    void buildsAgainWhatSomebodyElseBuiltOver() throws IOException {
        jdk("right", "25");
        machine.run(launcher, "build");

        Files.writeString(checkout.resolve("target/quarkus-app/quarkus-run.jar"), "of another branch");
        machine.run(launcher, "build");

        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void runsTheOperatorWhereTheUserIsWithoutABuildForAChangedTest() throws IOException {
        jdk("right", "25");
        machine.with("KUBECONFIG", "relative");
        machine.run(launcher, "build");
        Files.writeString(checkout.resolve("src/test/AppTest.java"), "class AppTest { int changed; }");

        var ran = machine.run(launcher, "run");

        assertThat(ran.output())
                .isEqualTo(
                        "java in %s: -jar %s/target/quarkus-app/quarkus-run.jar%n".formatted(machine.home(), checkout));
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void handsAVerbOfTheProductToThePackagedCommandLineWhereTheUserIs() throws IOException {
        jdk("right", "25");
        machine.run(launcher, "build");

        var ran = machine.run(launcher, "why", "ada", "-o", "json");

        assertThat(ran.output())
                .startsWith("java in " + machine.home() + ": ")
                .endsWith("-jar " + checkout + "/target/quarkus-app/quarkus-run.jar why ada -o json\n");
        assertThat(ran.errors()).isEmpty();
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void saysNothingOfABuildWhereAVerbOfTheProductAnswers() throws IOException {
        jdk("right", "25");

        var ran = machine.run(launcher, "why", "ada");

        assertThat(ran.output()).startsWith("java in ").hasLineCount(1);
        assertThat(ran.errors()).contains("built in");
    }

    @Test
    void saysThatThereIsNoClusterToRunAgainst() throws IOException {
        var ran = machine.run(launcher, "run");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("no cluster: set KUBECONFIG", "./usher cluster");
    }

    @Test
    void runsTheDemoTheBenchAndTheClusterFromTheTestTree() throws IOException {
        jdk("right", "25");

        assertThat(machine.run(launcher, "demo", "--once").output())
                .contains("-cp %1$s/target/test-classes:%1$s/target/classes:/some.jar dev.usher.demo.Demo --once"
                        .formatted(checkout));
        assertThat(machine.run(launcher, "bench", "timers").output()).contains("dev.usher.bench.Bench timers");
        assertThat(machine.run(launcher, "image").output())
                .contains("-Dusher.where=" + machine.home().toRealPath() + " dev.usher.image.ImageCommand");
        var ran = machine.run(launcher, "cluster");
        assertThat(ran.output()).contains("-Dusher.root=" + checkout, "dev.usher.cluster.Cluster");
        assertThat(ran.errors()).contains("control plane is there");
    }

    @Test
    void showsWhyABuildFailedAndWhereItsLogIs() throws IOException {
        jdk("right", "25");
        maven("echo '[INFO] noise'; echo '[ERROR] App.java:[1,1] not a statement'; exit 1");

        var ran = machine.run(launcher, "build");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .contains("[ERROR] App.java:[1,1] not a statement", checkout + "/target/build.log")
                .doesNotContain("noise");
    }

    @Test
    void testsWithTheControlPlaneAtHandAndSaysHowLongEachTierTook() throws IOException {
        jdk("right", "25");
        maven(FAKE_MAVEN + """
                echo '[INFO] --- surefire:3.5.4:test (default-test) @ usher ---'
                echo '[INFO] --- jar:3.5.0:jar (default-jar) @ usher ---'
                echo '[INFO] --- failsafe:3.5.4:integration-test (default) @ usher ---'
                echo '[INFO] --- failsafe:3.5.4:verify (default) @ usher ---'
                """);

        var ran = machine.run(launcher, "test", "-Dit.test=SomeIT");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.errors()).contains("control plane is there");
        assertThat(ran.output()).containsPattern("unit \\d+ s\n  packaging \\d+ s\n  integration \\d+ s\n  all \\d+ s");
        assertThat(mavenCalls().getFirst()).startsWith("-B -ntp verify -Dit.test=SomeIT with");
    }

    @Test
    void listsAtTheEndWhichTestsPassedOnlyWhenTheyWereToldAgain() throws IOException {
        jdk("right", "25");
        maven(FAKE_MAVEN + """
                echo '[INFO] --- surefire:3.5.4:test (default-test) @ usher ---'
                echo '[WARNING] dev.usher.said.Before'
                echo '[WARNING] Flakes: '
                echo '[WARNING] dev.usher.sync.LaneTest.isSteady(String)[2]'
                echo '[ERROR]   Run 1: LaneTest.isSteady:20'
                echo '[INFO]   Run 2: PASS'
                echo '[WARNING] dev.usher.sync.PaceTest.keepsUp'
                echo '[WARNING] Tests run: 8, Failures: 0, Errors: 0, Skipped: 0, Flakes: 2'
                echo '[WARNING] dev.usher.said.After'
                """);

        assertThat(machine.run(launcher, "test").output()).contains("""
                which is to be mended:
                  dev.usher.sync.LaneTest.isSteady(String)[2]
                  dev.usher.sync.PaceTest.keepsUp
                wall-clock:""");
    }

    @Test
    void testsQuicklyWithoutAControlPlane() throws IOException {
        jdk("right", "25");

        var ran = machine.run(launcher, "test", "--quick");

        assertThat(mavenCalls().getFirst()).startsWith("-B -ntp test with");
        assertThat(ran.errors()).doesNotContain("control plane");
    }

    @Test
    void failsAsTheTestsDo() throws IOException {
        jdk("right", "25");
        maven("exit 7");

        assertThat(machine.run(launcher, "test").exitCode()).isEqualTo(7);
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(checkout.resolve("maven-calls"));
    }

    private void maven(String script) throws IOException {
        BareMachine.program(checkout.resolve("mvnw"), script);
    }

    private Path jdk(String name, String version) throws IOException {
        return makeJdk(jdks.resolve(name), version);
    }

    private static Path makeJdk(Path home, String version) throws IOException {
        BareMachine.program(home.resolve("bin/javac"), "");
        BareMachine.program(home.resolve("bin/java"), "echo \"java in $PWD: $*\"");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
