package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.NamespaceSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
    private static final Map<String, String> LABELS = Map.of("group", "acme", "tier", "gold", "empty", "");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "matchLabels: {group: acme}                                       | true",
                "matchLabels: {group: other}                                      | false",
                "matchLabels: {absent: acme}                                      | false",
                "matchLabels: {empty: ''}                                         | true",
                "matchLabels: {group: acme, tier: gold}                           | true",
                "matchLabels: {group: acme, tier: iron}                           | false",
                "matchExpressions: [{key: tier, operator: In, values: [iron, gold]}]   | true",
                "matchExpressions: [{key: tier, operator: In, values: [iron]}]         | false",
                "matchExpressions: [{key: absent, operator: In, values: [iron]}]       | false",
                "matchExpressions: [{key: tier, operator: NotIn, values: [iron]}]      | true",
                "matchExpressions: [{key: tier, operator: NotIn, values: [iron, gold]}] | false",
                "matchExpressions: [{key: absent, operator: NotIn, values: [iron]}]    | true",
                "matchExpressions: [{key: tier, operator: Exists}]                | true",
                "matchExpressions: [{key: absent, operator: Exists}]              | false",
                "matchExpressions: [{key: tier, operator: DoesNotExist}]          | false",
                "matchExpressions: [{key: absent, operator: DoesNotExist}]        | true",
            })
    void meansWhatItMeansEverywhereInKubernetes(String selector, boolean meant) {
        assertThat(read(selector))
                .isInstanceOfSatisfying(
                        Reading.Of.class,
                        of -> assertThat(((Selector) of.value()).matches(LABELS))
                                .isEqualTo(meant));
    }

    @Test
    void wantsLabelsAndExpressionsToBeTrueTogether() {
        var both = "matchLabels: {group: acme}\nmatchExpressions: [{key: tier, operator: In, values: [iron]}]";

        assertThat(read(both))
                .isInstanceOfSatisfying(
                        Reading.Of.class,
                        of -> assertThat(((Selector) of.value()).matches(LABELS))
                                .isFalse());
    }

    @Test
    void meansEveryNamespaceWhereItAsksNothing() {
        assertThat(read("{}"))
                .isInstanceOfSatisfying(
                        Reading.Of.class,
                        of -> assertThat(((Selector) of.value()).matches(Map.of()))
                                .isTrue());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "matchLabels: {'my group': acme}                           | names `my group`, which cannot be the key of a label",
                "matchLabels: {Example.com/group: acme}                    | names `Example.com/group`, which cannot be the key of a label",
                "matchLabels: {group: 'acme, inc'}                         | asks for `acme, inc`, which cannot be the value of a label",
                "matchExpressions: [{key: -group, operator: Exists}]       | names `-group`, which cannot be the key of a label",
                "matchExpressions: [{key: a, operator: In, values: [b/c]}] | asks for `b/c`, which cannot be the value of a label",
            })
    void saysWhatNoLabelCanBe(String selector, String slip) {
        assertThat(read(selector))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid ->
                                assertThat(invalid.message()).startsWith("`spec.allowedNamespaces.selector` " + slip));
    }

    @Test
    void takesEveryKeyThatALabelCanHave() {
        assertThat(read("matchLabels: {kubernetes.io/metadata.name: people, A_b-1.c: x}"))
                .isInstanceOf(Reading.Of.class);
    }

    @Test
    void isFromANewerVersionWhereItComparesInAWayThatIsNotKnown() {
        assertThat(read("matchExpressions: [{key: tier, operator: Gt, values: ['3']}]"))
                .isEqualTo(new Reading.Newer<>("spec.allowedNamespaces.selector.matchExpressions.operator"));
    }

    private static Reading<Selector> read(String selector) {
        return Selector.of(Serialization.unmarshal("---\n" + selector, NamespaceSelector.class));
    }
}
