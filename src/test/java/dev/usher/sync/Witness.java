package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Sees everything that passes between processes and what is around them, in the order in which it happened. */
final class Witness {
    /** What was seen, in which process, and when. */
    record Seen(int process, long nanos, Event event) {}

    /** One thing that happened. */
    sealed interface Event {}

    /** A read, or the answer to a write, showed an account. */
    record Shown(Account account) implements Event {}

    /** A read said that there is no such account. */
    record Missing(RemoteId id) implements Event {}

    /** A read came to its end; whether everything was in it is what the app knows. */
    record Read(Scope scope) implements Event {}

    /** A reason was read live. */
    record Confirmed(Basis basis, Confirmation answer) implements Event {}

    /** A write left for the app. */
    record Sent(Change change) implements Event {}

    /** A process learned how a write ended. */
    record Ended(ChangeId item, Outcome outcome) implements Event {}

    record Intent(Change change) implements Event {}

    record Noted(Change change, Outcome outcome) implements Event {}

    /** A word about somebody was left, with what was decided then and what was recorded before. */
    record Said(Key key, Result result, Optional<Decision> decided, boolean repeats) implements Event {}

    /** The story went on: somebody declared something. */
    record Declared(String what) implements Event {}

    private final LongSupplier nanos;
    private final List<Seen> all = new ArrayList<>();

    Witness(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void sees(int process, Event event) {
        all.add(new Seen(process, nanos.getAsLong(), event));
    }

    synchronized List<Seen> all() {
        return List.copyOf(all);
    }

    synchronized void forget() {
        all.clear();
    }

    /** All writes that left, each with its one account. */
    List<Write> writes() {
        var writes = new ArrayList<Write>();
        var seen = all();
        for (var at = 0; at < seen.size(); at++) {
            var one = seen.get(at);
            var index = at;
            if (one.event() instanceof Sent(var change)) {
                singles(change).forEach(write -> writes.add(write.at(index, one)));
            }
        }
        return writes;
    }

    /**
     * One change of one account.
     *
     * @param index where it stands among all that was seen
     */
    record Write(
            int index,
            int process,
            long nanos,
            String what,
            Identity identity,
            Optional<RemoteId> account,
            Change change) {
        private Write at(int where, Seen seen) {
            return new Write(where, seen.process(), seen.nanos(), what, identity, account, change);
        }

        /** Whether it takes something from somebody. */
        boolean takes() {
            return what.startsWith("-") || change instanceof Change.Disable || change instanceof Change.Delete;
        }

        /** Whether it lets somebody in, or gives something. */
        boolean gives() {
            return what.startsWith("+") || (change instanceof Change.OfAccount one && one.enables());
        }

        ChangeId id() {
            return switch (change) {
                case Change.OfAccount one -> one.id();
                case Change.Members members ->
                    Stream.concat(members.add().stream(), members.remove().stream())
                            .findFirst()
                            .orElseThrow()
                            .id();
                case Change.Define define -> define.id();
            };
        }
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
        return new Write(0, 0, 0, what, id.identity(), account, change);
    }
}
