package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.Condition;
import dev.usher.api.ProvisioningPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PolicyReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    @Test
    void saysThatAPolicyHolds() {
        var status = PolicyReconciler.status(policy("{}"), NOW);

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
        var status = PolicyReconciler.status(policy("workday: {zone: Europe/Londn}"), NOW);

        assertThat(status.conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "False", "SpecInvalid"), tuple("Stalled", "True", "SpecInvalid"));
        assertThat(status.conditions())
                .allMatch(condition -> condition.message().contains("`spec.workday.zone`"));
    }

    @Test
    void isStalledByWhatANewerVersionMayKnow() {
        var status = PolicyReconciler.status(policy("allowedNamespaces: {from: Selector}"), NOW);

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
        broken.setStatus(PolicyReconciler.status(broken, NOW));
        assertThat(PolicyReconciler.status(broken, NOW.plusSeconds(60))).isEqualTo(broken.getStatus());

        var repaired = policy("workday: {zone: Europe/London}");
        repaired.setStatus(broken.getStatus());
        assertThat(PolicyReconciler.status(repaired, NOW.plusSeconds(60)).conditions())
                .extracting(Condition::type, Condition::lastTransitionTime)
                .containsExactly(tuple("Ready", "2026-09-15T12:01:00Z"));
    }

    @Test
    void keepsTheDaysThatWereLastInForceWhileItCannotBeFollowed() {
        var good = policy(
                "{workday: {zone: Asia/Tokyo, end: '18:00'}, locations: [{name: Perth, zone: Australia/Perth}]}");
        var inForce = PolicyReconciler.status(good, NOW);
        var broken = policy("{workday: {zone: Asia/Tokio}, allowedNamespaces: {from: Selector}}");
        broken.setStatus(inForce);

        var status = PolicyReconciler.status(broken, NOW);

        assertThat(status.workday()).isEqualTo(good.getSpec().workday());
        assertThat(status.locations()).isEqualTo(good.getSpec().locations());

        var without = policy("{}");
        without.setStatus(status);
        assertThat(PolicyReconciler.status(without, NOW).workday()).isNull();
        assertThat(PolicyReconciler.status(without, NOW).locations()).isEmpty();
    }

    private static ProvisioningPolicy policy(String spec) {
        return Serialization.unmarshal(
                "metadata: {name: default, namespace: people, generation: 3}\nspec:\n" + spec.indent(2),
                ProvisioningPolicy.class);
    }
}
