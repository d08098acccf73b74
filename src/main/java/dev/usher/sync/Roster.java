package dev.usher.sync;

import dev.usher.connector.Sink;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.util.HashSet;
import java.util.Set;

/** Who is in one entitlement, each once, while a read shows it. */
final class Roster implements Sink {
    private final Set<RemoteId> members = new HashSet<>();
    private boolean holdsAnother;

    @Override
    public void member(Entitlement of, RemoteId account) {
        members.add(account);
    }

    @Override
    public void nested(Entitlement outer) {
        holdsAnother = true;
    }

    /** Whether others hold it, too, by another one that is in it. */
    boolean holdsAnother() {
        return holdsAnother;
    }

    Set<RemoteId> members() {
        return members;
    }
}
