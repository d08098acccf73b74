package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Owed;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Unexplained;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The account entries of one user's status, from what is decided, what is recorded and what lanes said.
 *
 * @param entries by app, in a stable order
 * @param open the apps that have not answered to what is decided now
 * @param agreeing in which apps a read agreed with it
 * @param awaiting in which apps a first login has to come before anything more can be done
 * @param failures why not, by app
 */
record AccountEntries(
        List<AccountEntry> entries,
        List<AppId> open,
        Set<AppId> agreeing,
        Set<AppId> awaiting,
        int due,
        Map<AppId, Failure> failures) {
    private static final int LONGEST_MESSAGE = 128;

    static AccountEntries of(
            Map<AppId, Decision> decisions,
            Map<AppId, AccountEntry> recorded,
            Answers answers,
            Agreements.TenantOf tenants,
            Digests digests,
            Instant now) {
        var tally = new Tally(now);
        new TreeMap<>(decisions).forEach((app, decision) -> {
            var before = Optional.ofNullable(recorded.get(app));
            var aim = Aims.of(decision, digests);
            if (aim.isEmpty()) {
                var known =
                        before.or(() -> answers.account(app).map(result -> entry(app, result, Optional.empty(), now)));
                left(app, decision, known, now).ifPresent(tally.entries::add);
                return;
            }
            var taken = answers.account(app).filter(Result::isOnlyTaken);
            var result = answers.to(app, aim.get());
            if (taken.isPresent()) {
                tally.taken(app, taken.get(), before);
            } else if (result.isPresent()) {
                tally.answered(app, result.get(), before);
            } else if (!answers.areAwaited(app, aim.get())
                    && before.filter(entry -> Agreements.agrees(entry, aim.get(), tenants.of(app)))
                            .isPresent()) {
                tally.agreed(before.get());
            } else if (!answers.areAwaited(app, aim.get())
                    && before.filter(entry -> Agreements.isLeftDrifted(entry, aim.get(), tenants.of(app)))
                            .isPresent()) {
                tally.leftDrifted(before.get());
            } else {
                tally.open(app, before);
            }
        });
        return new AccountEntries(tally.entries, tally.open, tally.agreeing, tally.awaiting, tally.due, tally.failures);
    }

    /** The same, saying since when nothing gives an account any more. */
    AccountEntries unassignedSince(Map<AppId, Instant> times) {
        var stamped = entries.stream()
                .map(entry -> entry.unassignedSince(Optional.ofNullable(times.get(Recall.id(entry)))
                        .map(Times::text)
                        .orElse(null)))
                .toList();
        return new AccountEntries(stamped, open, agreeing, awaiting, due, failures);
    }

    /** The same, saying what accounts may still hold of roles that are gone. */
    AccountEntries losing(Resolution resolution, Access access, Instant now) {
        var all = new ArrayList<>(entries);
        unlisted(resolution).forEach(app -> all.add(pending(app, now)));
        all.sort(Comparator.comparing(Recall::id));
        var room = Losing.room(all.stream()
                .filter(entry -> resolution.next().owed().containsKey(Recall.id(entry)))
                .count());
        var stamped = all.stream()
                .map(entry -> entry.losing(
                        Losing.of(Recall.id(entry), left(Recall.id(entry), resolution, access), access, room)))
                .toList();
        return new AccountEntries(stamped, open, agreeing, awaiting, due, failures);
    }

    /** Accounts in the making that are only left alone: what they have to lose is written down all the same. */
    private List<AppId> unlisted(Resolution resolution) {
        var listed = entries.stream().map(Recall::id).collect(Collectors.toUnmodifiableSet());
        return resolution.next().owed().keySet().stream()
                .filter(app -> resolution.next().accounts().containsKey(app) && !listed.contains(app))
                .toList();
    }

    private Set<Entitlement> left(AppId app, Resolution resolution, Access access) {
        var all = resolution.next().owed().getOrDefault(app, Set.of());
        return Optional.ofNullable(resolution.apps().get(app))
                .filter(any -> agreeing.contains(app))
                .map(decision -> Owed.after(decision, all, access.ours(app)))
                .orElse(all);
    }

    int agreed() {
        return agreeing.size();
    }

    /** The apps that have not answered yet, and those that only say that they are asked too much. */
    Set<AppId> unanswered() {
        var all = new TreeSet<>(open);
        failures.forEach((app, why) -> {
            if (why.kind() == Kind.THROTTLED) {
                all.add(app);
            }
        });
        return all;
    }

    /** The entries while they are gathered. */
    private static final class Tally {
        /** What is no failure to be told of as one. */
        private static final Set<Kind> LEFT = EnumSet.of(Kind.DRIFTED, Kind.HELD, Kind.PLANNED);

        private final Instant now;
        private final List<AccountEntry> entries = new ArrayList<>();
        private final List<AppId> open = new ArrayList<>();
        private final Map<AppId, Failure> failures = new TreeMap<>();
        private final Set<AppId> agreeing = new HashSet<>();
        private final Set<AppId> awaiting = new TreeSet<>();
        private int due;

        Tally(Instant now) {
            this.now = now;
        }

        void answered(AppId app, Result result, Optional<AccountEntry> before) {
            due++;
            entries.add(entry(app, result, before, now));
            result.failure()
                    .filter(failure -> !LEFT.contains(failure.kind()))
                    .ifPresent(failure -> failures.put(app, failure));
            if (result.failure().isEmpty() && result.applied().equals(result.aim())) {
                isAsDecided(app, result.state() == AccountState.AwaitingLogin);
            }
        }

        /** That there is no account yet agrees with what is decided for now, and is not what is wanted in the end. */
        private void isAsDecided(AppId app, boolean awaits) {
            var answered = awaits ? awaiting : agreeing;
            answered.add(app);
        }

        /** It is recorded before anything is written there, and answers nothing. */
        void taken(AppId app, Result result, Optional<AccountEntry> before) {
            open(
                    app,
                    before.filter(entry -> isSame(entry, result))
                            .or(() -> Optional.of(entry(app, result, before, now))));
        }

        void agreed(AccountEntry before) {
            due++;
            entries.add(before);
            isAsDecided(Recall.id(before), before.state().equals(AccountState.AwaitingLogin.name()));
        }

        void leftDrifted(AccountEntry before) {
            due++;
            entries.add(before);
        }

        void open(AppId app, Optional<AccountEntry> before) {
            due++;
            entries.add(before.orElseGet(() -> pending(app, now)));
            open.add(app);
        }
    }

    /** Where somebody changed the account in the app, and it is left so. */
    List<AppId> drifted() {
        return entries.stream().filter(Agreements::isDrifted).map(Recall::id).toList();
    }

    /** An account that is left alone keeps its entry, or what was said of it since; where its app is gone, that is said. */
    private static Optional<AccountEntry> left(
            AppId app, Decision decision, Optional<AccountEntry> before, Instant now) {
        var gone = decision.isHeldBecause(Why.AppGone);
        // What is deleted stays so, wherever its app is.
        var deleted = before.filter(entry -> entry.state().equals(AccountState.Deleted.name()))
                .isPresent();
        if (!gone || deleted) {
            return before;
        }
        return before.map(entry -> entry(
                        app,
                        AccountState.AppGone,
                        Optional.ofNullable(entry.id()),
                        Optional.ofNullable(entry.tenant()),
                        Optional.ofNullable(entry.applied()),
                        Boolean.TRUE.equals(entry.prepared()),
                        Agreements.drift(entry),
                        before.map(UnexplainedEntitlements::recorded),
                        before,
                        now)
                .adopted(entry.adopted(), entry.adopting(), null)
                .awaited(entry.awaited())
                .getting(entry.endedTime(), entry.credentialDue(), null));
    }

    private static AccountEntry pending(AppId app, Instant now) {
        return entry(
                app,
                AccountState.Pending,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now);
    }

    private static AccountEntry entry(AppId app, Result result, Optional<AccountEntry> before, Instant now) {
        var takeover = takeover(result, before);
        var recorded = before.map(Recall::known);
        var there = result.inPlaceOf(recorded);
        var isHere = recorded.flatMap(KnownAccount::tenant).equals(there.tenant());
        var said = entry(
                        app,
                        result.state(),
                        there.id().map(RemoteId::value),
                        there.tenant().map(Tenant::fingerprint),
                        Plans.applied(result, before.filter(any -> isHere)),
                        result.prepared(),
                        result.failure(),
                        result.unexplained()
                                .or(() -> before.filter(entry -> isSame(entry, result))
                                        .map(UnexplainedEntitlements::recorded)),
                        before,
                        now)
                .adopted(
                        Recall.held(takeover.held().stream().sorted()),
                        takeover.open() ? Boolean.TRUE : null,
                        result.candidate().map(RemoteId::value).orElse(null))
                .awaited(result.takeover().awaited().map(Applied::text).orElse(null));
        return CredentialEntries.of(said, result, before, now);
    }

    /** A word that names no account takes nothing back of the one that is recorded: it was told before the record was there. */
    private static Takeover takeover(Result result, Optional<AccountEntry> before) {
        return before.filter(entry -> result.id().isEmpty() && !result.state().isNowhere())
                .map(entry -> Recall.known(entry).takeover())
                .orElse(result.takeover());
    }

    /** What was seen of one account says nothing of another that came in its place. */
    private static boolean isSame(AccountEntry before, Result result) {
        return result.id().map(RemoteId::value).equals(Optional.ofNullable(before.id()))
                && result.tenant().map(Tenant::fingerprint).equals(Optional.ofNullable(before.tenant()));
    }

    private static AccountEntry entry(
            AppId app,
            AccountState state,
            Optional<String> id,
            Optional<String> tenant,
            Optional<String> applied,
            boolean prepared,
            Optional<Failure> failure,
            Optional<Unexplained> unexplained,
            Optional<AccountEntry> before,
            Instant now) {
        var found = unexplained.orElse(Unexplained.NONE);
        var since = before.filter(entry -> entry.state().equals(state.name()))
                .map(AccountEntry::since)
                .orElseGet(() -> Times.text(now));
        var message = failure.map(why -> Excerpt.of(why.message(), LONGEST_MESSAGE - 1));
        return new AccountEntry(
                app.name(),
                app.namespace(),
                state.name(),
                since,
                id.orElse(null),
                tenant.orElse(null),
                applied.orElse(null),
                prepared ? Boolean.TRUE : null,
                null,
                failure.map(Failure::reason).orElse(null),
                message.orElse(null),
                UnexplainedEntitlements.entries(found),
                UnexplainedEntitlements.count(found),
                List.of(),
                List.of(),
                null,
                null,
                null,
                Plans.steps(failure),
                null,
                null,
                null);
    }

    boolean held() {
        return entries.stream().anyMatch(entry -> entry.state().equals(AccountState.Held.name()));
    }

    static Map<AppId, AccountEntry> recorded(Optional<ProvisionedUserStatus> status) {
        var recorded = new TreeMap<AppId, AccountEntry>();
        status.ifPresent(said -> said.accounts().forEach(entry -> recorded.put(Recall.id(entry), entry)));
        return recorded;
    }
}
