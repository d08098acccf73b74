package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Takings;
import dev.usher.sync.InventoryReport;
import dev.usher.sync.LaneHealth;
import dev.usher.sync.WaitReason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AppFiguresTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Failure AWAY = Failure.of(Kind.UNREACHABLE, Detail.NONE);

    private final Neighbourhood here = new Neighbourhood();
    private final AppFigures figures = new AppFigures(_ -> Map.of(WaitReason.REVOCATION, 3, WaitReason.PARKED, 0));

    private static LaneHealth health(Optional<Failure> trouble, InventoryReport inventory) {
        return new LaneHealth(
                true,
                trouble,
                List.of(),
                List.of(),
                Optional.empty(),
                Takings.NONE,
                inventory,
                Optional.empty(),
                Collections.emptySortedSet());
    }

    private static InventoryReport found(Optional<InventoryReport.Use> use) {
        var remarks = new InventoryReport.Remarks(
                new TreeSet<>(), InventoryReport.Remarks.NONE.unclear(), use, new InventoryReport.Excused(2, 1, 4, 3));
        return new InventoryReport(
                Optional.of(new InventoryReport.Found(50, 8, List.of(), Map.of(), remarks)), Optional.empty(), false);
    }

    private static void has(Neighbourhood here, String name, String state, String entry) {
        here.has("people", name, "{userName: " + name + "}", """
                {lifecycleState: %s, accounts: [{app: wiki, namespace: people, since: "2026-01-01T00:00:00Z", %s}]}""".formatted(state, entry));
    }

    private void looks(TargetApp app, LaneHealth health, Instant now) {
        figures.looked(app, AppCounts.of(app, here.caches), Optional.of(health), now);
    }

    private List<String> shown(Gauges gauge) {
        return figures.levels().stream()
                .filter(level -> level.gauge() == gauge)
                .map(level -> String.join(
                                " ", level.labels().subList(2, level.labels().size())) + ": "
                        + (level.value() == Math.rint(level.value())
                                ? Long.toString((long) level.value())
                                : Double.toString(level.value())))
                .map(String::strip)
                .sorted()
                .toList();
    }

    @Test
    void sayWhenTheFirstCertificateEndsAndWhetherThatIsSoon() {
        var app = here.hasApp("wiki", "displayName: Wiki");
        looks(app, health(Optional.empty(), InventoryReport.NONE), NOW);
        assertThat(shown(Gauges.CERTIFICATE_END)).isEmpty();

        app.setStatus(Serialization.unmarshal(
                "capabilities: [{name: tls.clientCertificate.validity, value: 2026-09-01T00:00:00Z/2026-12-10T00:00:00Z, source: spec}]",
                TargetAppStatus.class));
        looks(app, health(Optional.empty(), InventoryReport.NONE), NOW);

        assertThat(shown(Gauges.CERTIFICATE_END))
                .containsExactly(
                        "true: " + Instant.parse("2026-12-10T00:00:00Z").getEpochSecond());
    }

    @Test
    void countAccountsByTheirStateAndThoseOfPeopleWhoDeparted() {
        var app = here.hasApp("wiki", "displayName: Wiki");
        has(here, "ada", "Active", "state: Active, id: \"1\"");
        has(here, "bob", "Departed", "state: Disabled, id: \"2\"");
        has(here, "cyd", "Departed", "state: Active, id: \"3\"");
        has(here, "dan", "Departed", "state: Held, id: \"4\"");
        has(here, "eve", "Departed", "state: Failed, id: \"5\", endedTime: \"2026-02-01T00:00:00Z\"");
        has(here, "fay", "Departed", "state: Active, id: \"6\", reason: OnlyPlanned");
        has(here, "guy", "Active", "state: Failed");
        looks(app, health(Optional.empty(), InventoryReport.NONE), NOW);

        assertThat(shown(Gauges.ACCOUNTS))
                .containsExactly(
                        "active: 3",
                        "app_gone: 0",
                        "awaiting_login: 0",
                        "deleted: 0",
                        "disabled: 1",
                        "failed: 2",
                        "held: 1",
                        "pending: 0");
        assertThat(shown(Gauges.ACCOUNTS_IN_USE)).containsExactly(": 4");
        assertThat(shown(Gauges.ACCOUNTS_DEPARTED)).containsExactly("kept: 0", "observed: 1", "open: 2");
    }

    @Test
    void tellWhatIsKeptByDeclarationFromWhatIsOpen() {
        var app = here.hasApp("wiki", "deprovisioning: {onDeparture: Keep}");
        has(here, "cyd", "Departed", "state: Active, id: \"3\"");
        here.hasRetained(
                "wiki-1",
                "{app: {name: wiki}, id: \"9\", externalId: \"9\", realm: people, reason: UserDeleted}",
                "{state: Kept}");
        here.hasRetained(
                "wiki-2",
                "{app: {name: wiki}, id: \"10\", externalId: \"10\", realm: people, reason: UserDeleted}",
                "{state: Removing}");
        here.hasRetained(
                "wiki-3",
                "{app: {name: wiki}, id: \"11\", externalId: \"11\", realm: people, reason: UserDeleted}",
                "{state: Retained}");
        looks(app, health(Optional.empty(), InventoryReport.NONE), NOW);

        assertThat(shown(Gauges.ACCOUNTS_DEPARTED)).containsExactly("kept: 2", "observed: 0", "open: 1");
        assertThat(shown(Gauges.ACCOUNTS_IN_USE)).containsExactly(": 3");
    }

    @Test
    void countNoAccountOfADeletedUserThatWasShutAndApartWhatOnlyThePhaseLeavesOpen() {
        var app = here.hasApp("wiki", "displayName: Wiki");
        var spec = "{app: {name: wiki}, id: \"9\", externalId: \"9\", realm: people, reason: UserDeleted";
        here.hasRetained("wiki-1", spec + ", endedTime: \"2026-02-01T00:00:00Z\"}", "{state: Removing}");
        here.hasRetained(
                "wiki-2",
                spec + "}",
                "{state: Removing, since: \"2026-03-01T00:00:00Z\", purgeTime: \"2026-03-01T00:00:00Z\", endedTime: \"2026-02-01T00:00:00Z\"}");
        here.hasRetained(
                "wiki-3",
                spec + "}",
                "{state: Removing, conditions: [{type: Ready, status: \"False\", reason: OnlyPlanned}]}");
        looks(app, health(Optional.empty(), InventoryReport.NONE), NOW);

        assertThat(shown(Gauges.ACCOUNTS_DEPARTED)).containsExactly("kept: 0", "observed: 1", "open: 0");
        assertThat(shown(Gauges.ACCOUNTS_IN_USE)).containsExactly(": 1");
    }

    @Test
    void showTheLaneAndTheInventory() {
        var app = here.hasApp("wiki", "displayName: Wiki");
        var report = found(Optional.empty());
        looks(app, health(Optional.empty(), report), NOW);
        looks(app, health(Optional.of(AWAY), report), NOW.plusSeconds(60));

        assertThat(shown(Gauges.LANE_WAITING)).containsExactly("parked: 0", "revocation: 3");
        assertThat(shown(Gauges.APP_TROUBLE)).containsExactly("unreachable: 1");
        assertThat(shown(Gauges.INVENTORY_COMPLETE)).containsExactly(": 1");
        assertThat(shown(Gauges.INVENTORY_TIME)).containsExactly(": " + NOW.getEpochSecond());
        assertThat(shown(Gauges.ACCOUNTS_WITHOUT_USER))
                .containsExactly("acknowledged: 2", "ignored: 1", "protected: 4", "unowned: 5");
    }

    @Test
    void tellTheTimeOfTheLastInventoryAlsoWhereItFindsWhatTheOneBeforeFound() {
        var app = here.hasApp("wiki", "displayName: Wiki");
        looks(app, health(Optional.empty(), found(Optional.empty())), NOW);
        var later = NOW.plusSeconds(3_600);
        looks(app, health(Optional.empty(), found(Optional.empty())), later);

        assertThat(shown(Gauges.INVENTORY_TIME)).containsExactly(": " + later.getEpochSecond());
    }

    @Test
    void tellHowOftenAnAppIsToBeReadAlsoBeforeItWas() {
        looks(here.hasApp("wiki", "displayName: Wiki"), health(Optional.empty(), InventoryReport.NONE), NOW);
        assertThat(shown(Gauges.INVENTORY_INTERVAL)).containsExactly(": 3600");

        looks(
                here.hasApp("wiki", "inventory: {everySeconds: 86400}"),
                health(Optional.empty(), InventoryReport.NONE),
                NOW);
        assertThat(shown(Gauges.INVENTORY_INTERVAL)).containsExactly(": 86400");
    }

    @Test
    void sayNothingOfAnInventoryThatNeverWas() {
        looks(here.hasApp("wiki", "displayName: Wiki"), health(Optional.empty(), InventoryReport.NONE), NOW);

        assertThat(shown(Gauges.INVENTORY_COMPLETE)).isEmpty();
        assertThat(shown(Gauges.INVENTORY_TIME)).isEmpty();
        assertThat(shown(Gauges.ACCOUNTS_WITHOUT_USER)).isEmpty();
    }

    @Test
    void countLicencesWhereTheyAreDeclaredAndWhatThoseCostThatNobodyUses() {
        var use = new InventoryReport.Use(3, 9, List.of());
        var app = here.hasApp("wiki", "licences: {seats: 40, monthlyCostPerSeat: \"10.50\", currency: EUR}");
        has(here, "ada", "Active", "state: Active, id: \"1\"");
        looks(app, health(Optional.empty(), found(Optional.of(use))), NOW);

        assertThat(shown(Gauges.LICENCE_SEATS)).containsExactly(": 40");
        assertThat(shown(Gauges.LICENCE_USED)).containsExactly(": 13");
        assertThat(shown(Gauges.LICENCE_UNUSED)).containsExactly(": 3");
        assertThat(shown(Gauges.LICENCE_UNUSED_COST)).containsExactly("EUR: 31.5");

        looks(here.hasApp("wiki", "licences: {seats: 40}"), health(Optional.empty(), found(Optional.empty())), NOW);
        assertThat(shown(Gauges.LICENCE_UNUSED)).isEmpty();
        assertThat(shown(Gauges.LICENCE_UNUSED_COST)).isEmpty();

        looks(here.hasApp("wiki", "displayName: Wiki"), health(Optional.empty(), found(Optional.of(use))), NOW);
        assertThat(shown(Gauges.LICENCE_USED)).isEmpty();
    }

    @Test
    void sayNothingOfAnAppThatIsGone() {
        looks(here.hasApp("wiki", "displayName: Wiki"), health(Optional.empty(), InventoryReport.NONE), NOW);

        figures.gone(new AppId("people", "wiki"));

        assertThat(figures.levels()).isEmpty();
    }
}
