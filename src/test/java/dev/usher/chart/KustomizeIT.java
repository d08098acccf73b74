package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Binaries;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import dev.usher.thirdparty.Installed;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That {@code config/kustomize} is what the chart says, and that a real API server takes it, once and for all. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.CONTROLLER_MANAGER)
class KustomizeIT {
    private static final String OVERLAYS = "config/kustomize/overlays/";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Set<String> OF_HELM =
            Set.of("app.kubernetes.io/managed-by", "helm.sh/chart", "helm.sh/resource-policy");

    private final ControlPlane plane;
    private final Chart chart;

    KustomizeIT(ControlPlane plane) {
        this.plane = plane;
        this.chart = new Chart(plane);
    }

    private static void ran(Ran ran) {
        assertThat(ran.exitCode()).as(ran.output() + ran.errors()).isZero();
    }

    private String built(String directory) {
        var ran = plane.kubectl("kustomize", Project.path(directory).toString());
        ran(ran);
        return ran.output();
    }

    private Map<String, HasMetadata> byName(List<HasMetadata> objects) {
        var all = new TreeMap<String, HasMetadata>();
        objects.stream().filter(object -> !(object instanceof Namespace)).forEach(object -> {
            var metadata = object.getMetadata();
            Stream.of(metadata.getLabels(), metadata.getAnnotations())
                    .filter(map -> map != null)
                    .forEach(map -> map.keySet().removeAll(OF_HELM));
            if (metadata.getAnnotations() != null && metadata.getAnnotations().isEmpty()) {
                metadata.setAnnotations(null);
            }
            if (object instanceof Deployment deployment) {
                var pod = deployment.getSpec().getTemplate();
                pod.getMetadata().getLabels().keySet().removeAll(OF_HELM);
                var container = pod.getSpec().getContainers().getFirst();
                container.setEnv(container.getEnv().stream()
                        .sorted(Comparator.comparing(EnvVar::getName))
                        .toList());
            }
            all.put(object.getKind() + " " + metadata.getNamespace() + "/" + metadata.getName(), object);
        });
        return all;
    }

