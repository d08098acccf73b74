package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What going back takes where {@code crds.keep} is false, which {@code docs/upgrade.md} warns of; no operator runs. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class DefinitionsNotKeptIT {
    private final ControlPlane plane;

    @TempDir
    private Path directory = Path.of("");

    DefinitionsNotKeptIT(ControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void goWithARollbackWhereTheyAreNewAndAllOfThemWhereTheyArePartOfTheReleaseNoMore() throws IOException {
        try (var release = new Release(plane)) {
            release.install("--set", "crds.keep=false");
            release.upgrade();
            release.awaitDefinitions("usersources", "provisionedusers");

            release.rollBack();

            await().atMost(Workforce.SOON).until(() -> !isDefined("usersources"));
            assertThat(isDefined("provisionedusers")).isTrue();

            release.goBackWithTheDefinitionsOfToday(directory, 1);

            await().atMost(Workforce.SOON).until(() -> !isDefined("provisionedusers"));
        }
    }

    private boolean isDefined(String plural) {
        return plane.kubectl("get", "crd", plural + ".provisioning.usher.dev").exitCode() == 0;
    }
}
