package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Completeness;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.Set;

/** Reads much of an app, behind all others who have something to do there. */
record Background(AppSession opened, LaneQueue queue) {
    /** How long they go first, before each request. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    Completeness observe(Scope scope, Sink sink) throws AppFailure {
        return LaneWire.asLast(() -> queue.awaitLull(COURTESY), () -> opened.observe(scope, sink));
    }

    /**
     * Tells a sweep who holds an entitlement, all of them and each once; nothing where that cannot be told of this one alone. Where
     * the app has to be asked of each, those are who are expected.
     */
    void holders(Entitlement entitlement, Sweep sweep) throws AppFailure {
        var roster = new Roster();
        try {
            var handling = Handling.of(opened.capabilities());
            var asked = handling.probes() ? sweep.expecting(entitlement) : Set.<RemoteId>of();
            observe(handling.scope(entitlement, asked), roster);
        } catch (AppFailure e) {
            if (e.failure().kind().scope() == Kind.Scope.APP) {
                throw e;
            }
            if (e.failure().kind() == Kind.GONE) {
                sweep.hold(entitlement, Set.of());
            }
            return;
        }
        if (roster.holdsAnother()) {
            sweep.nests(entitlement);
        }
        sweep.hold(entitlement, roster.members());
    }
}
