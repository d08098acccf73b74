package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Role;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final String HOLDS =
            "{roles: [{name: engineer, namespace: people, causes: [{kind: Rule, since: \"2026-09-01T00:00:00Z\"}]}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final Accesses accesses = here.accesses();
    private final CachedWorld world = Wiring.world(here.caches, accesses, Clock.fixed(NOW, ZoneOffset.UTC));
    private final References references = new References(here.caches, accesses, world, new Mailbox(here.caches));

    @BeforeEach
    void theCachesAreFilled() {
        here.caches.filled();
    }

    private Set<String> usersOf(Role role) {
        return references.usersOf(role).stream().map(ResourceID::getName).collect(Collectors.toSet());
    }

    @Test
    void ofARoleAreThoseWhoAskForItThoseWhoHoldItAndThoseItsRuleIsTrueOf() {
        here.has("asks", "{userName: asks, roles: [{name: engineer}]}");
        here.has("people", "holds", "{userName: holds, department: Sales}", HOLDS);
        here.has("true", "{userName: \"true\", department: Engineering}");
        here.has("other", "{userName: other, department: Sales}");
        here.has("elsewhere", "elsewhere", "{userName: elsewhere, department: Engineering}");

        var role = here.hasRole("engineer", "{membership: {rule: \"user.department == 'Engineering'\"}}");

        assertThat(usersOf(role)).containsExactlyInAnyOrder("asks", "holds", "true");
    }

    /** They may have been given it a moment ago, and nothing tells yet. */
    @Test
    void whoMayHaveBeenGivenARoleUnrecordedAreThoseOfWhomNoAccountIsShownYet() {
        here.has("people", "holds", "{userName: holds}", HOLDS);
        here.has("joiner", "{userName: joiner}");
        here.has("elsewhere", "elsewhere", "{userName: elsewhere}");
        here.has(
                "people",
                "settled",
                "{userName: settled}",
                "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: b1, tenant: k2v9}]}");

        assertThat(references.newcomers(here.hasRole("engineer", "{}")))
                .extracting(ResourceID::getName)
                .containsExactlyInAnyOrder("holds", "joiner");
    }

    @Test
    void ofARoleWithAnotherRuleAreThoseTheNewOneIsTrueOf() {
        here.has("true", "{userName: \"true\", department: Engineering}");
        here.has("other", "{userName: other, department: Sales}");
        usersOf(here.hasRole("engineer", "{membership: {rule: \"user.department == 'Engineering'\"}}"));

        var edited = here.hasRole("engineer", "{membership: {rule: \"user.department == 'Sales'\"}}");

        assertThat(usersOf(edited)).containsExactly("other");
    }

    @Test
    void ofARoleWithARuleThatCannotBeAnsweredAreOnlyThoseWhoHoldIt() {
        here.has("people", "holds", "{userName: holds}", HOLDS);
        here.has("other", "{userName: other}");

        assertThat(usersOf(here.hasRole("engineer", "{membership: {rule: \"user.nothing\"}}")))
                .containsExactly("holds");
    }

    @Test
    void ofARoleAreTheOtherIdentitiesOfWhoHoldsItToo() {
        here.has("people", "ada", "{userName: ada}", HOLDS);
        here.has("adm-ada", "{userName: adm-ada, person: {name: ada}}");
        here.has("other", "{userName: other}");

        assertThat(usersOf(here.hasRole("engineer", "{conflictsWith: [{name: auditor}]}")))
                .containsExactlyInAnyOrder("ada", "adm-ada");
    }

    @Test
    void ofAPolicyAreAllOfItsNamespaceOfWhomItsRulesAreAskedFromThenOn() {
        var ada = here.has("ada", "{userName: ada}");
        here.has("elsewhere", "grace", "{userName: grace}");
        var before = world.person(ada).orElseThrow();

        var policy =
                here.hasPolicy("people", "{quality: [{rule: \"user.today < '2020-01-01'\", message: come earlier}]}");

        assertThat(references.usersOf(policy)).extracting(ResourceID::getName).containsExactly("ada");
        assertThat(before.resolve(NOW).problems()).isEmpty();
        var resolution = world.person(ada).orElseThrow().resolve(NOW);
        assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.QualityRuleBroken, "come earlier"));
        assertThat(resolution.nextTransition())
                .contains(new Transition(Instant.parse("2026-09-16T00:00:00Z"), Transition.What.DayBegins));
    }

    @Test
    void ofAPolicyAreAlsoThoseOfNamespacesThatShareThesePeopleOrDidBefore() {
        here.has("ada", "{userName: ada}");
        here.has("board", "grace", "{userName: grace}");
        here.has("elsewhere", "bob", "{userName: bob}");
        here.sharesPeople("board", "people");

        assertThat(references.usersOf(here.sharesPeople("people", "board")))
                .extracting(ResourceID::getName)
                .containsExactlyInAnyOrder("ada", "grace");
        assertThat(references.usersOf(here.hasPolicy("people", "{}")))
                .extracting(ResourceID::getName)
                .containsExactlyInAnyOrder("ada", "grace");
    }

    @Test
    void ofAnAccountWithoutAUserIsAlsoWhoMayGetItWhereOthersShareThesePeople() {
        here.has("board", "ada", "{userName: ada, externalId: \"1\"}");
        here.sharesPeople("people", "board");
        here.sharesPeople("board", "people");
        here.hasRetained(
                "wiki-1", "{app: {name: wiki}, id: a1, externalId: \"1\", realm: people, reason: UserDeleted}", "{}");
        var account = here.caches.retained("people", "wiki-1").orElseThrow();

        assertThat(references.usersOf(account)).extracting(ResourceID::getName).containsExactly("ada");
    }

    @Test
    void countTheAttributesOfTheEmploymentThatLeads() {
        here.has(
                "ada",
                "{userName: ada, department: Sales, employments: [{id: main, status: Active, attributes: {department: Engineering}}]}");

        assertThat(usersOf(here.hasRole("engineer", "{membership: {rule: \"user.department == 'Engineering'\"}}")))
                .containsExactly("ada");
    }
}
