package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Tenant;
import java.util.function.Supplier;

/**
 * What all work of one lane shares while its setup lasts.
 *
 * @param surveyed whether the app was read completely since the start, where it is read completely at all
 */
record LaneContext(
        Ports ports,
        Timing timing,
        Setup setup,
        Register register,
        Holdings holdings,
        LaneBook book,
        Memberships memberships,
        Digests digests,
        Breaker breaker,
        Supplier<Upkeep> keeping,
        Experience experience,
        boolean surveyed) {
    /** How accounts are looked after at this moment. */
    Upkeep upkeep() {
        return keeping.get();
    }

    Findings findings() {
        return experience.findings();
    }

    Suspects suspects() {
        return experience.suspects();
    }

    Unshown unshown() {
        return experience.unshown();
    }

    Seats seats() {
        return experience.seats();
    }

    Handovers handovers() {
        return experience.handovers();
    }

    Reception reception() {
        return experience.reception();
    }

    AppId app() {
        return setup.config().app();
    }

    /** What account ids mean there. */
    Tenant tenant() {
        return setup.target().tenant();
    }
}
