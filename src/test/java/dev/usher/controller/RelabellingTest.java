package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The namespace people offers a wiki to those with the label group=acme; ada and grace of the subsidiary hold roles there. */
class RelabellingTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Map<String, String> ACME = Map.of("group", "acme");
    private static final String TO_THE_GROUP =
            "allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}";

    private final List<String> looked = new ArrayList<>();
    private final Neighbourhood here = new Neighbourhood();
    private final Accesses accesses = here.accesses();
    private final CachedWorld world = Wiring.world(here.caches, accesses, CLOCK);
    private final Rollouts rollouts = new Rollouts(user -> looked.add(user.getName()), this::isThere, CLOCK);
    private final Relabelling labels = new Relabelling(
            here.caches, accesses, new References(here.caches, accesses, world, new Mailbox(here.caches)), rollouts);

    private boolean isThere(ResourceID user) {
        return here.caches.user(user.getNamespace().orElse(""), user.getName()).isPresent();
    }

    private Optional<Decision> decided(String user) {
        var found = here.caches.user("subsidiary", user).orElseThrow();
        return Optional.ofNullable(
                world.person(found).orElseThrow().resolve(NOW).apps().get(WIKI));
    }

    @BeforeEach
    void areAsTheyWere() {
        here.hasApp("wiki", TO_THE_GROUP);
        here.hasRole("subsidiary", "staff", "{grants: [{app: {name: wiki, namespace: people}}]}");
        here.hasRole("subsidiary", "other", "{}");
        here.has("subsidiary", "ada", "{userName: ada, externalId: \"1\", roles: [{name: staff}]}");
        here.has("subsidiary", "grace", "{userName: grace, externalId: \"2\", roles: [{name: other}]}");
        labels.labelled("subsidiary", Map.of("tier", "gold"));
        here.caches.filled();
    }

    @Test
    void reachWhomTheyGiveSomethingAndNobodyElse() {
        assertThat(decided("ada")).isEmpty();

        labels.labelled("subsidiary", ACME);

        assertThat(looked).containsExactly("ada");
        assertThat(decided("ada")).hasValueSatisfying(want -> assertThat(want).isInstanceOf(Decision.Want.class));
    }

    @Test
    void reachWhomTheyTakeItFrom() {
        labels.labelled("subsidiary", ACME);
        looked.clear();
        rollouts.seen(new ResourceID("ada", "subsidiary"), rollouts.mark(), true);
        here.has(
                "subsidiary",
                "ada",
                "{userName: ada, externalId: \"1\", roles: [{name: staff}]}",
                "{accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-09-01T00:00:00Z\", id: a1, tenant: k2v9}]}");

        labels.labelled("subsidiary", Map.of());

        assertThat(looked).containsExactly("ada");
        assertThat(decided("ada")).contains(new Decision.Disabled(Why.Unassigned));
    }

    @Test
    void reachNobodyWhereTheyChangeNothingThatIsOffered() {
        labels.labelled("subsidiary", Map.of("tier", "iron"));

        assertThat(looked).isEmpty();
    }

    @Test
    void reachNobodyAtAStart() {
        var fresh = new Neighbourhood();
        var seen = fresh.accesses();
        fresh.hasApp("wiki", TO_THE_GROUP);
        fresh.hasRole("subsidiary", "staff", "{grants: [{app: {name: wiki, namespace: people}}]}");
        fresh.has("subsidiary", "ada", "{userName: ada, roles: [{name: staff}]}");
        var references =
                new References(fresh.caches, seen, Wiring.world(fresh.caches, seen, CLOCK), new Mailbox(fresh.caches));

        new Relabelling(fresh.caches, seen, references, rollouts).labelled("subsidiary", ACME);

        assertThat(looked).isEmpty();
    }

    @Test
    void reachWhoeverHoldsSuchARoleThroughOneOfTheirOwn() {
        here.hasRole(
                "subsidiary",
                "staff",
                "{grants: [{app: {name: wiki, namespace: people}}], allowedNamespaces: {from: All}}");
        here.hasRole("branch", "clerk", "{inherits: [{name: staff, namespace: subsidiary}]}");
        here.has("branch", "emmy", "{userName: emmy, roles: [{name: clerk}]}");

        labels.labelled("subsidiary", ACME);

        assertThat(looked).containsExactlyInAnyOrder("ada", "emmy");
    }

    @Test
    void reachWhomARoleGivesSomethingThatIsOfferedByThem() {
        here.hasApp("wiki");
        here.hasRole("employee", "{grants: [{app: {name: wiki}}], " + TO_THE_GROUP + "}");
        here.hasRole("subsidiary", "staff", "{inherits: [{name: employee, namespace: people}]}");

        labels.labelled("subsidiary", ACME);

        assertThat(looked).containsExactly("ada");
    }

    @Test
    void reachWhoeverNamesSomebodyWhoMayBeNamedByThem() {
        here.hasPolicy("people", "{" + TO_THE_GROUP + "}");
        here.has("subsidiary", "grace", "{userName: grace, manager: {name: bob, namespace: people}}");
        here.hasRole("subsidiary", "staff", "{}");

        labels.labelled("subsidiary", ACME);

        assertThat(looked).containsExactly("grace");
    }

    /** What is not known is not refused: the namespace and its people go all the same. */
    @Test
    void takeNothingFromThePeopleOfANamespaceThatIsGone() {
        labels.labelled("subsidiary", ACME);
        looked.clear();

        labels.gone("subsidiary");

        assertThat(looked).isEmpty();
        assertThat(decided("ada").filter(decision -> decision instanceof Decision.Disabled))
                .isEmpty();
    }
}
