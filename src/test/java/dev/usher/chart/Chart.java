package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Ran;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The chart of this checkout, rendered by helm. */
final class Chart {

    static final Path DIRECTORY = Path.of("helm", "usher").toAbsolutePath();
    /** Values by which everything is there that the chart can have. */
    static final String EVERYTHING =
            "rbac.aggregate=true,rbac.firstCredentials=true,rbac.userSources=true,rbac.writeBack=true,webhooks.enabled=true,"
                    + "podDisruptionBudget.enabled=true,networkPolicy.enabled=true,metrics.serviceMonitor.enabled=true,"
                    + "metrics.prometheusRule.enabled=true,metrics.prometheusRule.controllerRuntime=true,metrics.dashboards.enabled=true,check.beforeUninstall=true";

    static final Path DEFINITIONS = Path.of("crds").toAbsolutePath();

    private final ControlPlane plane;

    Chart(ControlPlane plane) {
        this.plane = plane;
    }

    /** {@code helm template} of a release {@code usher} in {@code usher-system}. */
    Ran template(String... options) {
        return plane.helm(Stream.concat(
                        Stream.of("template", "usher", DIRECTORY.toString(), "--namespace", "usher-system"),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    String rendered(String... options) {
        Ran ran = template(options);
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        return ran.output();
    }

    /** What the operator itself may do in the whole cluster; others that the chart has are for people. */
    List<ClusterRole> rolesOfTheOperator(String... options) {
        return objects(ClusterRole.class, options).stream()
                .filter(role -> !isForPeople(role))
                .toList();
    }

    /** What people may do, if somebody binds it. */
    List<ClusterRole> rolesOfPeople(String... options) {
        return objects(ClusterRole.class, options).stream()
                .filter(Chart::isForPeople)
                .toList();
    }

    private static boolean isForPeople(ClusterRole role) {
        return "persona".equals(role.getMetadata().getLabels().get("app.kubernetes.io/component"));
    }

    List<HasMetadata> objects(String... options) {
        return plane.adminClient()
                .load(new ByteArrayInputStream(rendered(options).getBytes(StandardCharsets.UTF_8)))
                .items();
    }

    /** What is there for the time of {@code helm test} alone. */
    List<HasMetadata> ofTheTest(String... options) {
        return objects(options).stream().filter(Chart::isOfTheTest).toList();
    }

    private static boolean isOfTheTest(HasMetadata object) {
        var annotations =
                Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
        return "test".equals(annotations.get("helm.sh/hook"));
    }

    /** Those of a kind, but for what pods of {@code helm test} take. */
    <T extends HasMetadata> List<T> objects(Class<T> kind, String... options) {
        return objects(options).stream()
                .filter(object -> object instanceof Pod || !isOfTheTest(object))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
