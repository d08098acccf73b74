package dev.usher.sync;

import dev.usher.domain.access.Allowance;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What waves took in one app, which was stored before it went, and who has it back because a person says so. */
final class Restitution {
    /** What somebody is to have back. */
    record Due(Ruling ruling, Set<Taken.What> what) {
        /** Whether the account is, where it is not to be enabled for this reason. */
        boolean isOfAccount(Why why) {
            return what.contains(new Taken.What.Access(why.name()));
        }

        /** Whether it is brought back while this is decided: not where a lock shuts out, or something else took it since. */
        boolean isFor(Decision decision) {
            return switch (decision) {
                case Decision.Want want
                when want.account().enabled() -> !want.account().entitlements().containsAll(entitlements());
                default -> decision.reduction().filter(this::isOfAccount).isPresent();
            };
        }

        /** What the account is to hold then, whatever else it holds. */
        Allowance allowance(Decision decision) {
            var wanted = new HashSet<>(entitlements());
            if (decision instanceof Decision.Want want) {
                wanted.addAll(want.account().entitlements());
                wanted.removeAll(want.frozen());
            }
            return new Allowance(wanted, Set.of(), Set.of());
        }

        Set<Entitlement> entitlements() {
            return what.stream()
                    .flatMap(one -> one instanceof Taken.What.Holding holding
                            ? Optional.of(holding.entitlement()).stream()
                            : Optional.<Entitlement>empty().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private final AppId app;
    private final LaneBook book;
    private final Clock clock;
    private final Set<String> woken = ConcurrentHashMap.newKeySet();

    Restitution(AppId app, LaneBook book, Clock clock) {
        this.app = app;
        this.book = book;
        this.clock = clock;
    }

    /** What somebody is to have back now. */
    Optional<Due> of(Member member) throws LedgerFailure {
        return due(book.page().restraint(), member);
    }

    static Optional<Due> due(Restraint restraint, Member member) {
        return restraint
                .restores(member)
                .map(ruling -> new Due(
                        ruling,
                        restraint.takings().of(ruling.wave().id(), member).collect(Collectors.toUnmodifiableSet())));
    }

    /** Before entitlements go with an account that a wave took. */
    void takesToo(Member member, Why why, Set<Entitlement> taken) throws LedgerFailure {
        var now = clock.instant();
        var what = taken.stream().map(Taken.What.Holding::new).collect(Collectors.toUnmodifiableSet());
        book.editInCompany(page -> page.withRestraint(page.restraint().takingToo(member, why.name(), what, now)));
    }

    /** Somebody is to have this by what is declared: nobody brings it back any more, and the next loss is another one. */
    void wants(Member member, Desired account) throws LedgerFailure {
        if (account.enabled() && of(member).isPresent()) {
            book.editInCompany(page -> page.withRestraint(page.restraint()
                    .restores(member)
                    .map(ruling -> page.restraint().returned(ruling, member, what -> isOf(account, what)))
                    .orElse(page.restraint())));
        }
    }

    private static boolean isOf(Desired account, Taken.What what) {
        return switch (what) {
            case Taken.What.Access access -> true;
            case Taken.What.Holding holding -> account.entitlements().contains(holding.entitlement());
        };
    }

    /** Whoever is to have something back rests, as one who has lost it: they are called once. */
    void wake(World world, Optional<Setup> setup, LaneQueue queue) throws LedgerFailure {
        if (setup.isEmpty()) {
            return;
        }
        var fresh = book.page().restraint().rulings().stream()
                .filter(ruling -> ruling.sentence() == Ruling.Sentence.RESTORE)
                .filter(ruling -> woken.add(ruling.order()))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        var members = new HashSet<Member>();
        fresh.forEach(ruling -> members.addAll(ruling.wave().members()));
        var tenant = setup.get().target().tenant();
        var owners = world.owners(app, tenant);
        world.holders(app, tenant).forEach((id, key) -> {
            var owner = Optional.ofNullable(owners.get(id)).map(Member::of);
            if (owner.filter(members::contains).isPresent()) {
                queue.offer(key, Priority.CHANGE);
            }
        });
    }
}
