package dev.usher.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import dev.usher.cluster.Project;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That what {@code config/argocd} and {@code config/flux} name is there, and that neither deletes anybody. */
class CustomizationsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String HEALTH = "resource.customizations.health.provisioning.usher.dev_";
    private static final String ACTIONS = "resource.customizations.actions.provisioning.usher.dev_";
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            ProvisionedUser.class,
            Role.class,
            TargetApp.class,
            ProvisioningPolicy.class,
            UserSource.class,
            AccessLock.class,
            LegalHold.class,
            RemovalDecision.class,
            RetainedAccount.class);

    private static List<JsonNode> documents(String directory) throws IOException {
        var documents = new ArrayList<JsonNode>();
        try (Stream<Path> files = Files.list(Project.path(directory))) {
            for (var file : files.filter(one -> one.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                try (var parsed = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
                    documents.addAll(parsed.readAll());
                }
            }
        }
        return documents;
    }

    private static List<JsonNode> of(String kind, List<JsonNode> documents) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    private static Map<String, String> customizations() throws IOException {
        var kustomization =
                YAML.readTree(Project.path("config/argocd/kustomization.yaml").toFile());
        var files = new TreeMap<String, String>();
        kustomization.at("/configMapGenerator/0/files").forEach(file -> {
            var parts = file.asText().split("=", 2);
            files.put(parts[0], parts[1]);
        });
        return files;
    }

    @Test
    void everyKindHasAHealthAndNoneThatPeopleDecideByHasActions() throws IOException {
        var files = customizations();

        assertThat(files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith(HEALTH))
                        .toList())
                .hasSameSizeAs(KINDS)
                .allSatisfy(file -> assertThat(file.getValue()).isEqualTo("health.lua"));
        assertThat(KINDS).allSatisfy(kind -> assertThat(files).containsKey(HEALTH + HasMetadata.getKind(kind)));
        assertThat(files.keySet().stream().filter(key -> key.startsWith(ACTIONS)))
                .containsExactlyInAnyOrder(ACTIONS + "ProvisionedUser", ACTIONS + "TargetApp", ACTIONS + "UserSource");
        for (var file : files.values()) {
            assertThat(Project.path("config/argocd/" + file)).exists();
        }
    }

    @Test
    void everyPathThatIsSyncedIsThere() throws IOException {
        assertThat(documents("config/argocd/applications").stream()
                        .filter(document -> document.path("kind").asText().equals("Application"))
                        .map(application -> application.at("/spec/source/path").asText()))
                .hasSize(3)
                .allSatisfy(path -> assertThat(Project.path(path)).isDirectory());
        assertThat(of("Kustomization", documents("config/flux")).stream()
                        .filter(document -> document.at("/spec/path").isTextual())
                        .map(kustomization -> kustomization.at("/spec/path").asText()))
                .hasSize(3)
                .allSatisfy(path -> assertThat(Project.path(path)).isDirectory());
        assertThat(Project.path(of("HelmRelease", documents("config/flux/operator"))
                        .getFirst()
                        .at("/spec/chart/spec/chart")
                        .asText()))
                .isDirectory();
    }

    @Test
    void theOperatorGoesFirstAndAnAppThatIsDownKeepsNobodyFromLeavingOthers() throws IOException {
        assertThat(of("Application", documents("config/argocd/applications")).stream()
                        .collect(Collectors.toMap(
                                one -> one.at("/metadata/name").asText(),
                                one -> one.at("/metadata/annotations/argocd.argoproj.io~1sync-wave")
                                        .asInt())))
                .isEqualTo(Map.of("usher", -10, "usher-access", 0, "usher-people", 10));
        assertThat(of("Kustomization", documents("config/flux")).stream()
                        .filter(one -> one.has("spec"))
                        .collect(Collectors.toMap(
                                one -> one.at("/metadata/name").asText(),
                                one -> one.at("/spec/dependsOn/0/name").asText())))
                .isEqualTo(Map.of("usher", "", "usher-access", "usher", "usher-people", "usher"));
    }

    @Test
    void whatWasNotEditedIsNotWaitedFor() throws IOException {
        var all = documents("config/argocd/applications");
        assertThat(Stream.concat(
                        of("Application", all).stream()
                                .filter(one ->
                                        !one.at("/metadata/name").asText().equals("usher"))
                                .map(one -> one.at("/spec/syncPolicy/syncOptions")),
                        of("ApplicationSet", all).stream()
                                .map(set -> set.at("/spec/template/spec/syncPolicy/syncOptions"))))
                .hasSize(3)
                .allSatisfy(options ->
                        assertThat(options).extracting(JsonNode::asText).contains("ApplyOutOfSyncOnly=true"));
    }

    @Test
    void theProjectAllowsWhereverItsApplicationsGo() throws IOException {
        var all = documents("config/argocd/applications");
        var allowed = Pattern.compile(of("AppProject", all).stream()
                .flatMap(project -> project.at("/spec/destinations").valueStream())
                .map(destination -> destination.path("namespace").asText().replace("*", ".*"))
                .collect(Collectors.joining("|")));

        assertThat(Stream.concat(
                        of("Application", all).stream().map(one -> one.at("/spec/destination/namespace")),
                        of("ApplicationSet", all).stream()
                                .map(set -> set.at("/spec/template/spec/destination/namespace"))))
                .hasSize(4)
                .allSatisfy(namespace -> assertThat(namespace.asText()).matches(allowed));
    }

    @Test
    void nobodyIsPrunedAndNoApplicationTakesWhatItBroughtWithIt() throws IOException {
        var applications = documents("config/argocd/applications");
        assertThat(of("Application", applications)).allSatisfy(one -> {
            assertThat(one.at("/metadata/finalizers").isMissingNode()).isTrue();
            assertThat(one.at("/spec/syncPolicy/automated/prune").asBoolean())
                    .isEqualTo(one.at("/metadata/name").asText().equals("usher-access"));
        });
        assertThat(of("ApplicationSet", applications)).singleElement().satisfies(set -> {
            assertThat(set.at("/spec/syncPolicy/preserveResourcesOnDeletion").asBoolean())
                    .isTrue();
            assertThat(set.at("/spec/template/spec/syncPolicy/automated/prune").asBoolean())
                    .isFalse();
        });
        assertThat(of("Kustomization", documents("config/flux")).stream().filter(one -> one.has("spec")))
                .allSatisfy(one -> {
                    assertThat(one.at("/spec/deletionPolicy").asText()).isEqualTo("Orphan");
                    assertThat(one.at("/spec/prune").asBoolean())
                            .isEqualTo(one.at("/metadata/name").asText().equals("usher-access"));
                });
    }

    @Test
    void bothOperatorsMayMakeTheUsersOfTheSourceThatIsBrought() throws IOException {
        assertThat(Project.path("config/kustomize/content/access/sources.yaml")).exists();
        assertThat(of("HelmRelease", documents("config/flux/operator"))
                        .getFirst()
                        .at("/spec/values/rbac/userSources")
                        .asBoolean())
                .isTrue();
        assertThat(of("Application", documents("config/argocd/applications")).stream()
                        .filter(one -> one.at("/metadata/name").asText().equals("usher")))
                .singleElement()
                .satisfies(operator -> assertThat(operator.at("/spec/source/helm/valuesObject/rbac/userSources")
                                .asBoolean())
                        .isTrue());
    }
}
