package dev.usher.controller;

import dev.usher.api.OrphanEntry;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Failure;
import dev.usher.sync.InventoryReport;
import dev.usher.sync.Key;
import dev.usher.sync.LaneHealth;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the status of an app says of its inventory; what was said stands until the next one has ended. */
final class AppInventory {
    private static final String INCOMPLETE = "InventoryIncomplete";

    private static final int MOST_NESTED = 5;

    private AppInventory() {}

    static Optional<TargetAppStatus.Inventory> recorded(TargetApp app) {
        return Optional.ofNullable(app.getStatus()).flatMap(said -> Optional.ofNullable(said.inventory()));
    }

    /** By what it was said to have been asked for. */
    static Optional<String> requested(TargetApp app) {
        return Optional.ofNullable(app.getStatus()).flatMap(said -> Optional.ofNullable(said.lastHandledReconcileAt()));
    }

    /** The same, now: what was said stands until there is a complete one. */
    static Optional<String> requested(TargetApp app, Tenant tenant, Optional<LaneHealth> health) {
        var report =
                health.map(LaneHealth::inventory).filter(said -> said.found().isPresent());
        return report.isPresent()
                ? report.flatMap(InventoryReport::requested)
                : Optional.of(app).filter(any -> isOf(any, tenant)).flatMap(AppInventory::requested);
    }

    static Optional<TargetAppStatus.Inventory> entry(TargetApp app, Tenant tenant, Optional<LaneHealth> health) {
        var before = recorded(app).filter(any -> isOf(app, tenant));
        var report = health.map(LaneHealth::inventory).orElse(InventoryReport.NONE);
        if (!report.hasEnded()) {
            return before;
        }
        var accounts = report.found()
                .map(InventoryReport.Found::accounts)
                .or(() -> before.flatMap(entry -> Optional.ofNullable(entry.accounts())));
        return Optional.of(report.found()
                .map(found -> entry(report, found.remarks(), accounts))
                .orElseGet(() -> new TargetAppStatus.Inventory(
                        report.isComplete(),
                        accounts.orElse(null),
                        before.map(TargetAppStatus.Inventory::nested).orElse(null),
                        changes(report),
                        before.map(TargetAppStatus.Inventory::unclear).orElse(null),
                        before.map(TargetAppStatus.Inventory::use).orElse(null))));
    }

    private static TargetAppStatus.Inventory entry(
            InventoryReport report, InventoryReport.Remarks remarks, Optional<Integer> accounts) {
        return new TargetAppStatus.Inventory(
                report.isComplete(),
                accounts.orElse(null),
                nested(remarks.nested()).orElse(null),
                changes(report),
                unclear(remarks.unclear()).orElse(null),
                remarks.use().map(AppInventory::use).orElse(null));
    }

    private static @Nullable String changes(InventoryReport report) {
        return report.isFollowed() ? "Followed" : null;
    }

    private static Optional<TargetAppStatus.Unclear> unclear(InventoryReport.Unclear found) {
        return found.count() == 0
                ? Optional.empty()
                : Optional.of(new TargetAppStatus.Unclear(
                        found.count(),
                        found.some().stream().map(RemoteId::value).toList()));
    }

    private static TargetAppStatus.Use use(InventoryReport.Use found) {
        return new TargetAppStatus.Use(
                found.unused(),
                found.unknown(),
                found.longest().stream().flatMap(AppInventory::unused).toList());
    }

    private static Stream<TargetAppStatus.Unused> unused(InventoryReport.Unused account) {
        var last = Times.text(account.last());
        return switch (account.holder()) {
            case Key.OfUser(var namespace, var name) ->
                Stream.of(new TargetAppStatus.Unused("ProvisionedUser", namespace, name, last));
            case Key.OfRetained(var namespace, var name) ->
                Stream.of(new TargetAppStatus.Unused("RetainedAccount", namespace, name, last));
            case Key.OfOrphan _ -> Stream.empty();
        };
    }

    private static Optional<TargetAppStatus.Nested> nested(SortedSet<Entitlement> outer) {
        return outer.isEmpty()
                ? Optional.empty()
                : Optional.of(new TargetAppStatus.Nested(
                        outer.size(),
                        outer.stream()
                                .limit(MOST_NESTED)
                                .map(Entitlement::toString)
                                .toList()));
    }

    private static boolean isOf(TargetApp app, Tenant tenant) {
        return Tenancy.recorded(app).equals(Optional.of(tenant));
    }

    static List<OrphanEntry> orphans(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .map(TargetAppStatus::orphans)
                .orElse(List.of());
    }

    static List<OrphanEntry> orphans(TargetApp app, Tenant tenant, Optional<LaneHealth> health) {
        return found(health)
                .map(found -> found.orphans().stream()
                        .map(orphan -> new OrphanEntry(orphan.id().value(), Times.text(orphan.since())))
                        .toList())
                .orElseGet(() -> isOf(app, tenant) ? orphans(app) : List.of());
    }

    static int orphaned(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .flatMap(said -> Optional.ofNullable(said.accounts()))
                .map(TargetAppStatus.Counts::orphaned)
                .orElse(0);
    }

    static int orphaned(TargetApp app, Tenant tenant, Optional<LaneHealth> health) {
        return found(health)
                .map(InventoryReport.Found::orphaned)
                .orElseGet(() -> isOf(app, tenant) ? orphaned(app) : 0);
    }

    private static Optional<InventoryReport.Found> found(Optional<LaneHealth> health) {
        return health.flatMap(said -> said.inventory().found());
    }

    /** That it is not complete, and why. */
    static Conditions condition(TargetApp app, Conditions conditions, LaneHealth health) {
        var report = health.inventory();
        if (!report.hasEnded()) {
            Optional.ofNullable(app.getStatus())
                    .flatMap(said -> Conditions.of(said.conditions(), INCOMPLETE))
                    .ifPresent(
                            before -> conditions.say(INCOMPLETE, before.status(), before.reason(), before.message()));
        }
        report.failure().ifPresent(why -> conditions.say(INCOMPLETE, "True", why.reason(), message(why)));
        return conditions;
    }

    private static String message(Failure why) {
        return "The app could not be read to its end, so that nobody knows whether accounts are still as they were left: "
                + why.message();
    }
}
