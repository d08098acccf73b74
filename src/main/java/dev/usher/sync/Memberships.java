package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Who enters and leaves the entitlements of one app, and who is in them: what comes while a request about an entitlement is
 * under way goes with the next one, all in one. Who enters waits a while for others; who leaves, or is urgent, does not.
 */
final class Memberships {
    private final Rounds<Entitlement, Wish> changes;
    private final Rounds<Entitlement, Question> reads;
    private final Aside aside;
    /** As the app that was asked last wants it. */
    private volatile Handling handling = Handling.DEFAULT;

    Memberships(Aside aside, Timing timing) {
        this.aside = aside;
        this.changes = new Rounds<>(
                () -> handling.most(),
                (wishes, arrivals) -> aside.isFull() || wishes.stream().anyMatch(Wish::hurries)
                        ? Duration.ZERO
                        : timing.boarding().patience(arrivals, aside.mayOthersCome()),
                timing.nanos());
        this.reads = new Rounds<>(() -> Integer.MAX_VALUE, (questions, arrivals) -> Duration.ZERO, timing.nanos());
    }

    /** One account that is to enter, or to leave. */
    static final class Wish {
        private final Change.Member member;
        private final boolean holds;
        private final BooleanSupplier isStillDecided;
        private final LaneCalls calls;
        private Optional<AppFailure> failure = Optional.of(unanswered());
        private Optional<Instant> late = Optional.empty();
        private boolean dropped;

        /**
         * A wish that nobody has sent.
         *
         * @param isStillDecided asked right before it is sent
         * @param calls by which it would be sent alone
         */
        Wish(Change.Member member, boolean holds, BooleanSupplier isStillDecided, LaneCalls calls) {
            this.member = member;
            this.holds = holds;
            this.isStillDecided = isStillDecided;
            this.calls = calls;
        }

        /** Until when the account may still enter although nothing shows it, where nobody answered. */
        Optional<Instant> late() {
            return holds ? late : Optional.empty();
        }

        Change.Member member() {
            return member;
        }

        boolean holds() {
            return holds;
        }

        LaneCalls calls() {
            return calls;
        }

        /** Whether those who wait set out with it at once. */
        boolean hurries() {
            return !holds || calls.areUrgent();
        }

        boolean isStillDecided() {
            return isStillDecided.getAsBoolean();
        }

        /** Something else was decided, and nothing was sent. */
        void drops() {
            dropped = true;
            succeeds();
        }

        boolean isDropped() {
            return dropped;
        }

        /** How it failed, and until it succeeds that nobody answered. */
        Optional<AppFailure> failure() {
            return failure;
        }

        void succeeds() {
            failure = Optional.empty();
        }

        void fails(AppFailure why) {
            failure = Optional.of(why);
        }

        /** Nobody answered: the account may still enter until then. */
        void mayBeLate(Instant until) {
            late = Optional.of(until);
        }
    }

    private static final class Question {
        private final RemoteId about;
        private final LaneCalls calls;
        private Set<RemoteId> members = Set.of();
        private Optional<AppFailure> failure = Optional.of(unanswered());

        Question(RemoteId about, LaneCalls calls) {
            this.about = about;
            this.calls = calls;
        }
    }

    /**
     * Sends a change of one account, and lets a read say whether it was done: membership bears access, and what a read does
     * not show did not happen, whatever the app said.
     *
     * @return false where something else was decided or is more urgent by now, and nothing was sent
     */
    boolean send(Entitlement entitlement, Wish wish) throws AppFailure {
        handling = wish.calls.handling();
        if (!join(
                changes, entitlement, wish, (wishes, decided) -> new Delivery(entitlement, wish, decided).of(wishes))) {
            return false;
        }
        if (wish.failure.isPresent()) {
            throw wish.failure.get();
        }
        return !wish.dropped;
    }

    /** Whether an account holds an entitlement; one that is not there is held by nobody. */
    boolean has(Entitlement entitlement, RemoteId account, LaneCalls calls) throws AppFailure {
        var question = new Question(account, calls);
        if (!join(reads, entitlement, question, (questions, answered) -> read(entitlement, questions))) {
            throw calls.overtaken();
        }
        if (question.failure.isPresent()) {
            throw question.failure.get();
        }
        return question.members.contains(account);
    }

    /** Whoever does this work is needed for something more urgent: it waits for nobody who has not set out with it. */
    void callAway(Urgency work) {
        changes.callAway(wish -> wish.calls.areFor(work));
        reads.callAway(question -> question.calls.areFor(work));
    }

    private <W> boolean join(Rounds<Entitlement, W> rounds, Entitlement entitlement, W want, Rounds.Round<W> round)
            throws AppFailure {
        var went = new AtomicBoolean();
        try {
            aside.step(() -> went.set(rounds.join(entitlement, want, round)));
            return went.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppFailure(Failure.of(Kind.WAITING, Detail.LEASE_LOST), true);
        }
    }

    private static List<Question> read(Entitlement entitlement, List<Question> questions) {
        var calls = LaneCalls.together(
                questions.stream().map(question -> question.calls).toList());
        try {
            var asked = questions.stream().map(question -> question.about).collect(Collectors.toSet());
            var members = calls.members(entitlement, asked);
            questions.forEach(question -> {
                question.members = members;
                question.failure = Optional.empty();
            });
        } catch (AppFailure e) {
            questions.forEach(question -> question.failure = Optional.of(e));
        }
        return List.of();
    }

    /** What holds until something else is known: a mistake of ours must not pass for success. */
    private static AppFailure unanswered() {
        return new AppFailure(Failure.of(Kind.INTERNAL, Detail.NONE), true);
    }
}
