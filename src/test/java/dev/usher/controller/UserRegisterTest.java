package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Person.Standing;
import dev.usher.domain.feed.Stamp;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserRegisterTest {
    private static final SourceId HR = new SourceId("people", "hr");

    private static ProvisionedUser user(String name, String metadata, String spec, String status) {
        return Serialization.unmarshal("""
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: ProvisionedUser
                metadata: {name: %s, namespace: people, uid: uid-of-%s%s}
                spec: {userName: %s%s}
                status: {%s}
                """.formatted(name, name, metadata, name, spec, status), ProvisionedUser.class);
    }

    private static UserRegister register(ProvisionedUser... users) {
        return new UserRegister(HR, Stream.of(users));
    }

    @Test
    void findsWhomTheSourceHasSpokenOfByItsOwnEmploymentAlone() {
        var register = register(
                user(
                        "ada",
                        "",
                        ", employments: [{id: 'badges:7'}, {id: 'hr:1815', status: OnLeave, startTime: '2026-01-01'}]",
                        ""),
                user("bob", "", ", employments: [{id: '1815'}, {id: 'xhr:1815'}]", ""));

        assertThat(register.ofKey("1815")).containsExactly("ada");
        var ada = register.named("ada", "1815").orElseThrow();

        assertThat(ada.name()).isEqualTo("ada");
        assertThat(ada.uid()).isEqualTo("uid-of-ada");
        assertThat(ada.life()).containsOnly(Map.entry("status", "OnLeave"), Map.entry("startTime", "2026-01-01"));
        assertThat(register.ofKey("7")).isEmpty();
        assertThat(register.known()).extracting(Person::name).containsExactly("ada");
    }

    @Test
    void readsEveryValueByItsPath() {
        var spec = ", externalId: '1815', type: Employee, name: {given: Ada, family: Lovelace}, displayName: Ada L,"
                + " email: ada@x.org, title: Analyst, department: D, division: V, organization: O, costCenter: '42',"
                + " location: London, country: GB, locale: en-GB, timezone: Europe/London, manager: {name: charles},"
                + " attributes: {badge: '77'}";

        assertThat(register(user("ada", "", spec, ""))
                        .named("ada")
                        .orElseThrow()
                        .values())
                .hasSize(18)
                .containsEntry("userName", "ada")
                .containsEntry("name.given", "Ada")
                .containsEntry("name.family", "Lovelace")
                .containsEntry("manager", "charles")
                .containsEntry("costCenter", "42")
                .containsEntry("attributes.badge", "77");
    }

    @Test
    void findsPeopleByTheirKeyAddressAndLoginWithoutRegardToCase() {
        var register = register(
                user("ada", "", ", externalId: A1, email: Ada@X.org", ""), user("eve", "", ", email: ada@x.org", ""));

        assertThat(register.having("externalId", "a1")).containsExactly("ada");
        assertThat(register.having("email", "ADA@x.ORG")).containsExactlyInAnyOrder("ada", "eve");
        assertThat(register.having("userName", "EVE")).containsExactly("eve");
        assertThat(register.having("title", "x")).isEmpty();
    }

    @Test
    void readsWhatTheSourceSaidLast() {
        var noted =
                ", annotations: {source.usher.dev/hr: 1 d1 a title, life.source.usher.dev/hr: 1 d2 a, source.usher.dev/other: 1 d3 a}";

        var ada = register(user("ada", noted, "", "")).named("ada").orElseThrow();

        assertThat(ada.stamp()).contains(new Stamp("d1", "a", Set.of("title")));
        assertThat(ada.lifeStamp()).contains(new Stamp("d2", "a", Set.of()));
    }

    @Test
    void readsWhatWasAskedAboutANameAndWhatWasSaidToThat() {
        var noted = ", annotations: {source.usher.dev/hr: 1 d1 a ?q1 title, usher.dev/confirm-rename: q1}";

        var ada = register(user("ada", noted, "", "")).named("ada").orElseThrow();

        assertThat(ada.stamp()).contains(new Stamp("d1", "a", Set.of("title"), Optional.of("q1"), Set.of()));
        assertThat(ada.stamp().map(Stamp::text)).contains("1 d1 a ?q1 title");
        assertThat(ada.answer()).contains("q1");
    }

    @Test
    void whoeverIsBeingDeletedIsNotThere() {
        var register = register(
                user("ada", ", deletionTimestamp: '2026-01-01T00:00:00Z'", ", employments: [{id: 'hr:1'}]", ""));

        assertThat(register.ofKey("1")).isEmpty();
        assertThat(register.named("ada")).isEqualTo(Optional.empty());
    }

    @Test
    void tellsWhoHasDepartedAndWhoIsForgotten() {
        assertThat(standing("ada", "")).isEqualTo(Standing.HERE);
        assertThat(standing("ada", "lifecycleState: Locked")).isEqualTo(Standing.HERE);
        assertThat(standing("ada", "lifecycleState: Departed")).isEqualTo(Standing.DEPARTED);
        assertThat(standing("forgotten-7", "lifecycleState: Purged")).isEqualTo(Standing.FORGOTTEN);
        assertThat(standing("forgotten-7", "lifecycleState: Active")).isEqualTo(Standing.HERE);
    }

    private static Standing standing(String name, String status) {
        return register(user(name, "", "", status)).named(name).orElseThrow().standing();
    }
}
