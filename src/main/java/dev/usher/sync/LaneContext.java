package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.safety.RemovalBudget;

/** What all work of one lane shares while its setup lasts. */
record LaneContext(
        Ports ports,
        Timing timing,
        Setup setup,
        Holdings holdings,
        LaneBook book,
        Memberships memberships,
        Digests digests,
        RemovalBudget budget,
        Upkeep upkeep,
        Findings findings,
        Suspects suspects) {
    AppId app() {
        return setup.config().app();
    }

    /** What account ids mean there. */
    Tenant tenant() {
        return setup.target().tenant();
    }
}
