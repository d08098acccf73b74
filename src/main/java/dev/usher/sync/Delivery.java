package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Memberships.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What is done about those who go together into one entitlement, and out of it.
 *
 * @param own of whoever does it, who stops where that was dropped: then something more urgent is to be done
 * @param decided takes each about which nothing more is to be done, so that it need not wait for the others
 * @param made whether the entitlement was made for them: it is not made twice
 */
record Delivery(Entitlement entitlement, Wish own, Consumer<Wish> decided, boolean made) {
    Delivery(Entitlement entitlement, Wish own, Consumer<Wish> decided) {
        this(entitlement, own, decided, false);
    }

    /** Those that are left for somebody else to do. */
    List<Wish> of(List<Wish> wishes) {
        var due = new ArrayList<Wish>();
        for (var wish : wishes) {
            if (wish.isStillDecided()) {
                due.add(wish);
            } else {
                wish.drops();
                decided.accept(wish);
            }
        }
        return due.isEmpty() || own.isDropped() ? due : send(due);
    }

    private List<Wish> send(List<Wish> due) {
        var calls = LaneCalls.together(due.stream().map(Wish::calls).toList());
        var change = new Change.Members(entitlement, members(due, true), members(due, false));
        var outcomes = calls.send(change, () -> due.stream().filter(Wish::holds).allMatch(Wish::isStillDecided));
        var unclear = new ArrayList<Wish>();
        var refused = new ArrayList<Wish>();
        var overtaken = new ArrayList<Wish>();
        var missing = new ArrayList<Wish>();
        for (var wish : due) {
            var item = wish.member().id();
            switch (outcomes.of(item)) {
                case Outcome.Agreed agreed -> succeeds(wish);
                case Outcome.Failed failed when outcomes.isOvertaken(item) -> overtaken.add(wish);
                case Outcome.Failed failed
                when isOfOneOfMany(failed.why().kind()) && due.size() > 1 -> refused.add(wish);
                case Outcome.Failed failed
                when failed.why().kind() == Kind.GONE && wish.holds() && mayMake(calls) -> missing.add(wish);
                case Outcome.Failed failed -> fails(wish, new AppFailure(failed.why(), false));
                case Outcome.Accepted accepted -> unclear(wish, Kind.NOT_EFFECTIVE, unclear);
                case Outcome.Exists exists -> unclear(wish, Kind.NOT_EFFECTIVE, unclear);
                case Outcome.Ambiguous ambiguous -> {
                    wish.mayBeLate(ambiguous.lateUntil());
                    unclear(wish, Kind.WAITING, unclear);
                }
            }
        }
        look(unclear, calls);
        var left = new ArrayList<>(apart(refused));
        left.addAll(of(overtaken));
        left.addAll(made(missing, calls));
        return left;
    }

    /** Whether one of them may be the reason why all were refused. */
    private static boolean isOfOneOfMany(Kind kind) {
        return kind == Kind.REJECTED || kind == Kind.DENIED;
    }

    private boolean mayMake(LaneCalls calls) {
        return !made && calls.handling().makes();
    }

    /** Makes the entitlement that they are to enter, and lets them in. */
    private List<Wish> made(List<Wish> missing, LaneCalls calls) {
        if (missing.isEmpty()) {
            return List.of();
        }
        var define = new Change.Define(calls.nextId(), entitlement);
        var outcome = calls.send(define, () -> missing.stream().anyMatch(Wish::isStillDecided));
        switch (outcome.orElseGet(Outcome.Accepted::new)) {
            case Outcome.Agreed _, Outcome.Accepted _, Outcome.Exists _ -> {
                return new Delivery(entitlement, own, decided, true).of(missing);
            }
            case Outcome.Failed(var why) -> missing.forEach(wish -> fails(wish, new AppFailure(why, false)));
            case Outcome.Ambiguous _ -> missing.forEach(wish -> fails(wish, new AppFailure(unanswered(), false)));
        }
        return List.of();
    }

    /** It may be there by the next time, and is looked for then. */
    private Failure unanswered() {
        return Failure.of(Kind.WAITING, Detail.ENTITLEMENT, entitlement.toString());
    }

    private static List<Change.Member> members(List<Wish> due, boolean holds) {
        return due.stream()
                .filter(wish -> wish.holds() == holds)
                .map(Wish::member)
                .toList();
    }

    private void succeeds(Wish wish) {
        wish.succeeds();
        decided.accept(wish);
    }

    private void fails(Wish wish, AppFailure why) {
        wish.fails(why);
        decided.accept(wish);
    }

    /** Until a read shows it, it has not happened. */
    private void unclear(Wish wish, Kind otherwise, List<Wish> unclear) {
        wish.fails(new AppFailure(Failure.of(otherwise, Detail.ENTITLEMENT, entitlement.toString()), true));
        unclear.add(wish);
    }

    private void look(List<Wish> unclear, LaneCalls calls) {
        if (unclear.isEmpty()) {
            return;
        }
        try {
            var asked = unclear.stream().map(wish -> wish.member().account()).collect(Collectors.toSet());
            var members = calls.members(entitlement, asked);
            unclear.stream()
                    .filter(wish -> members.contains(wish.member().account()) == wish.holds())
                    .forEach(Wish::succeeds);
        } catch (AppFailure e) {
            unclear.forEach(wish -> wish.fails(e));
        }
        unclear.forEach(decided);
    }

    /** Of many the app does not say which one it did not like; the others must not wait for that one. */
    private List<Wish> apart(List<Wish> refused) {
        if (refused.isEmpty()) {
            return List.of();
        }
        var half = Math.max(1, refused.size() / 2);
        var left = new ArrayList<>(of(refused.subList(0, half)));
        left.addAll(of(refused.subList(half, refused.size())));
        return left;
    }
}
