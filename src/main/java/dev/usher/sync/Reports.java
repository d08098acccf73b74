package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.outcome.Failure;
import java.util.Optional;

/** Tells of work that ended without agreement. */
record Reports(
        AppId app, Ports ports, Timing timing, Holdings holdings, Digests digests, LaneBook book, LaneNews news) {
    /** Nobody is told where nothing is decided any more, or where that itself is what fails; the work is tried again all the same. */
    void failure(Key key, Failure why) {
        try {
            tell(key, why);
        } catch (RuntimeException | Error e) {
            news.mistake("that work on " + key + " failed in " + app + " could not be told", e);
        }
    }

    private void tell(Key key, Failure why) {
        if (!(ports.world().facts(key) instanceof Facts.OfHolder holder)) {
            return;
        }
        var known = holdings.known(holder, app);
        var decision = holder.decide(
                app,
                Holdings.toDecide(known, holder.account(app)),
                timing.clock().instant());
        if (decision.isPresent()) {
            var said = Result.failed(why, known, Aims.of(decision.get(), digests));
            ports.outbox().put(key, app, said.getting(said.ended(), fetchable(holder)));
        }
    }

    /** Whoever waits for something else may fetch by now what they will sign on with. */
    private Optional<DueCredential.Fetchable> fetchable(Facts.OfHolder holder) {
        return book.loaded()
                .flatMap(page -> page.credential(holder.identities()))
                .flatMap(due -> due.fetchable(timing.clock().instant()));
    }
}
