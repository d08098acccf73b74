package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server fills in is no difference, and all else is one. */
class SpecDifferenceTest {
    private static final String WRITTEN = """
            failurePolicy: Fail
            matchConstraints:
              resourceRules:
              - {apiGroups: [provisioning.usher.dev], apiVersions: [v1alpha1], operations: [CREATE], resources: [accesslocks]}
            validations:
            - {expression: object.spec.requestedBy == request.userInfo.username, reason: Forbidden}
            """;
    private static final String STORED = """
            failurePolicy: Fail
            matchConstraints:
              matchPolicy: Equivalent
              namespaceSelector: {}
              objectSelector: {}
              resourceRules:
              - {apiGroups: [provisioning.usher.dev], apiVersions: [v1alpha1], operations: [CREATE], resources: [accesslocks], scope: "*"}
            validations:
            - {expression: object.spec.requestedBy == request.userInfo.username, reason: Forbidden}
            """;

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(String yaml) {
        return Serialization.unmarshal(yaml, Map.class);
    }

    private static Optional<String> difference(String written, String stored) {
        return SpecDifference.first(spec(written), spec(stored));
    }

    @Test
    void whatTheApiServerFillsInIsNone() {
        assertThat(difference(WRITTEN, STORED)).isEmpty();
        assertThat(difference(STORED, STORED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failurePolicy: Fail|failurePolicy: Ignore|spec.failurePolicy",
                "matchPolicy: Equivalent|matchPolicy: Exact|spec.matchConstraints.matchPolicy",
                "objectSelector: {}|objectSelector: {matchLabels: {a: b}}|spec.matchConstraints.objectSelector",
                "namespaceSelector: {}|namespaceSelector: {matchLabels: {a: b}}|spec.matchConstraints.namespaceSelector",
                "resources: [accesslocks]|resources: [legalholds]|spec.matchConstraints.resourceRules[0].resources[0]",
                "operations: [CREATE]|operations: []|spec.matchConstraints.resourceRules[0].operations",
                "scope: \"*\"|scope: Cluster|spec.matchConstraints.resourceRules[0].scope",
                "validations:|matchConditions: [{name: never, expression: \"false\"}]#validations:|spec.matchConditions",
                "reason: Forbidden|reason: Invalid|spec.validations[0].reason",
            })
    void whatLeavesSomethingOutIsOne(String before, String after, String field) {
        assertThat(difference(WRITTEN, STORED.replace(before, after.replace("#", "\n"))))
                .contains(field);
    }

    @Test
    void whatIsGoneIsOne() {
        assertThat(difference(WRITTEN, "failurePolicy: Fail")).contains("spec.matchConstraints");
    }

    @Test
    void aBindingThatOnlyWarnsOrLeavesNamespacesOutIsOne() {
        var binding = "policyName: requester\nvalidationActions: [Deny, Audit]\n";

        assertThat(difference(binding, binding)).isEmpty();
        assertThat(difference(binding, binding.replace("Deny", "Warn"))).contains("spec.validationActions[0]");
        assertThat(difference(binding, binding.replace("[Deny, Audit]", "[Audit]")))
                .contains("spec.validationActions");
        assertThat(difference(binding, binding + "matchResources: {namespaceSelector: {}}"))
                .contains("spec.matchResources");
        assertThat(difference(binding, binding + "paramRef: {name: none}")).contains("spec.paramRef");
    }
}
