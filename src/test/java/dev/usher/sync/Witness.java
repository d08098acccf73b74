package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Scope;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sees everything that passes between processes and what is around them, in the order in which it happened. */
final class Witness {
    /**
     * What was seen.
     *
     * @param process which operator did it
     * @param nanos when, by the clock of the story
     * @param real when, by no clock that a story moves
     */
    record Seen(int process, long nanos, long real, Event event) {}

    /** One thing that happened. */
    sealed interface Event {}

    /** A read by id or key, or the answer to a write, showed an account. */
    record Shown(Account account) implements Event {}

    /** A read said that there is no such account. */
    record Missing(RemoteId id) implements Event {}

    /** A read came to its end. */
    record Read(Scope scope) implements Event {}

    /** A reason was read live. */
    record Confirmed(Basis basis, Confirmation answer) implements Event {}

    /**
     * A write of one account left for the app, or landed there late.
     *
     * @param what in a word; of a group its name, after a sign
     * @param decided what is decided about its user and its record at that moment
     * @param reserved whether the ledger says that it may be taken away
     * @param ruled whether a person decided so, whatever the limits say
     * @param restored whether a person has something of what was taken brought back
     * @param late whether whoever sent it was not in charge any more
     */
    record Write(
            String what,
            ChangeId id,
            Optional<RemoteId> account,
            Change change,
            List<Decision> decided,
            boolean reserved,
            boolean ruled,
            boolean restored,
            boolean late)
            implements Event {
        Identity identity() {
            return id.identity();
        }

        /** Whether the account cannot be used afterwards. */
        boolean removes() {
            return change instanceof Change.Disable || change instanceof Change.Delete;
        }

        /** Whether it takes something from somebody. */
        boolean takes() {
            return what.startsWith("-") || removes();
        }

        /** Whether it lets somebody in, or gives something. */
        boolean gives() {
            return what.startsWith("+") || (change instanceof Change.OfAccount one && one.enables());
        }

        /** What somebody is to hold by it, or not any more. */
        Optional<Entitlement> entitlement() {
            return change instanceof Change.Members members ? Optional.of(members.entitlement()) : Optional.empty();
        }
    }

    /** A record was made before a write. */
    record Intent(ChangeId id) implements Event {}

    /** A record was made after a write. */
    record Noted(ChangeId id) implements Event {}

    /**
     * A word about somebody was left.
     *
     * @param repeats whether the record said the same before
     * @param late whether whoever said it was not in charge any more
     */
    record Said(Key key, Result result, boolean repeats, boolean late) implements Event {}

    /** A page was stored. */
    record Stored(long epoch, Restraint restraint) implements Event {
        /** Whether by it somebody may be taken away. */
        boolean reserves(Identity identity) {
            return reservesBy(restraint, Member.of(identity));
        }
    }

    /**
     * The story goes on.
     *
     * @param locked the names of those who were locked until then
     */
    record Declared(Set<String> locked) implements Event {}

    /** Another one is in charge from now on. */
    record Deposed() implements Event {}

    private final Stage stage;
    private final List<Seen> all = new ArrayList<>();
    private int begin;

    Witness(Stage stage) {
        this.stage = stage;
    }

    synchronized void sees(int process, Event event) {
        all.add(new Seen(process, stage.time.nanos(), System.nanoTime(), event));
    }

    synchronized List<Seen> all() {
        return List.copyOf(all);
    }

    /** The story begins: whatever was written before is none of it. */
    synchronized void begins() {
        begin = all.size();
    }

    synchronized int begin() {
        return begin;
    }

    /** Something happens in the story: who works does not know of it until they hear of it. */
    void declares(Runnable what) {
        var locked = stage.world
                .keys()
                .filter(Key.OfUser.class::isInstance)
                .map(Key.OfUser.class::cast)
                .filter(this::isLocked)
                .map(Key.OfUser::name)
                .collect(Collectors.toUnmodifiableSet());
        var declared = new Declared(locked);
        sees(0, declared);
        what.run();
        sees(0, declared);
    }

    private boolean isLocked(Key key) {
        return stage.world
                .decision(key, stage.app.id())
                .filter(Decision::isLocked)
                .isPresent();
    }

