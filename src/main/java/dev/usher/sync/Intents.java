package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two records of each write: without the first, nothing is sent but what takes access away. */
record Intents(Journal journal) {
    /** Why something was not sent. */
    static final Failure UNRECORDED = Failure.of(Kind.JOURNAL, Detail.JOURNAL);

    static boolean areMissing(Failure why) {
        return why.kind() == Kind.JOURNAL;
    }

    /** What keeps writes from being recorded, if anything does. */
    Optional<Failure> trouble() {
        return journal.isWell() ? Optional.empty() : Optional.of(UNRECORDED);
    }

    /**
     * What may be sent of a change of many.
     *
     * @param alone the records of each who is in it
     * @param left those of whom nothing is sent
     */
    record Recorded(Change.Members change, Map<ChangeId, Change.Members> alone, Map<ChangeId, Outcome> left) {
        boolean isEmpty() {
            return change.add().isEmpty() && change.remove().isEmpty();
        }
    }

    /**
     * Records that a change is about to be sent.
     *
     * @param urgent whether it is for access that ends
     */
    boolean mayGo(Change.OfAccount change, boolean urgent) {
        return isRecorded(change) || takesAway(change, urgent);
    }

    /** Nothing is made without a record. */
    boolean mayGo(Change.Define change) {
        return isRecorded(change);
    }

    /** Records it of each by itself; who leaves goes anyway, and who enters only with a record. */
    Recorded mayGo(Change.Members change) {
        var alone = new LinkedHashMap<ChangeId, Change.Members>();
        var left = new HashMap<ChangeId, Outcome>();
        var add = new ArrayList<Change.Member>();
        for (var member : change.add()) {
            var one = new Change.Members(change.entitlement(), List.of(member), List.of());
            if (isRecorded(one)) {
                add.add(member);
                alone.put(member.id(), one);
            } else {
                left.put(member.id(), new Outcome.Failed(UNRECORDED));
            }
        }
        for (var member : change.remove()) {
            var one = new Change.Members(change.entitlement(), List.of(), List.of(member));
            isRecorded(one);
            alone.put(member.id(), one);
        }
        return new Recorded(new Change.Members(change.entitlement(), add, change.remove()), alone, left);
    }

    private boolean isRecorded(Change change) {
        try {
            journal.intent(change);
            return true;
        } catch (JournalFailure e) {
            return false;
        }
    }

    /** An account that nobody can use any more is deleted only with a record: that cannot be undone, and nobody waits for it. */
    private static boolean takesAway(Change.OfAccount change, boolean urgent) {
        return switch (change) {
            case Change.Disable disable -> true;
            case Change.EndSessions end -> true;
            case Change.HandOver over -> false;
            case Change.SetPassword set -> false;
            case Change.Invite invite -> false;
            case Change.Delete delete -> urgent;
            case Change.Create create -> false;
            case Change.Update update -> false;
            case Change.Enable enable -> false;
        };
    }

    void ended(Change change, Outcome outcome) {
        journal.result(change, outcome);
    }
}
