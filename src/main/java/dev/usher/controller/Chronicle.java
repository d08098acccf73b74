package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldStatus;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has the journal tell what was decided, before the status that holds it is stored: a crash in between tells it twice, and
 * none loses it.
 *
 * <p>What was told and could not be stored is not told again when it is tried again, nor when it is decided otherwise since.
 */
final class Chronicle {
    private final Journal journal;
    private final Clock clock;
    private final Predicate<HasMetadata> verified;
    private final Told<ProvisionedUserStatus> users = new Told<>();
    private final Told<RetainedAccountStatus> accounts = new Told<>();
    private final Told<TargetAppStatus> apps = new Told<>();
    private final Told<AccessLockStatus> locks = new Told<>();
    private final Told<RemovalDecisionStatus> decisions = new Told<>();
    private final Told<LegalHoldStatus> holds = new Told<>();

    /**
     * One that has told nothing.
     *
     * @param verified whether a lock, or another request, can only have been written by whom it names
     */
    Chronicle(Journal journal, Clock clock, Predicate<HasMetadata> verified) {
        this.journal = journal;
        this.clock = clock;
        this.verified = verified;
    }

    /** The last status of each resource of which was told, until it is stored. */
    private static final class Told<T> {
        private final Map<String, T> last = new ConcurrentHashMap<>();

        Optional<T> before(HasMetadata resource, @Nullable T stored) {
            return Optional.ofNullable(last.get(uid(resource))).or(() -> Optional.ofNullable(stored));
        }

        void until(HasMetadata resource, T next) {
            last.put(uid(resource), next);
        }

        void stored(HasMetadata resource) {
            last.remove(uid(resource));
        }

        private static String uid(HasMetadata resource) {
            return String.valueOf(resource.getMetadata().getUid());
        }
    }

    private <T> void tell(
            HasMetadata resource,
            Told<T> told,
            @Nullable T stored,
            T next,
            Function<Optional<T>, List<Decided>> since) {
        var decided = since.apply(told.before(resource, stored));
        if (!decided.isEmpty()) {
            decided.forEach(journal::decision);
            told.until(resource, next);
        }
    }

    /** What is told of the statuses of users. */
    Statuses.Witness<ProvisionedUser> ofUsers() {
        return new Statuses.Witness<>() {
            @Override
            public void storing(ProvisionedUser user, ProvisionedUser patch) {
                var next = patch.getStatus();
                tell(
                        user,
                        users,
                        user.getStatus(),
                        next,
                        before -> Decisions.between(
                                user, before.orElse(ProvisionedUserStatus.NONE), next, clock.instant()));
            }

            @Override
            public void stored(ProvisionedUser patch) {
                users.stored(patch);
            }
        };
    }

    /** What is told of the statuses of accounts without a user. */
    Statuses.Witness<RetainedAccount> ofRetained() {
        return new Statuses.Witness<>() {
            @Override
            public void storing(RetainedAccount account, RetainedAccount patch) {
                var next = patch.getStatus();
                tell(
                        account,
                        accounts,
                        account.getStatus(),
                        next,
                        before -> Decisions.between(account, before.orElse(null), next));
            }

            @Override
            public void stored(RetainedAccount patch) {
                accounts.stored(patch);
            }
        };
    }

    /** The status of an app is about to be stored. */
    void storing(TargetApp app, TargetAppStatus next) {
        tell(app, apps, app.getStatus(), next, before -> Decisions.between(app, before.orElse(null), next));
    }

    /** The status of a lock is about to be stored. */
    void storing(AccessLock lock, AccessLockStatus next) {
        tell(
                lock,
                locks,
                lock.getStatus(),
                next,
                before -> Decisions.between(lock, before.orElse(null), next, verified));
    }

    /** The status of a decision about a wave is about to be stored. */
    void storing(RemovalDecision decision, RemovalDecisionStatus next) {
        tell(
                decision,
                decisions,
                decision.getStatus(),
                next,
                before -> Decisions.between(decision, before.orElse(null), next, verified));
    }

    /** The status of a hold is about to be stored. */
    void storing(LegalHold hold, LegalHoldStatus next) {
        tell(
                hold,
                holds,
                hold.getStatus(),
                next,
                before -> Decisions.between(hold, before.orElse(null), next, verified));
    }

    /** A hold is about to go. */
    void ends(LegalHold hold, boolean isTornDown) {
        Decisions.end(hold, isTornDown).forEach(journal::decision);
        holds.stored(hold);
    }

    /** The resource of a user is about to go. */
    void ends(ProvisionedUser user, boolean isTornDown) {
        Decisions.end(user, isTornDown).forEach(journal::decision);
        users.stored(user);
    }

    /** Somebody has deleted a lock. */
    void ends(AccessLock lock) {
        Decisions.end(lock).forEach(journal::decision);
        locks.stored(lock);
    }

    /** Somebody has deleted a decision about a wave. */
    void ends(RemovalDecision decision) {
        decisions.stored(decision);
    }

    /** An account is a user's again, and its record about to go. */
    void returns(RetainedAccount account) {
        journal.decision(Decisions.returned(account));
        accounts.stored(account);
    }

    /** What was known of a deleted account is about to be forgotten. */
    void forgets(RetainedAccount account) {
        journal.decision(Decisions.forgotten(account));
        accounts.stored(account);
    }
}
