package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.Scope;
import dev.usher.domain.access.Attribution;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.safety.Evidence;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Restraint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to be so in every story, whatever happens to the processes that work on it. */
final class Invariants {
    /** What is promised of first credentials. */
    private static final String PASSWORDS = "first credentials";

    /** What was decided so shortly before a write that it passed its last check cannot have kept it. */
    private static final Duration JUST_NOW = Duration.ofMillis(150);

    /** How old a live read may be on which something is taken away. */
    private static final Duration LIVE = Duration.ofSeconds(2);

    private final Stage stage;
    private final Witness witness;
    private final Scenario scenario;
    private final Set<RemoteId> untouchable;
    private final int usable;
    private final List<String> broken = new ArrayList<>();
    private List<Witness.Seen> seen = List.of();

    /** Of a story that begins now. */
    Invariants(Stage stage, Witness witness, Scenario scenario) {
        this.stage = stage;
        this.witness = witness;
        this.scenario = scenario;
        this.usable = stage.census.usable(stage.app.id());
        this.untouchable = stage.app.accounts().stream()
                .filter(account ->
                        scenario.untouchable().contains(account.attributes().userName()))
                .map(Account::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether every status is true, and who is as decided holds what is decided. */
    boolean holdNow() {
        var now = new Invariants(stage, witness, scenario);
        now.checkWhatIsSaid();
        now.whatIsSaidToBeBackIsBack();
        now.whatIsHeldIsWhatHasACause();
        return now.broken.isEmpty();
    }

    /** Whether no status says more than the app does at this moment. */
    boolean isSaidTruly() {
        var now = new Invariants(stage, witness, scenario);
        now.checkWhatIsSaid();
        now.whatIsSaidToBeBackIsBack();
        return now.broken.isEmpty();
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    /**
     * Once a story is over.
     *
     * @param stray what was written after that
     */
    void check(List<Witness.Write> stray, List<Mortal> lives) {
        seen = witness.all();
        nothingIsWrittenToWhatIsNotOurs();
        everyWriteByIdFollowsAReadThatShowedWhoseItIs();
        nothingFollowsFromAnIncompleteList();
        nobodyHasTwoAccountsAndNoAccountTwoUsers();
        nothingIsGivenToWhomItIsTakenFrom();
        everyWordFollowsARead();
        everythingTakenWasConfirmed();
        everyRemovalIsReserved();
        theBudgetIsKept();
        nobodyWritesOverTheLedgerOfAnother();
        nothingIsTakenThatHasACause();
        whatIsHeldIsWhatHasACause();
        everyWriteIsRecordedTwice(lives);
        nothingIsDeletedThatSomebodyHas();
        nothingIsDeletedThatAHoldKeeps();
        checkWhatIsSaid();
        whatIsSaidToBeBackIsBack();
        stray.forEach(write -> breaks("I8", "written although all was as decided: " + write));
        lives.stream().filter(Mortal::isDeposed).forEach(this::whoIsNotInChargeSendsNothing);
    }

    /** Who can fetch a password gets in by it, and who is shut out finds none; unless somebody's request lands after the story. */
    void whoFindsAPasswordGetsInByIt() {
        stage.app.accounts().forEach(account -> {
            var found = stage.handout.of(account.attributes().userName() + "-github");
            if (!account.active() && found.isPresent() && !isToGo(account)) {
                breaks(PASSWORDS, account + " is shut out, and a password lies there");
            }
            if (account.active()
                    && stage.app
                            .passwords()
                            .typed(account.id())
                            .filter(FakeHandout::isNobodys)
                            .isPresent()) {
                breaks(PASSWORDS, account + " is in, and nobody knows the password");
            }
            if (found.isPresent() && !found.equals(stage.app.passwords().typed(account.id()))) {
                breaks(PASSWORDS, account + " has another password than the one that lies there");
            }
        });
        stage.ledger.stored(stage.app.id()).credentials().forEach((identity, due) -> {
            if (due.isOpen()
                    && stage.app.accounts().stream()
                            .anyMatch(account -> account.active()
                                    && account.externalId().equals(Optional.of(identity.externalId())))) {
                breaks(PASSWORDS, identity + " is in without what is due");
            }
        });
    }

    private boolean isToGo(Account account) {
        return stage.ledger.stored(stage.app.id()).credentials().entrySet().stream()
                .filter(due ->
                        account.externalId().equals(Optional.of(due.getKey().externalId())))
                .anyMatch(due -> due.getValue().leftover(stage.time.instant()).isPresent());
    }

    private void breaks(String invariant, String what) {
        broken.add(invariant + ": " + what);
    }

    private Stream<Integer> writes() {
        return Stream.iterate(witness.begin(), at -> at < seen.size(), at -> at + 1)
                .filter(at -> seen.get(at).event() instanceof Witness.Write);
    }

    private Witness.Write write(int at) {
        return (Witness.Write) seen.get(at).event();
    }

    /** What the same process saw before. */
    private Stream<Witness.Seen> before(int at) {
        var process = seen.get(at).process();
        return seen.subList(0, at).stream().filter(one -> one.process() == process);
    }

    /** Whether the story went on so shortly before that nobody could have known. */
    private boolean isSurprised(int at) {
        return declaredJustBefore(at).findAny().isPresent();
    }

    private Stream<Witness.Declared> declaredJustBefore(int at) {
        var now = seen.get(at).real();
        return seen.subList(0, at).stream()
                .filter(one -> now - one.real() < JUST_NOW.toNanos())
                .map(Witness.Seen::event)
                .filter(Witness.Declared.class::isInstance)
                .map(Witness.Declared.class::cast);
    }

    /** Also while nobody could have known that it was released. */
    private boolean isForALock(int at) {
        return write(at).decided().stream().anyMatch(Decision::isLocked)
                || declaredJustBefore(at)
                        .anyMatch(declared -> declared.locked()
                                .contains(Scenario.nameOf(write(at).identity())));
    }

    /** I1: no account that is not ours is ever written, and no protected one. */
    private void nothingIsWrittenToWhatIsNotOurs() {
        writes().map(this::write)
                .filter(write -> write.account().filter(untouchable::contains).isPresent())
                .forEach(write -> breaks("I1", "not to be touched: " + write));
    }

    /** I1: an id is written only after a read that showed whose it is. */
    private void everyWriteByIdFollowsAReadThatShowedWhoseItIs() {
        writes().forEach(at -> write(at).account().ifPresent(id -> {
            var shown = before(at)
                    .map(Witness.Seen::event)
                    .filter(Witness.Shown.class::isInstance)
                    .map(event -> ((Witness.Shown) event).account())
                    .filter(account -> account.id().equals(id))
                    .reduce((first, last) -> last);
            if (shown.filter(account -> isOf(account, write(at).identity())).isEmpty()) {
                breaks("I1", "nobody read whose it is: " + write(at) + ", but " + shown);
            }
        }));
    }

    private static boolean isOf(Account account, Identity identity) {
        return account.externalId()
                .map(identity.externalId()::equals)
                .orElseGet(() -> account.attributes().userName().equals(Scenario.nameOf(identity)));
    }

    /** I2: what infers that somebody is gone waits for a complete inventory; and nobody is made again because a list did not show them. */
    private void nothingFollowsFromAnIncompleteList() {
        writes().filter(at -> write(at).removes() && !write(at).late() && isInferred(write(at)))
                .filter(at -> before(at).noneMatch(one -> one.event() instanceof Witness.Read(Scope.All all)))
                .forEach(at -> breaks("I2", "the app was not read to its end before " + write(at)));
        writes().map(this::write)
                .filter(write -> write.change() instanceof Change.Create
                        && untouchable.stream()
                                .flatMap(id -> stage.app.read(id).stream())
                                .anyMatch(account -> isOf(account, write.identity())))
                .forEach(write -> breaks("I2", "somebody is there already: " + write));
    }

    private static boolean isInferred(Witness.Write write) {
        return write.decided().stream()
                .flatMap(decision -> switch (decision) {
                    case Decision.Disabled disabled -> Attribution.personal(disabled.why()).stream();
                    case Decision.Absent absent -> Attribution.personal(absent.why()).stream();
                    default -> Stream.empty();
                })
                .anyMatch(origin -> origin.evidence() == Evidence.INFERRED);
    }

    /** I3: at most one account per user and app, and at most one user per account. */
    private void nobodyHasTwoAccountsAndNoAccountTwoUsers() {
        stage.app.accounts().stream()
                .collect(Collectors.groupingBy(account -> account.externalId()
                        .orElseGet(() -> Scenario.keyOf(account.attributes().userName()))))
                .forEach((key, accounts) -> {
                    if (accounts.size() > 1) {
                        breaks("I3", key + " has " + accounts);
                    }
                });
        var holders = new HashMap<RemoteId, Key>();
        stage.world
                .keys()
                .forEach(key -> stage.world
                        .status(key, stage.app.id())
                        .filter(known -> known.state() != AccountState.Deleted)
                        .flatMap(known -> known.id())
                        .flatMap(id -> Optional.ofNullable(holders.put(id, key)))
                        .ifPresent(other -> breaks("I3", key + " and " + other + " have one account")));
    }

    /** I4: an accepted revocation is never undone; what landed late is mended by the end, which I5 and I6 show. */
    private void nothingIsGivenToWhomItIsTakenFrom() {
        writes().filter(at -> write(at).gives() && !write(at).late() && !isSurprised(at))
                .filter(at -> write(at).decided().stream().noneMatch(decision -> isFor(decision, write(at))))
                .filter(at -> !isBroughtBack(at))
                .forEach(at -> breaks("I4", "given although it is taken: " + write(at)));
    }

    /** Exactly what a wave took that a person had let go, and nobody whom a lock shuts out. */
    private boolean isBroughtBack(int at) {
        var back = write(at);
        return back.restored()
                && back.decided().stream().noneMatch(Decision::isLocked)
                && writes().filter(before -> before < at)
                        .map(this::write)
                        .anyMatch(before -> before.ruled()
                                && before.takes()
                                && before.identity().equals(back.identity())
                                && before.entitlement().equals(back.entitlement()));
    }

    private static boolean isFor(Decision decision, Witness.Write write) {
        return decision instanceof Decision.Want want
                && write.entitlement()
                        .map(one -> want.account().entitlements().contains(one))
                        .orElseGet(() -> want.account().enabled());
    }

    /** I5: a word that an account is Active, Disabled or Deleted follows a read in the same process that agreed, or says what was said before. */
    private void everyWordFollowsARead() {
        for (var index = witness.begin(); index < seen.size(); index++) {
            if (seen.get(index).event() instanceof Witness.Said(Key key, Result result, boolean repeats, boolean late)
                    && !repeats
                    && !late
                    && result.applied().isPresent()
                    && result.failure().isEmpty()
                    && !isShown(index, result)) {
                breaks("I5", "said although no read agreed: " + key + " is " + result);
            }
        }
    }

    private boolean isShown(int index, Result result) {
        var id = result.id();
        var last = before(index)
                .map(Witness.Seen::event)
                .filter(event -> switch (event) {
                    case Witness.Shown(Account account) -> id.equals(Optional.of(account.id()));
                    case Witness.Missing(RemoteId gone) -> id.equals(Optional.of(gone));
                    case Witness.Write write -> id.isPresent() && id.equals(write.account()) && write.removes();
                    default -> false;
                })
                .reduce((first, second) -> second);
        return switch (result.state()) {
            case Active ->
                last.filter(event -> event instanceof Witness.Shown(Account account) && account.active())
                        .isPresent();
            case Disabled ->
                last.filter(event -> event instanceof Witness.Shown(Account account) && !account.active())
                        .isPresent();
            case Deleted ->
                id.isEmpty()
                        || last.filter(event -> !(event instanceof Witness.Shown))
                                .isPresent();
            default -> true;
        };
    }

    /** I5: a status never says more than the app does; what lands late is found by the next inventory. */
    void checkWhatIsSaid() {
        stage.world
                .keys()
                .forEach(key -> stage.world
                        .status(key, stage.app.id())
                        .filter(known -> known.applied().isPresent())
                        .ifPresent(known -> {
                            var there = known.id().flatMap(stage.app::read);
                            var so = switch (known.state()) {
                                case Active -> there.filter(Account::active).isPresent();
                                case Disabled ->
                                    there.filter(account -> !account.active()).isPresent();
                                case Deleted -> there.isEmpty();
                                default -> true;
                            };
                            if (!so) {
                                breaks("I5", key + " is said to be " + known.state() + ", and is " + there);
                            }
                        }));
    }

    /** I6: of whomever a wave took something that a person has brought back has all of it again. */
    private void whatIsSaidToBeBackIsBack() {
        var taken = witness.writes().stream()
                .filter(write -> write.ruled() && write.takes())
                .toList();
        stage.world
                .keys()
                .filter(key -> stage.world
                        .status(key, stage.app.id())
                        .filter(known -> known.state() == AccountState.Held)
                        .isPresent())
                .filter(key -> stage.outbox
                        .of(key)
                        .flatMap(Result::failure)
                        .filter(why -> why.detail() == Detail.RESTORED)
                        .isPresent())
                .forEach(key -> taken.stream()
                        .filter(write -> key.equals(Stage.user(Scenario.nameOf(write.identity()))))
                        .filter(write -> !isThere(write))
                        .forEach(write -> breaks("I6", "not back: " + write)));
    }

    private boolean isThere(Witness.Write taken) {
        var id = taken.account().orElseThrow();
        return taken.entitlement()
                .map(one -> stage.app.groupsOf(id).contains(one))
                .orElseGet(() -> stage.app.read(id).filter(Account::active).isPresent());
    }

    /** I7: whatever is taken away was confirmed by a live read of its reason. */
    private void everythingTakenWasConfirmed() {
        writes().filter(at -> write(at).takes() && !write(at).late())
                .filter(at -> before(at)
                        .noneMatch(one -> one.event() instanceof Witness.Confirmed confirmed
                                && confirmed.answer() == Confirmation.CONFIRMED
                                && seen.get(at).real() - one.real() < LIVE.toNanos()
                                && isAbout(confirmed.basis(), write(at).identity())))
                .forEach(at -> breaks("I7", "taken without a live read: " + write(at)));
    }

    private static boolean isAbout(Basis basis, Identity identity) {
        var name = Scenario.nameOf(identity);
        return basis.objects().stream()
                .anyMatch(object -> object.name().equals(name) || object.name().equals("lock of " + name));
    }

    /** I9: spending is reserved before it is spent, so that a crash can only overcount; a lock costs nothing. */
    private void everyRemovalIsReserved() {
        writes().filter(at -> !isForALock(at))
                .filter(at -> write(at).removes() && !write(at).late())
                .filter(at -> !write(at).reserved() && !wasReservedJustNow(at))
                .forEach(at -> breaks("I9", "nothing is reserved for " + write(at)));
    }

    /** A story may let an hour pass between the two, after which nothing is kept of what was reserved. */
    private boolean wasReservedJustNow(int at) {
        var now = seen.get(at).real();
        return seen.subList(0, at).stream()
                .anyMatch(one -> one.event() instanceof Witness.Stored stored
                        && now - one.real() < LIVE.toNanos()
                        && stored.reserves(write(at).identity()));
    }

    /** I9: removals in any window stay inside the budget, across restarts, but for those about whom a person decided. */
    private void theBudgetIsKept() {
        var removed = writes().filter(at -> write(at).removes() && !write(at).ruled() && !isForALock(at))
                .toList();
        var budgets = scenario.budgets();
        var most = Restraint.RESERVE
                + Stream.of(Limit.ATTESTED, Limit.REMOVALS)
                        .mapToInt(limit -> budgets.of(limit).allowed(limit, usable))
                        .sum();
        var window = Duration.ofMinutes(10).toNanos();
        for (var first : removed) {
            var within = removed.stream()
                    .filter(at -> at >= first
                            && seen.get(at).nanos() - seen.get(first).nanos() < window)
                    .map(at -> write(at).identity())
                    .distinct()
                    .count();
            if (within > most) {
                breaks("I9", within + " removals in ten minutes, and " + most + " are allowed");
                return;
            }
        }
    }

    /** I9: a superseded operator can reserve nothing: the epoch of what is stored never falls. */
    private void nobodyWritesOverTheLedgerOfAnother() {
        var epoch = 0L;
        for (var one : seen) {
            if (one.event() instanceof Witness.Stored stored) {
                if (stored.epoch() < epoch) {
                    breaks("I9", "process " + one.process() + " wrote over what another one had stored");
                }
                epoch = stored.epoch();
            }
        }
    }

    /** I11: an entitlement does not leave before its last cause. */
    private void nothingIsTakenThatHasACause() {
        writes().filter(at -> write(at).what().startsWith("-") && !write(at).late() && !isSurprised(at))
                .filter(at -> write(at).decided().stream()
                        .anyMatch(decision -> decision instanceof Decision.Want want
                                && write(at)
                                        .entitlement()
                                        .filter(one -> explains(want, one))
                                        .isPresent()))
                .forEach(at -> breaks("I11", "taken although there is a cause: " + write(at)));
    }

    private static boolean explains(Decision.Want want, Entitlement entitlement) {
        return want.account().entitlements().contains(entitlement)
                || want.frozen().contains(entitlement);
    }

    /** I11: an entitlement leaves with its last cause: who is as decided holds what is decided, and nothing else of ours. */
    private void whatIsHeldIsWhatHasACause() {
        stage.world
                .keys()
                .filter(key -> stage.world.agrees(key, stage.app.id()))
                .forEach(key -> stage.world
                        .decision(key, stage.app.id())
                        .filter(Decision.Want.class::isInstance)
                        .map(decision -> ((Decision.Want) decision).account().entitlements())
                        .ifPresent(wanted -> stage.world
                                .status(key, stage.app.id())
                                .flatMap(known -> known.id()
                                        .map(id -> differs(
                                                key,
                                                stage.app.groupsOf(id),
                                                wanted,
                                                known.takeover().held())))
                                .filter(wrong -> !wrong.isEmpty())
                                .ifPresent(wrong -> breaks("I11", key + " differs in " + wrong))));
    }

    private Set<Entitlement> differs(
            Key key, Set<Entitlement> held, Set<Entitlement> wanted, Set<Entitlement> excused) {
        var wrong = new HashSet<>(held);
        if (stage.world.facts(key) instanceof Facts.OfHolder holder) {
            wrong.retainAll(holder.ours(stage.app.id()).taken());
        }
        wrong.addAll(wanted);
        wrong.removeIf(one -> (held.contains(one) && wanted.contains(one)) || excused.contains(one));
        return wrong;
    }

    /** I12: every write has an intent before it, and a result unless the process ended in between. */
    private void everyWriteIsRecordedTwice(List<Mortal> lives) {
        writes().filter(at -> !write(at).late()).forEach(at -> {
            var id = write(at).id();
            if (before(at).noneMatch(one -> one.event().equals(new Witness.Intent(id)))) {
                breaks("I12", "no intent of " + write(at));
            }
            var process = seen.get(at).process();
            var over = lives.stream()
                    .anyMatch(life -> life.number() == process && life.met().isPresent());
            if (!over
                    && seen.stream()
                            .noneMatch(one ->
                                    one.process() == process && one.event().equals(new Witness.Noted(id)))) {
                breaks("I12", "no result of " + write(at));
            }
        });
    }

    /** I13: nothing is purged while a live user claims it. */
    private void nothingIsDeletedThatSomebodyHas() {
        writes().filter(at -> write(at).change() instanceof Change.Delete
                        && !write(at).late()
                        && !isSurprised(at))
                .filter(at -> write(at).decided().stream().anyMatch(Decision.Want.class::isInstance))
                .forEach(at -> breaks("I13", "deleted although somebody has it: " + write(at)));
    }

    /** I13: holds of these stories are made before anything is deleted, and stay. */
    private void nothingIsDeletedThatAHoldKeeps() {
        writes().map(this::write)
                .filter(write -> write.change() instanceof Change.Delete
                        && stage.world.keeps(Scenario.nameOf(write.identity()), stage.app.id()))
                .forEach(write -> breaks("I13", "deleted although a hold keeps it: " + write));
    }

    /** I4: whoever is not in charge any more sends nothing but what was on its way, of which a record had been made. */
    private void whoIsNotInChargeSendsNothing(Mortal deposed) {
        var its = seen.stream()
                .filter(one -> one.process() == deposed.number())
                .map(Witness.Seen::event)
                .toList();
        var begun = its.stream()
                .takeWhile(event -> !(event instanceof Witness.Deposed))
                .filter(Witness.Intent.class::isInstance)
                .map(event -> ((Witness.Intent) event).id())
                .collect(Collectors.toUnmodifiableSet());
        its.stream()
                .dropWhile(event -> !(event instanceof Witness.Deposed))
                .filter(Witness.Write.class::isInstance)
                .map(Witness.Write.class::cast)
                .filter(write -> !begun.contains(write.id()))
                .forEach(write ->
                        breaks("I4", "process " + deposed.number() + " went on after it lost its lease: " + write));
    }

    /**
     * I6: a story that was disturbed ends as it does undisturbed, with at most one extra write of an account for each process
     * that ended, and one more that mends it where something landed late.
     */
    static List<String> against(Scenario scenario, CrashRun.Told clean, CrashRun.Told disturbed) {
        var broken = new ArrayList<String>();
        var same = scenario.anybody()
                ? clean.end().blurred().equals(disturbed.end().blurred())
                : clean.end().equals(disturbed.end());
        if (!same) {
            broken.add("I6: it ends as " + disturbed.end() + "\n instead of " + clean.end());
        }
        var expected = counts(scenario, clean);
        counts(scenario, disturbed).forEach((identity, count) -> {
            var most = expected.getOrDefault(identity, 0L)
                    + disturbed.met().size()
                    + disturbed.met().stream()
                            .filter(crash -> crash.way().lands())
                            .count();
            if (count > most) {
                broken.add("I6: " + count + " writes for " + identity + ", of which " + most + " had been enough: "
                        + disturbed.writes().stream()
                                .filter(write -> write.identity().externalId().equals(identity))
                                .map(write -> write.what() + (write.late() ? " late" : ""))
                                .toList());
            }
        });
        return broken;
    }

    private static Map<String, Long> counts(Scenario scenario, CrashRun.Told told) {
        return told.writes().stream()
                .collect(Collectors.groupingBy(
                        write -> scenario.anybody()
                                ? "anybody"
                                : write.identity().externalId(),
                        TreeMap::new,
                        Collectors.counting()));
    }
}
