package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.outcome.Failure;

/** Tells of work that ended without agreement. */
record Reports(AppId app, Ports ports, Timing timing, Holdings holdings, Digests digests) {
    /** Nobody is told where nothing is decided any more. */
    void failure(Key key, Failure why) {
        if (!(ports.world().facts(key) instanceof Facts.OfHolder holder)) {
            return;
        }
        var known = holdings.known(holder, app);
        var decision = holder.decide(
                app,
                Holdings.toDecide(known, holder.account(app)),
                timing.clock().instant());
        if (decision.isPresent()) {
            ports.outbox().put(key, app, Result.failed(why, known, Aims.of(decision.get(), digests)));
        }
    }
}