    private static int render(Path directory, String helm) throws IOException {
        var script = new ProcessBuilder(
                        Project.path("config/kustomize/render.sh").toString(), directory.toString())
                .directory(Project.path("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        script.environment().put("HELM", helm);
        return script.start().onExit().join().exitValue();
    }

    @Test
    void isLeftAsItIsByACommandThatFails(@TempDir Path directory) throws Exception {
        var made = Files.createDirectories(directory.resolve("kustomize/base")).resolve("usher.yaml");
        Files.writeString(made, "what was there");

        assertThat(render(directory, "no-such-helm")).isNotZero();
        assertThat(directory.resolve("said")).content().contains("no-such-helm");
        assertThat(render(directory, "false")).isNotZero();

        assertThat(made).hasContent("what was there");
    }

    @Test
    void isMadeByItsCommand(@TempDir Path directory) throws Exception {
        assertThat(render(directory, Binaries.of("helm").toString()))
                .as(Files.readString(directory.resolve("said")))
                .isZero();

        try (Stream<Path> files = Files.walk(directory.resolve("kustomize"))) {
            var made = files.filter(Files::isRegularFile).toList();
            assertThat(made)
                    .hasSize(7)
                    .allSatisfy(file -> assertThat(Project.path("config").resolve(directory.relativize(file)))
                            .as("config/kustomize/render.sh makes it anew")
                            .hasSameTextualContentAs(file));
        }
    }

    /** With the image that the overlays name: whoever edits that gets theirs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster|usher-system|crds.keep=true",
                "namespaces|usher-system|watch.namespaces={people,partners}",
                "namespace|people|watch.namespaces={people},clusterResources=false",
            })
    void declaresWhatTheChartDeclares(String overlay, String namespace, String values) {
        var built = plane.adminClient()
                .load(new ByteArrayInputStream(built(OVERLAYS + overlay).getBytes(StandardCharsets.UTF_8)))
                .items();

        assertThat(byName(built))
                .isEqualTo(byName(chart.objects(
                        "--no-hooks",
                        "--set",
                        "image.repository=registry.example.com/usher," + values,
                        "--namespace",
                        namespace)));
    }

    @ParameterizedTest
    @CsvSource({
        "cluster, true",
        "namespaces, true",
        "namespace, true",
        "cluster, false",
        "namespaces, false",
        "namespace, false"
    })
    void isAsItWasAppliedOnceItIs(String overlay, boolean byTheServer) {
        var side = "--server-side=" + byTheServer;
        for (var namespace : List.of("people", "partners")) {
            plane.kubectl("create", "namespace", namespace);
        }
        ran(plane.kubectl("apply", "--server-side", "-k", Project.path("crds").toString()));
        var directory = Project.path(OVERLAYS + overlay).toString();

        await().atMost(SOON).untilAsserted(() -> ran(plane.kubectl("apply", side, "-k", directory)));

        await().atMost(SOON).untilAsserted(() -> ran(plane.kubectl("diff", side, "-k", directory)));
    }

    @Test
    void addsToWhatArgoCdIsTold() throws IOException {
        plane.kubectl("create", "namespace", "argocd");
        ran(plane.kubectl("create", "configmap", "argocd-cm", "-n", "argocd", "--from-literal=url=https://argo"));
        var patch = Files.createTempFile("argocd-cm", ".yaml");
        try {
            Files.writeString(patch, built("config/argocd"));
            ran(plane.kubectl("patch", "configmap", "argocd-cm", "-n", "argocd", "--patch-file", patch.toString()));
        } finally {
            Files.delete(patch);
        }

        var told = plane.adminClient()
                .configMaps()
                .inNamespace("argocd")
                .withName("argocd-cm")
                .get()
                .getData();
        assertThat(told)
                .hasSize(1 + 1 + 9 + 3)
                .containsEntry("url", "https://argo")
                .containsEntry(
                        "resource.customizations.health.provisioning.usher.dev_Role",
                        Files.readString(Project.path("config/argocd/health.lua")));
    }

    /** By the definitions of Argo CD itself. */
    @Test
    void declaresWhatArgoCdTakesToTheLastField() {
        plane.applyCrds(Installed.by("src/test/gitops/install.sh").resolve("argocd"));
        plane.kubectl("create", "namespace", "argocd");
        var strictly = List.of("apply", "--server-side", "--dry-run=server", "--validate=strict");

        for (var what : List.of(
                List.of("-k", "config/argocd/applications"),
                List.of("-f", "config/argocd/root.yaml"),
                List.of("-f", "config/argocd/applications/applicationset.yaml"))) {
            var path = Project.path(what.getLast()).toString();
            ran(plane.kubectl(Stream.of(strictly, List.of(what.getFirst(), path))
                    .flatMap(List::stream)
                    .toArray(String[]::new)));
        }
    }

    /** As whom Flux writes, by {@code config/flux/permissions.yaml}, under the policies of the chart. */
    @Test
    void fluxMayDoWhatItsDirectoriesTakeAndNoMore() {
        ran(plane.kubectl("create", "namespace", "flux-system"));
        ran(plane.kubectl(
                "apply", "-f", Project.path("config/flux/permissions.yaml").toString()));
        ran(plane.kubectl(
                "apply",
                "--server-side",
                "-k",
                Project.path(OVERLAYS + "cluster").toString()));
        var access = plane.kubeconfigFor("flux-system", "usher-access");
        var people = plane.kubeconfigFor("flux-system", "usher-people");

        await().atMost(SOON).untilAsserted(() -> ran(apply(access, "config/kustomize/content/access")));
        ran(apply(people, "config/kustomize/content/people"));

        assertThat(apply(people, "config/kustomize/content/access").exitCode()).isNotZero();
        assertThat(apply(access, "config/kustomize/content/people").exitCode()).isNotZero();
        assertThat(plane.kubectlBy(people, "delete", "provisioneduser", "ada.lovelace", "-n", "people")
                        .errors())
                .contains("cannot delete resource");
        assertThat(plane.kubectlBy(
                                people,
                                "patch",
                                "provisioneduser",
                                "ada.lovelace",
                                "-n",
                                "people",
                                "--type=merge",
                                "-p",
                                "{\"spec\": {\"deletionPolicy\": \"Orphan\"}}")
                        .errors())
                .contains("takes the verb exempt");
        assertThat(plane.kubectlBy(access, "delete", "targetapp", "wiki", "-n", "people")
                        .errors())
                .contains("cannot delete resource");
    }

    /** Argo CD asks a person before it takes away what somebody's access hangs on, and Flux leaves it. */
    @Test
    void nothingThatPeopleHangOnIsPrunedByItself() {
        var content = plane.adminClient()
                .load(new ByteArrayInputStream(built("config/kustomize/content").getBytes(StandardCharsets.UTF_8)))
                .items();

        assertThat(content)
                .filteredOn(object -> !(object instanceof Namespace))
                .filteredOn(object -> !object.getKind().equals("Role"))
                .extracting(HasMetadata::getKind)
                .contains("TargetApp", "ProvisioningPolicy", "ProvisionedUser", "UserSource");
        assertThat(content)
                .filteredOn(object -> !(object instanceof Namespace))
                .filteredOn(object -> !object.getKind().equals("Role"))
                .allSatisfy(object -> assertThat(object.getMetadata().getAnnotations())
                        .containsEntry("argocd.argoproj.io/sync-options", "Prune=confirm,Delete=confirm")
                        .containsEntry("kustomize.toolkit.fluxcd.io/prune", "disabled"));
    }

    private Ran apply(Path kubeconfig, String directory) {
        return plane.kubectlBy(
                kubeconfig,
                "apply",
                "--server-side",
                "-k",
                Project.path(directory).toString());
    }
}
