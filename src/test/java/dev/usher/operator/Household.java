package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Ada and Grace, who have accounts in two apps by one role; the apps delete only what was retained for a month. */
record Household(Company company, App wiki, App chat) {
    private static final List<String> PEOPLE = List.of("ada", "grace");
    private static final String RETAINS = "deprovisioning: {onDeparture: Delete, onUnassigned: Delete}\n";
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration GONE_WITHIN = Duration.ofMinutes(2);

    /** Everything is declared, and everybody has what they are to have. */
    static Household in(Company company) {
        var household = new Household(
                company,
                company.app("wiki", RETAINS).withGroups("staff"),
                company.app("chat", RETAINS).withGroups("staff"));
        company.apply("ProvisioningPolicy", "default", "{}");
        company.role("employee", "{grants: [" + grant("wiki") + ", " + grant("chat") + "]}");
        PEOPLE.forEach(name -> company.user(
                name, "{userName: " + name + ", externalId: key-" + name + ", roles: [{name: employee}]}"));
        company.awaitAllReady(PEOPLE.size(), READY_WITHIN);
        household.apps().forEach(app -> app.simulator().reset());
        return household;
    }

    private static String grant(String app) {
        return "{app: {name: " + app + "}, entitlements: [{kind: group, value: staff}]}";
    }

    private Stream<App> apps() {
        return Stream.of(wiki, chat);
    }

    Map<String, String> ids() {
        var ids = new HashMap<String, String>();
        apps().forEach(app -> PEOPLE.forEach(name -> ids.put(app.name() + " " + name, app.idOf(name))));
        return ids;
    }

    void isRidOf(Thing thing) {
        soon(
                GONE_WITHIN,
                () -> assertThat(thing.isGoneFrom(company))
                        .as("%s is gone from %s", thing, company.namespace())
                        .isTrue());
    }

    /** The accounts are those that there were, and nobody asked for one to be deleted. */
    void hasLostNothing(Map<String, String> before) {
        assertThat(ids()).isEqualTo(before);
        assertThat(apps().flatMap(app -> app.simulator().requests().stream()))
                .as("what the apps were asked")
                .noneMatch(request -> request.method().equals("DELETE"));
    }

    void isUntouched() {
        assertThat(apps().mapToLong(app -> app.simulator().writes()).sum()).isZero();
        isAsBefore();
    }

    void isAsBefore() {
        PEOPLE.forEach(this::isIn);
    }

    /** They have everything in both apps. */
    void isIn(String name) {
        apps().forEach(app -> {
            assertThat(app.lets(name)).as("%s in %s", name, app.name()).isTrue();
            assertThat(app.members("staff")).contains(name);
        });
    }

    boolean isOut(String name) {
        return apps().noneMatch(app -> app.lets(name));
    }

    /** Of whoever has no resource any more it is written down which accounts they have. */
    void isRecorded(ControlPlane plane, String home, Predicate<Thing> isDeleted) {
        if (isDeleted.test(Thing.NAMESPACE)) {
            isTornDown(plane, home);
            return;
        }
        assertThat(company.retained())
                .extracting(record ->
                        record.getSpec().app().name() + " " + record.getSpec().id())
                .containsExactlyInAnyOrderElementsOf(
                        isDeleted.test(Thing.USER)
                                ? List.of("wiki " + wiki.idOf("ada"), "chat " + chat.idOf("ada"))
                                : List.of());
    }

    /** The records stand in the namespace of the operator. */
    void isTornDown(ControlPlane plane, String home) {
        var torn = Torn.of(plane, home, company.namespace());
        assertThat(torn).containsOnlyKeys(PEOPLE);
        torn.forEach((name, record) ->
                assertThat(record.path("accounts")).as("recorded of " + name).hasSize(2));
    }
}
