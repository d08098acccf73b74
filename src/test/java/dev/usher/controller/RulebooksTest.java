package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisioningPolicyStatus;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Workday;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulebooksTest {
    private final Neighbourhood here = new Neighbourhood();
    private final Rulebooks rulebooks = new Rulebooks(here.caches);

    @Test
    void areTranslatedOnceAndShared() {
        here.hasPolicy("people", "{workday: {zone: Europe/London}}");

        assertThat(rulebooks.of("people")).isSameAs(rulebooks.of("people"));
    }

    @Test
    void followAPolicyThatAppearsAndIsEdited() {
        assertThat(rulebooks.of("people").policy().workday().zone()).isEqualTo(ZoneOffset.UTC);

        here.hasPolicy("people", "{workday: {zone: Europe/London}}");
        assertThat(rulebooks.of("people").policy().workday().zone()).isEqualTo(ZoneId.of("Europe/London"));

        here.hasPolicy("people", "{workday: {zone: Europe/Londn}}");
        assertThat(rulebooks.of("people").understood()).isFalse();
    }

    @Test
    void followTheLabelsOfNamespaces() {
        here.hasPolicy("people", "{allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}}");
        here.labels("subsidiary", Map.of());
        assertThat(rulebooks.of("people").policy().visibility().admits("subsidiary"))
                .isFalse();

        here.labels("subsidiary", Map.of("group", "acme"));
        assertThat(rulebooks.of("people").policy().visibility().admits("subsidiary"))
                .isTrue();
    }

    @Test
    void countByTheDaysThatWereLastInForceWhereAPolicyCannotBeFollowed() {
        var policy = here.hasPolicy("people", "{workday: {zone: Asia/Tokio}, types: {Employee: {requireOwner: true}}}");
        policy.setStatus(Serialization.unmarshal(
                "workday: {zone: Asia/Tokyo, end: '18:00'}\nlocations: [{name: Perth, zone: Australia/Perth}]",
                ProvisioningPolicyStatus.class));

        var rules = rulebooks.of("people");

        assertThat(rules.understood()).isFalse();
        assertThat(rules.policy().workday())
                .isEqualTo(new Workday(ZoneId.of("Asia/Tokyo"), LocalTime.MIDNIGHT, Optional.of(LocalTime.of(18, 0))));
        assertThat(rules.policy().locations()).containsEntry("Perth", ZoneId.of("Australia/Perth"));
        assertThat(rules.policy().dutiesOf(PersonType.Employee)).isEqualTo(Duties.NONE);
    }
}
