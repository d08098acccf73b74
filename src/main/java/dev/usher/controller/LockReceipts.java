package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus.Receipt;
import dev.usher.api.AccountEntry;
import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Lock;
import dev.usher.sync.Aims;
import dev.usher.sync.Facts;
import dev.usher.sync.Result;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What apps have confirmed to a lock, gathered from the records of everybody whom it means.
 *
 * <p>An app has confirmed once every account there agrees, by a read, with being locked; one that was disabled before is read
 * again, since somebody may have enabled it there.
 */
final class LockReceipts {
    private static final int MOST = 64;

    private final Optional<Lock> shuts;
    private final Set<RoleKey> keeps;
    private final Digests digests;
    /** By app, why not; empty where it is confirmed. */
    private final Map<AppId, Optional<String>> found = new TreeMap<>();

    private final Set<AppId> aside = new HashSet<>();

    private final SessionReceipts sessions = new SessionReceipts();

    LockReceipts(AccessLock lock, Digests digests) {
        this.keeps = lock.getSpec().roles().isEmpty()
                ? Set.of()
                : Locks.exclusion(lock).roles();
        this.shuts = Optional.of(lock).filter(any -> keeps.isEmpty()).map(Locks::lock);
        this.digests = digests;
    }

    /** What is decided about a user, and what their status says of it. */
    void add(ProvisionedUser user, Facts.OfPerson facts, Resolution resolution) {
        var recorded = AccountEntries.recorded(Optional.ofNullable(user.getStatus()));
        var takes = facts.access().appsOf(keeps);
        resolution.apps().forEach((app, decision) -> {
            var entry = Optional.ofNullable(recorded.get(app));
            if ((shuts(app) || takes.contains(app)) && !isLeftAndGone(decision, entry)) {
                var tenant = Optional.ofNullable(facts.access().apps().get(app)).flatMap(AppDefinition::tenant);
                var agrees = agrees(decision, entry, tenant);
                var isShut = agrees || isShut(decision, entry, tenant);
                put(app, isShut ? Optional.empty() : Optional.of(why(decision, entry)));
                addSessions(app, decision, entry, agrees);
            }
        });
    }

    private boolean shuts(AppId app) {
        return shuts.filter(lock -> lock.shuts(app)).isPresent();
    }

    private static boolean isLeftAndGone(Decision decision, Optional<AccountEntry> entry) {
        return decision instanceof Decision.Hold
                && entry.filter(said -> said.state().equals(AccountState.Deleted.name()))
                        .isPresent();
    }

    /** Nothing is asked about an account that is not there, or that nobody may touch. */
    private void addSessions(AppId app, Decision decision, Optional<AccountEntry> entry, boolean ended) {
        var isLeft = entry.filter(said -> AccountState.Deleted.name().equals(said.state())
                        || Kind.PROTECTED.reason().equals(said.reason()))
                .isPresent();
        if (!isLeft) {
            sessions.add(
                    app,
                    decision,
                    ended,
                    entry.filter(said -> Kind.SESSIONS_OPEN.reason().equals(said.reason()))
                            .flatMap(said -> Optional.ofNullable(said.message())));
        }
    }

    /** Whether a read showed the account disabled, whatever became of its sessions and of what its holder signs on with. */
    private boolean isShut(Decision decision, Optional<AccountEntry> entry, Optional<Tenant> tenant) {
        return shut(decision).stream()
                .anyMatch(aim -> entry.filter(said -> Agreements.agreesButForWhatEnds(said, aim, tenant))
                        .isPresent());
    }

