package dev.usher.sync;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.KnownAccount;
import java.time.Clock;
import java.util.Optional;

/** Whether an app is known to have taken, of anybody, what is decided now. */
record Agreement(AppId app, LaneSession session, World world, Holdings holdings, Digests digests, Clock clock) {
    /** A mapping that is wrong for everybody leaves nobody, so that a few are enough. */
    private static final int SAMPLE = 20;

    boolean ofAnybody() {
        return session.setup().filter(this::ofAnybody).isPresent();
    }

    private boolean ofAnybody(Setup setup) {
        return world.holders(app, setup.target().tenant()).values().stream()
                .limit(SAMPLE)
                .anyMatch(this::isConfirmed);
    }

    private boolean isConfirmed(Key key) {
        return world.facts(key) instanceof Facts.OfHolder holder && isConfirmed(holder);
    }

    private boolean isConfirmed(Facts.OfHolder holder) {
        var known = holdings.known(holder, app);
        var aim = holder.decide(app, Holdings.toDecide(known, holder.account(app)), clock.instant())
                .flatMap(decision -> Aims.of(decision, digests));
        return known.filter(account -> account.state() == AccountState.Active)
                .map(KnownAccount::applied)
                .filter(Optional::isPresent)
                .filter(aim::equals)
                .isPresent();
    }
}
