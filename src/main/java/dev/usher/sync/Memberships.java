package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Who enters and leaves the entitlements of one app, and who is in them: what comes while a request about an entitlement is
 * under way goes with the next one, all in one.
 */
final class Memberships {
    /** How many accounts go with one request. */
    static final int MOST = 100;

    private final Rounds<Entitlement, Wish> changes = new Rounds<>(MOST);
    private final Rounds<Entitlement, Question> reads = new Rounds<>(Integer.MAX_VALUE);
    private final Aside aside;

    Memberships(Aside aside) {
        this.aside = aside;
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

        private void succeeds() {
            failure = Optional.empty();
        }

        private void fails(Failure why, boolean maybeDone) {
            failure = Optional.of(new AppFailure(why, maybeDone));
        }
    }

    private static final class Question {
        private final LaneCalls calls;
        private Set<RemoteId> members = Set.of();
        private Optional<AppFailure> failure = Optional.of(unanswered());

        Question(LaneCalls calls) {
            this.calls = calls;
        }
    }

    /**
     * Sends a change of one account, and lets a read say whether it was done: membership bears access, and what a read does
     * not show did not happen, whatever the app said.
     *
     * @return false where something else was decided while it waited, and nothing was sent
     */
    boolean send(Entitlement entitlement, Wish wish) throws AppFailure {
        join(changes, entitlement, wish, wishes -> deliver(entitlement, wishes));
        if (wish.failure.isPresent()) {
            throw wish.failure.get();
        }
        return !wish.dropped;
    }

    /** Who is in an entitlement; one that is not there is held by nobody. */
    Set<RemoteId> of(Entitlement entitlement, LaneCalls calls) throws AppFailure {
        var question = new Question(calls);
        join(reads, entitlement, question, questions -> read(entitlement, questions));
        if (question.failure.isPresent()) {
            throw question.failure.get();
        }
        return question.members;
    }

    private <W> void join(Rounds<Entitlement, W> rounds, Entitlement entitlement, W want, Consumer<List<W>> round)
            throws AppFailure {
        try {
            aside.step(() -> rounds.join(entitlement, want, round));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppFailure(Failure.of(Kind.WAITING, Detail.LEASE_LOST), true);
        }
    }

    private static void read(Entitlement entitlement, List<Question> questions) {
        var calls =
                mostUrgent(questions.stream().map(question -> question.calls).toList());
        try {
            var members = calls.members(entitlement);
            questions.forEach(question -> {
                question.members = members;
                question.failure = Optional.empty();
            });
        } catch (AppFailure e) {
            questions.forEach(question -> question.failure = Optional.of(e));
        }
    }

    private static LaneCalls mostUrgent(List<LaneCalls> calls) {
        return calls.stream().reduce(LaneCalls::moreUrgent).orElseThrow();
    }

    private static void deliver(Entitlement entitlement, List<Wish> wishes) {
        var due = new ArrayList<Wish>();
        for (var wish : wishes) {
            if (wish.isStillDecided.getAsBoolean()) {
                due.add(wish);
            } else {
                wish.dropped = true;
                wish.succeeds();
            }
        }
        if (!due.isEmpty()) {
            send(
                    entitlement,
                    due,
                    mostUrgent(due.stream().map(wish -> wish.calls).toList()));
        }
    }

    private static void send(Entitlement entitlement, List<Wish> due, LaneCalls calls) {
        var outcomes = calls.send(new Change.Members(entitlement, members(due, true), members(due, false)));
        var unclear = new ArrayList<Wish>();
        var refused = new ArrayList<Wish>();
        for (var wish : due) {
            switch (outcomes.of(wish.member.id())) {
                case Outcome.Agreed agreed -> wish.succeeds();
                case Outcome.Failed failed
                when failed.why().kind() == Kind.REJECTED && due.size() > 1 -> refused.add(wish);
                case Outcome.Failed failed -> wish.fails(failed.why(), false);
                case Outcome.Accepted accepted -> unclear(wish, Kind.NOT_EFFECTIVE, unclear, entitlement);
                case Outcome.Exists exists -> unclear(wish, Kind.NOT_EFFECTIVE, unclear, entitlement);
                case Outcome.Ambiguous ambiguous -> {
                    wish.late = Optional.of(ambiguous.lateUntil());
                    unclear(wish, Kind.WAITING, unclear, entitlement);
                }
            }
        }
        look(entitlement, unclear, calls);
        apart(entitlement, refused);
    }

    private static List<Change.Member> members(List<Wish> due, boolean holds) {
        return due.stream()
                .filter(wish -> wish.holds == holds)
                .map(wish -> wish.member)
                .toList();
    }

    /** Until a read shows it, it has not happened. */
    private static void unclear(Wish wish, Kind otherwise, List<Wish> unclear, Entitlement entitlement) {
        wish.fails(Failure.of(otherwise, Detail.ENTITLEMENT, entitlement.toString()), true);
        unclear.add(wish);
    }

    private static void look(Entitlement entitlement, List<Wish> unclear, LaneCalls calls) {
        if (unclear.isEmpty()) {
            return;
        }
        try {
            var members = calls.members(entitlement);
            unclear.stream()
                    .filter(wish -> members.contains(wish.member.account()) == wish.holds)
                    .forEach(Wish::succeeds);
        } catch (AppFailure e) {
            unclear.forEach(wish -> wish.failure = Optional.of(e));
        }
    }

    /** Of many the app does not say which one it did not like; the others must not wait for that one. */
    private static void apart(Entitlement entitlement, List<Wish> refused) {
        if (!refused.isEmpty()) {
            var half = Math.max(1, refused.size() / 2);
            deliver(entitlement, refused.subList(0, half));
            deliver(entitlement, refused.subList(half, refused.size()));
        }
    }

    /** What holds until something else is known: a mistake of ours must not pass for success. */
    private static AppFailure unanswered() {
        return new AppFailure(Failure.of(Kind.INTERNAL, Detail.NONE), true);
    }
}
