package dev.usher.controller;

import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.sync.Aims;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Accounts that were disabled to be deleted, once what they own is handed over: what a limit counts of that was counted then. */
final class Departures {
    private Departures() {}

    /** The apps in which a person has nothing to lose any more: those, and those in which they have such an account. */
    static Set<AppId> begun(Set<AppId> agreeing, Memory before, Resolution after, Digests digests) {
        var begun = new HashSet<>(agreeing);
        after.apps().forEach((app, decision) -> {
            if (decision instanceof Decision.Absent
                    && Optional.ofNullable(before.accounts().get(app))
                            .filter(account -> account.isHalfway(Aims.halfway(digests)))
                            .isPresent()) {
                begun.add(app);
            }
        });
        return begun;
    }
}
