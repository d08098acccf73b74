package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithControlPlane.class)
class ChartPermissionsIT {

    private static final String ALL = "watch.namespaces=null";
    private static final String TWO = "watch.namespaces={people,partners}";
    private static final List<String> OF_CHANGE = List.of("create", "update", "patch", "delete", "deletecollection");

    private final Chart chart;

    ChartPermissionsIT(ControlPlane plane) {
        this.chart = new Chart(plane);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, TWO})
    void grantsNothingByAWildcard(String scope) {
        assertThat(rules(scope)).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getApiGroups()).isNotEmpty().doesNotContain("*");
            assertThat(rule.getResources()).isNotEmpty().noneMatch(resource -> resource.contains("*"));
            assertThat(rule.getVerbs()).isNotEmpty().doesNotContain("*");
            assertThat(rule.getNonResourceURLs()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, TWO})
    void neverListsNorWatchesSecretsAndDeletesOnlyItsOwn(String scope) {
        var own = chart.objects(Role.class, "--set", scope).stream()
                .filter(role -> role.getMetadata().getNamespace().equals("usher-system"))
                .flatMap(role -> role.getRules().stream())
                .filter(rule -> rule.getResources().contains("secrets"))
                .toList();
        assertThat(own)
                .singleElement()
                .satisfies(rule -> assertThat(rule.getVerbs())
                        .containsExactlyInAnyOrder("get", "create", "update", "patch", "delete"));
        assertThat(rules(scope))
                .filteredOn(rule -> rule.getResources().contains("secrets") && !own.contains(rule))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.getVerbs()).containsExactly("get"));
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, TWO})
    void writesSecretsBesideUsersOnlyIfItIsAskedTo(String scope) {
        assertThat(rules(scope, "--set", "rbac.firstCredentials=true"))
                .filteredOn(rule -> rule.getResources().contains("secrets")
                        && !rule.getVerbs().contains("update"))
                .isNotEmpty()
                .flatExtracting(PolicyRule::getVerbs)
                .containsOnly("get", "create", "delete")
                .contains("create", "delete");
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, TWO})
    void changesNoSpecificationButThatOfRecordsAndFinalizers(String scope) {
        assertThat(rules(scope))
                .filteredOn(rule ->
                        rule.getResources().stream().anyMatch(List.of("targetapps", "provisioningpolicies")::contains))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.getVerbs()).doesNotContainAnyElementsOf(OF_CHANGE));
        assertThat(rules(scope))
                .filteredOn(rule -> rule.getResources().contains("accessroles"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.getVerbs()).isSubsetOf("get", "list", "watch", "patch"));
        assertThat(rules(scope))
                .filteredOn(rule -> rule.getResources().contains("accesslocks"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.getVerbs()).isSubsetOf("get", "list", "watch", "patch"));
        assertThat(rules(scope))
                .filteredOn(rule -> rule.getResources().contains("legalholds"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.getVerbs()).isSubsetOf("get", "list", "watch", "patch"));
    }

    @Test
    void bindsNobodyToWhatPeopleMayDoAndGivesThemNothingBeside() {
        assertThat(chart.rolesOfPeople())
                .extracting(role -> role.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "usher-hr",
                        "usher-helpdesk",
                        "usher-app-owner",
                        "usher-role-owner",
                        "usher-auditor",
                        "usher-security",
                        "usher-legal");
        assertThat(chart.objects(ClusterRoleBinding.class))
                .noneMatch(binding -> chart.rolesOfPeople().stream()
                        .anyMatch(role -> role.getMetadata()
                                .getName()
                                .equals(binding.getRoleRef().getName())));
        assertThat(chart.rolesOfPeople()).flatExtracting(ClusterRole::getRules).allSatisfy(rule -> {
            assertThat(rule.getApiGroups()).containsExactly("provisioning.usher.dev");
            assertThat(rule.getResources()).noneMatch(resource -> resource.matches(".*[*/].*"));
            assertThat(rule.getVerbs()).doesNotContain("*", "deletecollection", "impersonate");
        });
    }

    @Test
    void joinsThemToTheRolesOfKubernetesOnlyWhereTheValuesSaySo() {
        var prefix = "rbac.authorization.k8s.io/aggregate-to-";

        assertThat(chart.rolesOfPeople())
                .allSatisfy(role -> assertThat(role.getMetadata().getLabels().keySet())
                        .noneMatch(label -> label.startsWith(prefix)));
        assertThat(chart.rolesOfPeople("--set", "rbac.aggregate=true"))
                .extracting(role -> role.getMetadata().getName() + " "
                        + role.getMetadata().getLabels().keySet().stream()
                                .filter(label -> label.startsWith(prefix))
                                .map(label -> label.substring(prefix.length()))
                                .collect(Collectors.joining(" ")))
                .containsExactlyInAnyOrder(
                        "usher-hr admin",
                        "usher-helpdesk edit",
                        "usher-app-owner admin",
                        "usher-role-owner admin",
                        "usher-auditor view",
                        "usher-security admin",
                        "usher-legal ");
        assertThat(chart.rolesOfPeople("--set", "rbac.personas=false")).isEmpty();
    }

    @Test
    void grantsOnlyItsOwnDefinitionsAndPoliciesClusterWideWhenNamespacesAreNamed() {
        assertThat(chart.rolesOfTheOperator("--set", TWO))
                .singleElement()
                .satisfies(role -> assertThat(role.getRules())
                        .allSatisfy(rule -> assertThat(rule.getVerbs()).containsExactly("get"))
                        .satisfiesExactly(
                                rule -> {
                                    assertThat(rule.getResources()).containsExactly("customresourcedefinitions");
                                    assertThat(rule.getResourceNames())
                                            .isNotEmpty()
                                            .allMatch(name -> name.endsWith(".provisioning.usher.dev"));
                                },
                                rule -> {
                                    assertThat(rule.getResources())
                                            .containsExactly(
                                                    "validatingadmissionpolicies", "validatingadmissionpolicybindings");
                                    assertThat(rule.getResourceNames())
                                            .containsExactlyInAnyOrderElementsOf(
                                                    names(ValidatingAdmissionPolicy.class, "--set", TWO))
                                            .containsExactlyInAnyOrderElementsOf(
                                                    names(ValidatingAdmissionPolicyBinding.class, "--set", TWO));
                                }));
        assertThat(chart.objects(Role.class, "--set", TWO))
                .extracting(role -> role.getMetadata().getNamespace())
                .containsExactlyInAnyOrder("usher-system", "people", "partners");
    }

    private List<String> names(Class<? extends HasMetadata> kind, String... options) {
        return chart.objects(kind, options).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    @Test
    void looksAtNoPolicyWhereThereIsNone() {
        var none =
                "admission.verbs=false,admission.requester=false,admission.fieldManagers=false,admission.deletionProtection=false";

        assertThat(rules(none))
                .flatExtracting(PolicyRule::getResources)
                .isNotEmpty()
                .doesNotContain("validatingadmissionpolicies", "configmaps");
        assertThat(chart.objects(ConfigMap.class, "--set", none)).isEmpty();
    }

    @Test
    void listsNamespacesOnlyWhereAllAreWatched() {
        assertThat(verbsOnNamespaces(ALL)).containsExactlyInAnyOrder("get", "list", "watch");
        assertThat(verbsOnNamespaces(TWO)).containsExactly("get");
    }

    private Set<String> verbsOnNamespaces(String scope) {
        return rules(scope).stream()
                .filter(rule -> rule.getResources().contains("namespaces"))
                .flatMap(rule -> rule.getVerbs().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void grantsNothingWhenPermissionsAreManagedElsewhere() {
        assertThat(chart.objects("--set", "rbac.create=false"))
                .extracting(HasMetadata::getKind)
                .doesNotContain("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
    }

    private List<PolicyRule> rules(String scope, String... more) {
        var options = Stream.concat(Stream.of("--set", scope), Stream.of(more)).toArray(String[]::new);
        List<PolicyRule> rules = new ArrayList<>();
        chart.objects(Role.class, options).forEach(role -> rules.addAll(role.getRules()));
        chart.rolesOfTheOperator(options).forEach(role -> rules.addAll(role.getRules()));
        return rules;
    }
}