    /** What is confirmed of an account that is shut by a lock before all is done that ends with it. */
    private Set<Applied> shut(Decision decision) {
        return decision instanceof Decision.Disabled disabled && disabled.isLocked()
                ? Stream.of(
                                Aims.of(disabled, digests).map(aim -> Aims.shut(aim, digests)),
                                Aims.of(disabled.endingSessions(false), digests).filter(any -> disabled.endsSessions()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private boolean agrees(Decision decision, Optional<AccountEntry> entry, Optional<Tenant> tenant) {
        return (decision.isLocked() || !keeps.isEmpty())
                && entry.filter(said -> Aims.of(decision, digests)
                                .filter(aim -> Agreements.agrees(said, aim, tenant)
                                        || isShutToBeDeleted(decision, said, tenant))
                                .isPresent())
                        .isPresent();
    }

    private boolean isShutToBeDeleted(Decision decision, AccountEntry entry, Optional<Tenant> tenant) {
        return decision instanceof Decision.Absent
                && Agreements.agreesButForHandover(entry, Aims.halfway(digests), tenant);
    }

    private static String why(Decision decision, Optional<AccountEntry> entry) {
        if (decision.isHeldBecause(Why.AppSuspended)) {
            return Reason.AppSuspended.name();
        }
        if (decision instanceof Decision.Planned) {
            return Kind.PLANNED.reason();
        }
        if (decision.isHeldBecause(Why.AppGone)) {
            return Reason.AppNotFound.name();
        }
        return entry.flatMap(said -> Optional.ofNullable(said.reason())).orElse(Reason.Progressing.name());
    }

    /** A user whose resource cannot be understood, so that nothing of this gets into their status. */
    void add(ProvisionedUser user, Optional<Unread> shut, Map<AppId, Result> said, Instant now) {
        AccountEntries.recorded(Optional.ofNullable(user.getStatus())).forEach((app, entry) -> {
            if (!keeps.isEmpty() && !entry.state().equals(AccountState.Deleted.name())) {
                put(app, Optional.of(notUnderstood(user)));
            } else if (shuts(app) && !entry.state().equals(AccountState.Deleted.name())) {
                shut.ifPresentOrElse(
                        facts -> add(app, facts.decide(app, Optional.empty(), now), Optional.ofNullable(said.get(app))),
                        () -> put(app, Optional.of(Reason.Progressing.name())));
            }
        });
    }

    /** What roles are taken from somebody is decided once their resource can be understood. */
    private static String notUnderstood(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus())
                .flatMap(said -> Conditions.of(said.conditions(), "Ready"))
                .map(Condition::reason)
                .orElse(Reason.Progressing.name());
    }

    private void add(AppId app, Optional<Decision> decision, Optional<Result> said) {
        var why = open(decision, said);
        var failure = said.flatMap(Result::failure).filter(known -> known.kind() == Kind.SESSIONS_OPEN);
        var isShut = said.flatMap(Result::failure)
                        .filter(known -> known.kind().isOfDisabled())
                        .isPresent()
                && said.flatMap(Result::applied)
                        .filter(decision.map(this::shut).orElse(Set.of())::contains)
                        .isPresent();
        put(app, isShut ? Optional.empty() : why);
        decision.ifPresent(wanted -> sessions.add(app, wanted, why.isEmpty(), failure.map(Failure::message)));
    }

    /** Why an app has not confirmed, by what its lane said last. */
    private Optional<String> open(Optional<Decision> decision, Optional<Result> said) {
        var aim = decision.filter(Decision::isLocked).flatMap(wanted -> Aims.of(wanted, digests));
        if (aim.isEmpty()) {
            return Optional.of(decision.map(held -> why(held, Optional.empty())).orElse(Reason.AppNotFound.name()));
        }
        var answer = said.filter(result -> result.aim().equals(aim));
        return answer.filter(result ->
                                result.applied().equals(aim) && result.failure().isEmpty())
                        .isPresent()
                ? Optional.empty()
                : Optional.of(
                        answer.flatMap(Result::failure).map(Failure::reason).orElse(Reason.Progressing.name()));
    }

    /** An account without a user. */
    void add(RetainedAccount account, Optional<Decision> decision) {
        var app = Translate.app(account, account.getSpec().app());
        if (!shuts(app) || !RetainedStates.isThere(account)) {
            return;
        }
        var locked = decision.filter(Decision::isLocked);
        if (locked.isEmpty()) {
            put(
                    app,
                    Optional.of(
                            decision.map(held -> why(held, Optional.empty())).orElse(Reason.AppNotFound.name())));
        } else if (RetainedStatuses.isConfirmed(account, locked.get(), digests)) {
            put(app, Optional.empty());
            sessions.add(app, locked.get(), true, Optional.empty());
        } else {
            var isShut = RetainedStatuses.confirmed(account)
                    .filter(shut(locked.get())::contains)
                    .isPresent();
            put(app, isShut ? Optional.empty() : Optional.of(trouble(account).orElse(Reason.Progressing.name())));
            sessions.add(app, locked.get(), false, Optional.empty());
        }
    }

    private static Optional<String> trouble(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .flatMap(said -> Conditions.of(said.conditions(), "Ready"))
                .filter(ready -> ready.status().equals("False"))
                .map(ready -> ready.reason())
                .filter(reason -> !reason.equals(Reason.Removing.name()));
    }

    /** The apps that the lock names, and that are not there; of one that is to stay open that keeps nothing from being shut. */
    void addMissing(AccessLock lock, Predicate<AppId> isMissing) {
        named(lock, lock.getSpec().apps()).filter(isMissing).forEach(this::addMissing);
        named(lock, lock.getSpec().exceptApps()).filter(isMissing).forEach(app -> {
            addMissing(app);
            aside.add(app);
        });
    }

    /** An app that the lock names and that is not there: a slip must not look like a lock. */
    void addMissing(AppId app) {
        put(app, Optional.of(Reason.AppNotFound.name()));
    }

    private static Stream<AppId> named(AccessLock lock, List<Reference> apps) {
        return apps.stream().map(app -> Translate.app(lock, app));
    }

    private void put(AppId app, Optional<String> why) {
        found.merge(app, why, (one, other) -> one.or(() -> other));
    }

    /** The apps that have not confirmed, and why. */
    Map<AppId, String> open() {
        var open = new TreeMap<AppId, String>();
        found.forEach((app, why) -> why.or(() -> sessionsOf(app))
                .filter(any -> !aside.contains(app))
                .ifPresent(reason -> open.put(app, reason)));
        return open;
    }

    private Optional<String> sessionsOf(AppId app) {
        return sessions.areOpen(app) ? Optional.of(Kind.SESSIONS_OPEN.reason()) : Optional.empty();
    }

    /** As a status has them; where there are too many those that are open stay. */
    List<Receipt> list(List<Receipt> before, Instant now) {
        return found.entrySet().stream()
                .map(entry -> receipt(entry.getKey(), entry.getValue(), before, now))
                .sorted(Comparator.comparing(receipt -> receipt.reason() == null && !SessionReceipts.isOpen(receipt)))
                .limit(MOST)
                .sorted(Comparator.comparing(Receipt::namespace).thenComparing(Receipt::app))
                .toList();
    }

    /** What the app protects is not waited for: nobody tries it. */
    private static String unless(String reason) {
        return reason.equals(Kind.PROTECTED.reason()) ? "Protected" : "Unconfirmed";
    }

    private Receipt receipt(AppId app, Optional<String> why, List<Receipt> before, Instant now) {
        var account = why.map(LockReceipts::unless).orElse("Confirmed");
        var time = before.stream()
                .filter(earlier -> earlier.app().equals(app.name())
                        && earlier.namespace().equals(app.namespace())
                        && Objects.equals(earlier.account(), account))
                .map(Receipt::time)
                .findFirst();
        return sessions.on(
                new Receipt(
                        app.name(),
                        app.namespace(),
                        account,
                        why.orElse(null),
                        time.orElseGet(() -> Times.text(now)),
                        null,
                        null,
                        null),
                before,
                now);
    }
}
