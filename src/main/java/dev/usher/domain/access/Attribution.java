package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Origin.Matter;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose change takes something from somebody, told while the record of what they had still stands.
 *
 * @param edited whether the user resource was edited since that record
 * @param announced whether a date has come that the record showed for a day
 */
public record Attribution(
        Memory before, Resolution after, Access access, boolean edited, boolean announced, Edits edits, Instant now) {
    /**
     * What is known of what people rest on.
     *
     * @param roles which generation one is of; empty where it is not there
     * @param apps the same of an app
     * @param isSpreading whether an edit of a role is on its way to those who hold it
     * @param isAppSpreading whether an edit of an app is on its way to those who have an account there
     */
    public record Edits(
            Function<RoleKey, OptionalLong> roles,
            Function<AppId, OptionalLong> apps,
            Predicate<RoleKey> isSpreading,
            Predicate<AppId> isAppSpreading) {}

    private static final Origin OF_LOCK = new Origin.OfLock();

    /**
     * What they are about to lose, app by app.
     *
     * @param isAsDecided whether an account is known to be as it is decided: nothing is lost there any more
     */
    public Map<AppId, Loss> losses(Predicate<AppId> isAsDecided) {
        var losses = new HashMap<AppId, Loss>();
        after.apps().forEach((app, decision) -> {
            if (!isAsDecided.test(app)) {
                Optional.ofNullable(before.accounts().get(app))
                        .filter(account -> account.id().isPresent())
                        .flatMap(account -> loss(app, decision, account))
                        .ifPresent(loss -> losses.put(app, loss.announced(announced && !edited)));
            }
        });
        return losses;
    }

    /**
     * The accounts that stay and are to look otherwise, and whose change that is, app by app.
     *
     * <p>Some of them will turn out to differ by what they hold alone; never by less.
     *
     * @param isTheirs whether it is nobody's edit, as where a date has come that the record showed
     */
    public Map<AppId, Loss> changes(Predicate<AppId> isAsDecided, Predicate<AppId> isTheirs) {
        var changes = new HashMap<AppId, Loss>();
        after.apps().forEach((app, decision) -> {
            if (decision instanceof Decision.Want && !isAsDecided.test(app)) {
                Optional.ofNullable(before.accounts().get(app))
                        .filter(account ->
                                account.id().isPresent() && account.applied().isPresent())
                        .ifPresent(account -> changes.put(app, Loss.ofValues(changedBy(app, isTheirs))));
            }
        });
        return changes;
    }

    private Origin changedBy(AppId app, Predicate<AppId> isTheirs) {
        if (edited || isTheirs.test(app) || isKeptIn(app)) {
            return own(Matter.ATTRIBUTES);
        }
        return edits.isAppSpreading().test(app)
                ? edit(app)
                : editOfRole(lost(app).stream().filter(role -> gives(role, app)), app)
                        .orElseGet(Origin.Forgotten::new);
    }

    private Optional<Loss> loss(AppId app, Decision decision, KnownAccount account) {
        return switch (decision) {
            case Decision.Want want
            when !want.account().enabled() && !account.state().isShut() ->
                Optional.of(Loss.ofAccount(own(Matter.PAUSE), false));
            case Decision.Want want -> entitlements(app, want.account().entitlements(), want.frozen());
            case Decision.Trim trim -> entitlements(app, trim.kept(), Set.of());
            case Decision.Disabled disabled ->
                Optional.of(disabled)
                        .filter(any -> !disabled.isLocked() && !account.state().isShut())
                        .map(any -> Loss.ofAccount(origin(app, disabled.why()), false));
            case Decision.Absent absent when account.state() == AccountState.Deleted -> Optional.empty();
            case Decision.Absent absent ->
                Optional.of(Loss.ofAccount(
                        isRetained(app, account) ? retained(app) : forGood(origin(app, absent.why())), true));
            case Decision.Hold hold -> Optional.empty();
            case Decision.Planned plan -> Optional.empty();
        };
    }

    /** Without any retention nothing was retained: it is shut for something else, such as a lock that is over. */
    private boolean isRetained(AppId app, KnownAccount account) {
        var isKept = Optional.ofNullable(access.apps().get(app))
                .filter(definition -> definition.deprovisioning().retention().isZero())
                .isEmpty();
        return account.state().isShut() && (isKept || edits.isAppSpreading().test(app));
    }

    /** One that is disabled already was retained until its date, or until somebody edited how long that is. */
    private Origin retained(AppId app) {
        return !edited && edits.isAppSpreading().test(app) ? edit(app) : own(Matter.RETENTION);
    }

    private static Origin own(Matter matter) {
        return new Origin.OfPerson(matter);
    }

    private Origin origin(AppId app, Why why) {
        return personal(why).orElseGet(() -> isKeptIn(app) ? OF_LOCK : origin(app));
    }

    private boolean isKeptIn(AppId app) {
        return kept().stream().anyMatch(role -> gives(role, app));
    }

    /** A lock shuts out and deletes nothing: what follows from it counts as an end of the person's own. */
    private static Origin forGood(Origin origin) {
        return origin.equals(OF_LOCK) ? own(Matter.DATE) : origin;
    }

    /** The roles that a lock keeps from them, with what those contain and is not held otherwise. */
    private Set<RoleKey> kept() {
        var kept = access.containedIn(after.excluded());
        kept.removeAll(after.next().roles().keySet());
        return kept;
    }

    /** What such an end is by itself, whoever it befalls; empty where it has to be found out. */
    public static Optional<Origin> personal(Why why) {
        return switch (why) {
            case Departed, Withdrawn -> Optional.of(own(Matter.DEPARTURE));
            case OnLeave, Suspended, NotStarted -> Optional.of(own(Matter.PAUSE));
            case Missing -> Optional.of(own(Matter.MISSING));
            case UserDeleted, WithoutPerson -> Optional.of(own(Matter.DELETION));
            case Orphaned -> Optional.of(own(Matter.ORPHAN));
            case Unassigned, Locked, Frozen, UnknownRole, KeptByPolicy, KeptUnassigned, AppSuspended, AppGone ->
                Optional.empty();
        };
    }

    /** More than what they hold may be counted, since only the app knows that; never less. */
    private Optional<Loss> entitlements(AppId app, Set<Entitlement> given, Set<Entitlement> frozen) {
        if (access.terms(app).authority() == Authority.Additive) {
            return Optional.empty();
        }
        var going = new HashSet<>(after.next().owed().getOrDefault(app, Set.of()));
        Stream.concat(before.roles().keySet().stream(), after.next().roles().keySet().stream())
                .forEach(role -> going.addAll(gave(role, app)));
        going.removeAll(given);
        going.removeAll(frozen);
        if (going.isEmpty()) {
            return Optional.empty();
        }
        var byLock = kept().stream().flatMap(role -> gave(role, app).stream()).collect(Collectors.toSet());
        return Optional.of(Loss.ofEntitlements(byLock.containsAll(going) ? OF_LOCK : origin(app), going.size()));
    }

    private Set<Entitlement> gave(RoleKey role, AppId app) {
        return Optional.ofNullable(access.roles().get(role))
                .map(definition -> definition.gave(app))
                .or(() -> access.unread(role).map(unread -> unread.gave(app)))
                .orElse(Set.of());
    }

    private Origin origin(AppId app) {
        var lost = lost(app);
        if (!lost.isEmpty() && lost.stream().allMatch(this::isOver)) {
            return own(Matter.DATE);
        }
        if (edited) {
            return own(Matter.EDIT);
        }
        return editOfRole(lost.stream(), app).orElseGet(() -> isFromBefore(app) ? new Origin.Forgotten() : edit(app));
    }

    /** The edit of a role that was lost, of one that gives less than it did, or else of one that is on its way. */
    private Optional<Origin> editOfRole(Stream<RoleKey> lost, AppId app) {
        return lost.sorted()
                .findFirst()
                .map(this::root)
                .or(() -> givingLess(app))
                .or(this::spreading)
                .map(this::edit);
    }

    /** The roles that were held and are not, where they gave something here. */
    private Collection<RoleKey> lost(AppId app) {
        var lost = before.roles().keySet().stream()
                .filter(role -> !after.next().roles().containsKey(role))
                .toList();
        var here = lost.stream().filter(role -> gives(role, app)).toList();
        return here.isEmpty() ? lost : here;
    }

    private boolean gives(RoleKey role, AppId app) {
        return !gave(role, app).isEmpty()
                || Optional.ofNullable(access.roles().get(role)).stream()
                        .flatMap(definition -> definition.grants().stream())
                        .anyMatch(grant -> grant.app().equals(app));
    }

    /** Whether its time has come. */
    private boolean isOver(RoleKey role) {
        var causes = causes(role);
        return !causes.isEmpty()
                && causes.stream()
                        .allMatch(cause -> cause.until()
                                .filter(until -> !until.isAfter(now))
                                .isPresent());
    }

    private List<Cause> causes(RoleKey role) {
        return Optional.ofNullable(before.roles().get(role)).map(Held::causes).orElse(List.of());
    }

    /** A role that came by another one was lost with it, or because that one does not contain it any more. */
    private RoleKey root(RoleKey role) {
        var here = role;
        for (var left = before.roles().size(); left > 0; left--) {
            var causes = causes(here);
            var container = causes.stream()
                    .flatMap(cause -> cause.via().stream())
                    .sorted()
                    .findFirst();
            if (container.isEmpty()
                    || causes.stream().anyMatch(cause -> cause.via().isEmpty())) {
                return here;
            }
            if (after.next().roles().containsKey(container.get())) {
                return contains(container.get(), here) ? here : container.get();
            }
            here = container.get();
        }
        return here;
    }

    private boolean contains(RoleKey container, RoleKey role) {
        return Optional.ofNullable(access.roles().get(container))
                .filter(definition -> definition.inherits().contains(role))
                .isPresent();
    }

    /** A role that is still held and named more here than it gives. */
    private Optional<RoleKey> givingLess(AppId app) {
        return after.next().roles().keySet().stream()
                .sorted()
                .flatMap(role -> Optional.ofNullable(access.roles().get(role)).stream())
                .filter(role ->
                        role.formerly().containsKey(app) && !given(role, app).containsAll(role.gave(app)))
                .map(RoleDefinition::key)
                .findFirst();
    }

    /** A role that gave the account alone leaves no trace of it. */
    private Optional<RoleKey> spreading() {
        return after.next().roles().keySet().stream()
                .filter(edits.isSpreading())
                .sorted()
                .findFirst();
    }

    private static Set<Entitlement> given(RoleDefinition role, AppId app) {
        var given = new HashSet<Entitlement>();
        role.grants().stream()
                .filter(grant -> grant.app().equals(app))
                .forEach(grant -> given.addAll(grant.entitlements()));
        return given;
    }

    private boolean isFromBefore(AppId app) {
        return before.unassigned().containsKey(app)
                || !before.owed().getOrDefault(app, Set.of()).isEmpty();
    }

    private Origin edit(RoleKey role) {
        return new Origin.OfEdit(
                "Role", role.namespace(), role.name(), edits.roles().apply(role));
    }

    private Origin edit(AppId app) {
        return new Origin.OfEdit(
                "TargetApp", app.namespace(), app.name(), edits.apps().apply(app));
    }
}
