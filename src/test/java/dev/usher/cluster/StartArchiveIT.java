package dev.usher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithControlPlane.class)
class StartArchiveIT {

    @Test
    void anOperatorStartsByTheArchiveOfItsBuild(ControlPlane plane, TestNamespace home) {
        var options = StartArchive.options(OperatorProcess.application());
        assertThat(options).contains("-XX:AOTCache=" + StartArchive.archive(OperatorProcess.application()));

        // With "on" in place of "auto" a JVM ends that cannot use it.
        try (var operator = OperatorProcess.start(
                plane.kubeconfig(),
                Map.of(
                        "USHER_NAMESPACE", home.name(),
                        "USHER_WATCH_NAMESPACES", home.name(),
                        "JDK_JAVA_OPTIONS", "-XX:AOTMode=on"))) {
            operator.awaitReady();

            assertThat(operator.log()).content().contains("started in");
        }
    }

    @Test
    void anArchiveThatIsOlderThanTheBuildIsNotUsed(ControlPlane plane) throws Exception {
        try (var directory = RunDirectory.create("older")) {
            var application = Files.createDirectories(directory.path().resolve("quarkus-app"))
                    .resolve("quarkus-run.jar");
            var archive = StartArchive.archive(application);
            Files.writeString(archive, "of a build before");
            Files.writeString(application, "the build");
            Files.setLastModifiedTime(
                    archive,
                    FileTime.fromMillis(Files.getLastModifiedTime(application).toMillis() - 1_000));

            assertThat(StartArchive.isOf(application)).isFalse();
        }
    }
}
