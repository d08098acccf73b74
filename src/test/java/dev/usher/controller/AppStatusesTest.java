package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.api.TargetAppStatus.CapabilityEntry;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.InventoryReport;
import dev.usher.sync.Key;
import dev.usher.sync.LaneHealth;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppStatusesTest {
    private static final CapabilityEntry PRESET = new CapabilityEntry("preset", "slack@1", "spec");
    private static final Tally NOBODY = new Tally(new TargetAppStatus.Counts(0, 0, 0, 0, 0, 0, 0), null, List.of());

    private final Neighbourhood here = new Neighbourhood();

    private static LaneHealth health(List<LaneHealth.Ability> abilities, String... unkept) {
        var silent = Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT);
        return new LaneHealth(
                true,
                abilities.isEmpty() ? Optional.of(silent) : Optional.empty(),
                abilities,
                List.of(),
                Optional.empty(),
                Takings.NONE,
                InventoryReport.NONE,
                Optional.empty(),
                new TreeSet<>(List.of(unkept)));
    }

    private static LaneHealth found(InventoryReport report) {
        return new LaneHealth(
                true,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(List.of()),
                Takings.NONE,
                report,
                Optional.empty(),
                new TreeSet<>());
    }

    @Test
    void nameTheFirstOfTheEntitlementsThatOthersHoldByAnotherOne() {
        var outer = new TreeSet<Entitlement>();
        IntStream.range(0, 7).forEach(number -> outer.add(new Entitlement("group", "g" + number)));
        var app = here.hasApp("wiki", "displayName: Wiki");
        var tenant = Tenant.of("scim|wiki|");
        var now = Instant.parse("2026-09-15T12:00:00Z");
        for (var nested : List.of(outer, new TreeSet<Entitlement>())) {
            var found = new InventoryReport.Found(9, 0, List.of(), Map.of(), remarks(nested));
            var health = found(new InventoryReport(Optional.of(found), Optional.empty(), false));

            app.setStatus(AppStatuses.of(app, tenant, Optional.of(health), Optional.empty(), NOBODY, now));

            var expected = nested.isEmpty()
                    ? null
                    : new TargetAppStatus.Nested(
                            7, List.of("group g0", "group g1", "group g2", "group g3", "group g4"));
            assertThat(app.getStatus().inventory())
                    .isEqualTo(new TargetAppStatus.Inventory(true, 9, expected, null, null, null));
            var restarted = AppStatuses.of(app, tenant, Optional.of(health(List.of())), Optional.empty(), NOBODY, now);
            assertThat(restarted.inventory()).isEqualTo(app.getStatus().inventory());
        }
    }

    @Test
    void sayWhatNobodyUsesWhatIsUnclearAndWhetherChangesAreFollowedUntilTheNextCompleteInventory() {
        var app = here.hasApp("wiki", "displayName: Wiki");
        var tenant = Tenant.of("scim|wiki|");
        var now = Instant.parse("2026-09-15T12:00:00Z");
        var last = Instant.parse("2026-03-02T08:00:00Z");
        var use = new InventoryReport.Use(
                3,
                17,
                List.of(
                        new InventoryReport.Unused(new Key.OfUser("people", "ada"), last),
                        new InventoryReport.Unused(new Key.OfRetained("people", "wiki-bob"), last)));
        var remarks = new InventoryReport.Remarks(
                new TreeSet<>(), new InventoryReport.Unclear(2, List.of(new RemoteId("77"))), Optional.of(use));
        var found = Optional.of(new InventoryReport.Found(9, 0, List.of(), Map.of(), remarks));
        var complete = found(new InventoryReport(found, Optional.empty(), true));

        app.setStatus(AppStatuses.of(app, tenant, Optional.of(complete), Optional.empty(), NOBODY, now));

        var unclear = new TargetAppStatus.Unclear(2, List.of("77"));
        var unused = new TargetAppStatus.Use(
                3,
                17,
                List.of(
                        new TargetAppStatus.Unused("ProvisionedUser", "people", "ada", "2026-03-02T08:00:00Z"),
                        new TargetAppStatus.Unused("RetainedAccount", "people", "wiki-bob", "2026-03-02T08:00:00Z")));
        assertThat(app.getStatus().inventory())
                .isEqualTo(new TargetAppStatus.Inventory(true, 9, null, "Followed", unclear, unused));
        var why = Failure.of(Kind.UNREACHABLE, Detail.NONE);
        var broken = found(new InventoryReport(Optional.empty(), Optional.of(why), false));
        var afterwards = AppStatuses.of(app, tenant, Optional.of(broken), Optional.empty(), NOBODY, now)
                .inventory();
        assertThat(afterwards).isEqualTo(new TargetAppStatus.Inventory(false, 9, null, null, unclear, unused));
    }

    @Test
    void saysWhatWasAskedForOnceItWasReadToItsEnd() {
        var app = here.hasApp("wiki", "displayName: Wiki");
        var tenant = Tenant.of("scim|wiki|");
        var now = Instant.parse("2026-09-15T12:00:00Z");
        var why = Optional.of(Failure.of(Kind.UNREACHABLE, Detail.NONE));
        var found = Optional.of(new InventoryReport.Found(9, 0, List.of(), Map.of(), InventoryReport.Remarks.NONE));
        var broken = new InventoryReport(Optional.empty(), why, false, Optional.empty());
        var first = new InventoryReport(found, Optional.empty(), false, Optional.of("1st"));

        assertThat(answered(app, tenant, broken, now)).isNull();
        assertThat(answered(app, tenant, first, now)).isEqualTo("1st");
        assertThat(answered(app, tenant, InventoryReport.NONE, now))
                .as("after a start, before the next one")
                .isEqualTo("1st");
        assertThat(answered(app, tenant, broken, now)).isEqualTo("1st");
        assertThat(answered(app, tenant, new InventoryReport(found, why, false, Optional.of("1st")), now))
                .isEqualTo("1st");
    }

    private @Nullable String answered(TargetApp app, Tenant tenant, InventoryReport report, Instant now) {
        var next = AppStatuses.of(app, tenant, Optional.of(found(report)), Optional.empty(), NOBODY, now);
        app.setStatus(next);
        return next.lastHandledReconcileAt();
    }

    private static InventoryReport.Remarks remarks(SortedSet<Entitlement> nested) {
        return new InventoryReport.Remarks(nested, InventoryReport.Remarks.NONE.unclear(), Optional.empty());
    }

    private List<CapabilityEntry> capabilities(String recorded, LaneHealth health) {
        var app = here.hasApp("wiki", "displayName: Wiki");
        app.setStatus(Serialization.unmarshal("capabilities: " + recorded, TargetAppStatus.class));
        return AppStatuses.of(
                        app,
                        Tenant.of("scim|wiki|"),
                        Optional.of(health),
                        Optional.empty(),
                        NOBODY,
                        Instant.parse("2026-09-15T12:00:00Z"))
                .capabilities();
    }

    @Test
    void keepThePresetOfAnAppThatDoesNotAnswerAfterARestart() {
        var recorded =
                "[{name: preset, value: slack@1, origin: spec}, {name: unkeptAttributes, value: x, origin: learned}]";

        assertThat(capabilities(recorded, health(List.of()))).containsExactly(PRESET);
        assertThat(capabilities(recorded, health(List.of(), "title")))
                .containsExactly(PRESET, new CapabilityEntry("unkeptAttributes", "title", "learned"));
    }

    @Test
    void showWhatAnAppThatAnswersCanDoNow() {
        var recorded = "[{name: preset, value: slack@1, origin: spec}, {name: gone, value: x, origin: spec}]";

        assertThat(capabilities(recorded, health(List.of(new LaneHealth.Ability("preset", "slack@1", "spec")))))
                .containsExactly(PRESET);
    }

    @Test
    void showTheLatestWavesThatCanBeBroughtBack() {
        var now = Instant.parse("2026-09-15T12:00:00Z");
        var parts = IntStream.range(0, 25)
                .mapToObj(number -> new Taken(
                        "w%07d".formatted(number),
                        new Wave.Key(new Origin.Forgotten(), Limit.REMOVALS),
                        now.plusSeconds(number),
                        new Taken.What.Access("Unassigned"),
                        Set.of(Member.of(new Identity("people", "key-" + number)))))
                .toList();
        var health = new LaneHealth(
                true,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(List.of()),
                new Takings(parts),
                InventoryReport.NONE,
                Optional.empty(),
                new TreeSet<>());
        var app = here.hasApp("wiki", "displayName: Wiki");

        var shown = AppStatuses.of(app, Tenant.of("scim|wiki|"), Optional.of(health), Optional.empty(), NOBODY, now);

        assertThat(shown.restorable()).hasSize(20).first().satisfies(wave -> {
            assertThat(wave.wave()).isEqualTo("w0000005");
            assertThat(wave.count()).isEqualTo(1);
            assertThat(wave.since()).isEqualTo("2026-09-15T12:00:05Z");
            assertThat(wave.until()).isEqualTo("2026-10-15T12:00:05Z");
        });
        app.setStatus(shown);
        assertThat(AppStatuses.of(app, Tenant.of("scim|wiki|"), Optional.empty(), Optional.empty(), NOBODY, now)
                        .restorable())
                .as("before the ledger is read")
                .isEqualTo(shown.restorable());
    }
}
