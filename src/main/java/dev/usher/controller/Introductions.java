package dev.usher.controller;

import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.KnownAccount;
import dev.usher.sync.Aims;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Accounts that lack nothing but the manager, whose own account came later: that is nobody's edit, however many there are. */
final class Introductions {
    private Introductions() {}

    /** The apps in which a person has such an account. */
    static Set<AppId> of(Memory before, Resolution after, Digests digests) {
        return after.apps().entrySet().stream()
                .filter(app -> Optional.ofNullable(before.accounts().get(app.getKey()))
                        .flatMap(KnownAccount::applied)
                        .filter(applied ->
                                Aims.ofFirstPass(app.getValue(), digests).contains(applied))
                        .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
