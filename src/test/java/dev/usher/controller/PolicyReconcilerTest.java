package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.Condition;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.ProvisioningPolicyStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    @Test
    void saysThatAPolicyHolds() {
        var status = status(policy("{}"), NOW);

        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.conditions())
                .containsExactly(new Condition(
                        "Ready",
                        "True",
                        "InForce",
                        "The policy holds for everybody of its namespace",
                        3L,
                        "2026-09-15T12:00:00Z"));
    }

    @Test
    void isStalledByWhatDoesNotExist() {
        var status = status(policy("workday: {zone: Europe/Londn}"), NOW);

        assertThat(status.conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "False", "SpecInvalid"), tuple("Stalled", "True", "SpecInvalid"));
        assertThat(status.conditions())
                .allMatch(condition -> condition.message().contains("`spec.workday.zone`"));
    }

    @Test
    void isStalledByWhatANewerVersionMayKnow() {
        var status = status(policy("allowedNamespaces: {from: Realm}"), NOW);

        assertThat(status.conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(
                        tuple("Ready", "False", "NewerThanOperator"), tuple("Stalled", "True", "NewerThanOperator"));
        assertThat(status.conditions())
                .allMatch(condition -> condition.message().contains("`spec.allowedNamespaces.from`"));
    }

    @Test
    void saysTheSameOfAPolicyThatDidNotChangeAndIsNoLongerStalledOnceItIsRepaired() {
        var broken = policy("workday: {zone: Europe/Londn}");
        broken.setStatus(status(broken, NOW));
        assertThat(status(broken, NOW.plusSeconds(60))).isEqualTo(broken.getStatus());

        var repaired = policy("workday: {zone: Europe/London}");
        repaired.setStatus(broken.getStatus());
        assertThat(status(repaired, NOW.plusSeconds(60)).conditions())
                .extracting(Condition::type, Condition::lastTransitionTime)
                .containsExactly(tuple("Ready", "2026-09-15T12:01:00Z"));
    }

    @Test
    void keepsTheDaysThatWereLastInForceWhileItCannotBeFollowed() {
        var good = policy(
                "{workday: {zone: Asia/Tokyo, end: '18:00'}, locations: [{name: Perth, zone: Australia/Perth}]}");
        var inForce = status(good, NOW);
        var broken = policy("{workday: {zone: Asia/Tokio}, allowedNamespaces: {from: Realm}}");
        broken.setStatus(inForce);

        var status = status(broken, NOW);

        assertThat(status.workday()).isEqualTo(good.getSpec().workday());
        assertThat(status.locations()).isEqualTo(good.getSpec().locations());

        var without = policy("{}");
        without.setStatus(status);
        assertThat(status(without, NOW).workday()).isNull();
        assertThat(status(without, NOW).locations()).isEmpty();
    }

    @Test
    void isStalledByARuleWithAFlawAndSaysWhichWhileEverythingElseHolds() {
        var slip = policy("""
                workday: {zone: Asia/Tokyo}
                quality:
                - {rule: has(user.email), message: give an address}
                - {rule: "user.emial != ''", message: give an address}
                """);

        var status = status(slip, NOW);

        assertThat(status.conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "False", "RuleInvalid"), tuple("Stalled", "True", "RuleInvalid"));
        assertThat(status.conditions())
                .allMatch(condition -> condition.message().contains("`spec.quality[1].rule`, line 1, column 5"));
        assertThat(status.workday()).isEqualTo(slip.getSpec().workday());
    }

    @Test
    void isStalledByAskingForLabelsWhereOnlySomeNamespacesAreWatchedWhileEverythingElseHolds() {
        var narrow = new Neighbourhood(Set.of("people"));
        var byLabels = policy(
                "{workday: {zone: Asia/Tokyo}, allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}}");

        var status =
                PolicyReconciler.status(byLabels, narrow.accesses(), new Realms(narrow.caches), Optional.empty(), NOW);

        assertThat(status.conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "False", "ScopeTooNarrow"), tuple("Stalled", "True", "ScopeTooNarrow"));
        assertThat(status.workday()).isEqualTo(byLabels.getSpec().workday());
        assertThat(status(byLabels, NOW).conditions())
                .extracting(Condition::reason)
                .containsExactly("InForce");
    }

    @Test
    void saysOfItsRealmWhoDoesNotAgree() {
        var quarter = new Neighbourhood();
        var policy = quarter.sharesPeople("people", "people", "board", "lab");
        quarter.sharesPeople("board", "people");

        assertThat(status(quarter, policy).conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "True", "InForce"), tuple("RealmJoined", "False", "RealmNotAgreed"));
        assertThat(status(quarter, policy).conditions().getLast().message())
                .contains("`default` of lab does not name the realm acme");

        quarter.sharesPeople("lab", "people");

        assertThat(status(quarter, policy).conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "True", "InForce"), tuple("RealmJoined", "True", "RealmJoined"));
    }

    private static ProvisioningPolicyStatus status(Neighbourhood quarter, ProvisioningPolicy policy) {
        return PolicyReconciler.status(policy, quarter.accesses(), new Realms(quarter.caches), Optional.empty(), NOW);
    }

    private static ProvisioningPolicyStatus status(ProvisioningPolicy policy, Instant now) {
        var quarter = new Neighbourhood();
        return PolicyReconciler.status(policy, quarter.accesses(), new Realms(quarter.caches), Optional.empty(), now);
    }

    private static ProvisioningPolicy policy(String spec) {
        return Serialization.unmarshal(
                "metadata: {name: default, namespace: people, generation: 3}\nspec:\n" + spec.indent(2),
                ProvisioningPolicy.class);
    }
}