    /** An operator is not in charge any more. */
    void deposes(Mortal life) {
        life.depose();
        sees(life.number(), new Deposed());
    }

    /** All writes of the story, in their order. */
    List<Write> writes() {
        return all().stream()
                .skip(begin())
                .map(Seen::event)
                .filter(Write.class::isInstance)
                .map(Write.class::cast)
                .toList();
    }

    /** A change passes on its way to the app. */
    void sends(Mortal life, Change change) {
        var late = life.isOver() || life.isDeposed();
        singles(change)
                .map(one -> new Write(
                        one.what(),
                        one.id(),
                        one.account(),
                        one.change(),
                        decisions(one.identity()),
                        isReserved(one.identity()),
                        isRuled(one.identity()),
                        isRestored(one.identity()),
                        late))
                .forEach(one -> sees(life.number(), one));
    }

    private List<Decision> decisions(Identity identity) {
        var name = Scenario.nameOf(identity);
        return Stream.of(Stage.user(name), Stage.retained(name))
                .flatMap(key -> stage.world.decision(key, stage.app.id()).stream())
                .toList();
    }

    private boolean isReserved(Identity identity) {
        return reservesBy(stage.ledger.stored(stage.app.id()).restraint(), Member.of(identity)) || isRuled(identity);
    }

    private static boolean reservesBy(Restraint restraint, Member member) {
        return restraint.reserve().stream().anyMatch(spent -> spent.member().equals(member))
                || restraint.waves().stream()
                        .anyMatch(wave -> wave.released() && wave.members().contains(member));
    }

    /** Who is called back was let go, and may have been on the way. */
    private boolean isRuled(Identity identity) {
        return is(Ruling.Sentence.RELEASE, identity) || isRestored(identity);
    }

    private boolean isRestored(Identity identity) {
        return is(Ruling.Sentence.RESTORE, identity);
    }

    private boolean is(Ruling.Sentence sentence, Identity identity) {
        var member = Member.of(identity);
        return stage.ledger.stored(stage.app.id()).restraint().rulings().stream()
                .anyMatch(ruling ->
                        ruling.sentence() == sentence && ruling.wave().members().contains(member));
    }

    private static Stream<Write> singles(Change change) {
        return switch (change) {
            case Change.Create create -> Stream.of(single("create", create.id(), Optional.empty(), create));
            case Change.Update update ->
                Stream.of(single("update", update.id(), Optional.of(update.account()), update));
            case Change.Disable disable ->
                Stream.of(single("disable", disable.id(), Optional.of(disable.account()), disable));
            case Change.Enable enable ->
                Stream.of(single("enable", enable.id(), Optional.of(enable.account()), enable));
            case Change.Delete delete ->
                Stream.of(single("delete", delete.id(), Optional.of(delete.account()), delete));
            case Change.EndSessions end -> Stream.of(single("end", end.id(), Optional.of(end.account()), end));
            case Change.HandOver over -> Stream.of(single("over", over.id(), Optional.of(over.account()), over));
            case Change.SetPassword set -> Stream.of(single("password", set.id(), Optional.of(set.account()), set));
            case Change.Invite invite ->
                Stream.of(single("invite", invite.id(), Optional.of(invite.account()), invite));
            case Change.Members members ->
                Stream.concat(
                        members.add().stream()
                                .map(member -> single(
                                        "+" + members.entitlement().value(),
                                        member.id(),
                                        Optional.of(member.account()),
                                        new Change.Members(members.entitlement(), List.of(member), List.of()))),
                        members.remove().stream()
                                .map(member -> single(
                                        "-" + members.entitlement().value(),
                                        member.id(),
                                        Optional.of(member.account()),
                                        new Change.Members(members.entitlement(), List.of(), List.of(member)))));
            case Change.Define define -> Stream.empty();
        };
    }

    private static Write single(String what, ChangeId id, Optional<RemoteId> account, Change change) {
        return new Write(what, id, account, change, List.of(), false, false, false, false);
    }

    /** The items of a change. */
    static Stream<ChangeId> items(Change change) {
        return singles(change).map(Write::id);
    }
}
