package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the release before to today's where the definitions are no part of the release. */
@Timeout(
        value = 15,
        unit = TimeUnit.MINUTES) // Several operators one after the other, each of which reads the apps first.
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.AUDIT)
class UpgradeWithoutDefinitionsIT {
    private final ControlPlane plane;

    @TempDir
    private Path directory = Path.of("");

    UpgradeWithoutDefinitionsIT(ControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void saysThatTheyAreToBeAppliedAndWorksOnceTheyAre() throws IOException {
        try (var release = new Release(plane);
                var people = new Workforce(plane, directory)) {
            release.install();
            release.awaitDefinitions("provisionedusers", "legalholds");
            release.runsTheOperatorBefore();
            people.join();
            var declared = people.declared();
            people.countAnew();

            assertThat(release.upgrade("--set", "crds.enabled=false"))
                    .contains(
                            "The resource definitions are not part of this release",
                            "kubectl apply --server-side --force-conflicts -f helm/usher/files/crds");
            assertThat(saidAtTheEndByTodaysOperator(release))
                    .contains("the CustomResourceDefinitions usersources.provisioning.usher.dev are not there");
            assertThat(apply().exitCode()).as("Helm owns what it installed").isNotZero();
            Release.ran(apply("--force-conflicts"));
            people.strangersComeWhileNobodyIsAtWork();
            release.runsTodaysOperator();

            people.awaitReadAndNotWritten();
            people.awaitAllReady();
            assertThat(people.declared()).isEqualTo(declared);
            people.joins("u21");
            release.upgrade("--set", "crds.enabled=true", "--take-ownership");
            people.joins("u22");
        }
    }

    private Ran apply(String... options) {
        var definitions = Chart.DIRECTORY.resolve("files/crds").toString();
        return plane.kubectl(Stream.concat(Stream.of("apply", "--server-side", "-f", definitions), Stream.of(options))
                .toArray(String[]::new));
    }

    private static String saidAtTheEndByTodaysOperator(Release release) throws IOException {
        release.stop();
        try (var operator = release.launchTodaysOperator()) {
            assertThat(operator.awaitEnd()).isNotZero();
            return Files.readString(operator.log());
        }
    }
}
