package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.sync.Basis;
import dev.usher.sync.Confirmation;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the API server says now. */
@FunctionalInterface
interface Live {
    /** Whether all is there, and as it was, on which a decision rests. */
    Confirmation confirm(Basis basis);

    /** Whether no hold means any of these keys; of one who asks nobody that is not known. */
    default Confirmation unheld(Set<Identity> keys, Optional<AppId> app, Instant now) {
        return Confirmation.UNKNOWN;
    }
}
