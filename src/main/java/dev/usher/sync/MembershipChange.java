package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.List;

/** One account enters or leaves one entitlement, and a read says whether it did. */
record MembershipChange(AccountWork work, Entitlement entitlement, RemoteId account) {

    void add() throws AppFailure {
        var member = new Change.Member(work.calls.nextId(), account);
        send(new Change.Members(entitlement, List.of(member), List.of()), member, true);
    }

    void remove() throws AppFailure {
        var member = new Change.Member(work.calls.nextId(), account);
        send(new Change.Members(entitlement, List.of(), List.of(member)), member, false);
    }

    /** Membership bears access: what a read does not show did not happen, whatever the app said. */
    private void send(Change.Members change, Change.Member member, boolean holds) throws AppFailure {
        switch (work.calls.send(change, member.id())) {
            case Outcome.Agreed agreed -> {}
            case Outcome.Failed failed -> throw new AppFailure(failed.why(), false);
            case Outcome.Accepted accepted -> expect(holds, Kind.NOT_EFFECTIVE);
            case Outcome.Ambiguous ambiguous -> expect(holds, Kind.WAITING);
            case Outcome.Exists exists -> expect(holds, Kind.NOT_EFFECTIVE);
        }
    }

    private void expect(boolean holds, Kind otherwise) throws AppFailure {
        if (work.calls.holds(account, entitlement) != holds) {
            throw new AppFailure(Failure.of(otherwise, Detail.ENTITLEMENT, entitlement.toString()), true);
        }
    }
}
