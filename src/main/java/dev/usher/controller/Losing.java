package dev.usher.controller;

import dev.usher.api.HeldEntitlement;
import dev.usher.domain.access.Access;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What accounts have to lose of roles that somebody lost, as far as a status or a record has room for it. */
final class Losing {
    /** Of the event that says that there was not room for everything. */
    static final String REASON = "LosingMore";

    private static final int MOST = 256;

    private Losing() {}

    /** What no role names that stays comes first, since nothing else tells of it. */
    static List<HeldEntitlement> of(AppId app, Set<Entitlement> owed, Access access) {
        if (owed.size() <= MOST) {
            return Recall.held(owed.stream().sorted());
        }
        var named = access.lasting().getOrDefault(app, Set.of());
        return Recall.held(owed.stream()
                .sorted(Comparator.<Entitlement, Boolean>comparing(named::contains)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .sorted());
    }

    /** What somebody has to know where there was not room for everything. */
    static boolean isFull(List<HeldEntitlement> recorded) {
        return recorded.size() == MOST;
    }

    /** What to do about it, as a sentence. */
    static String sentence(AppId app) {
        return "account in " + app.name() + ": " + MOST
                + " entitlements are recorded as to be lost, and there is no room for more; look in the app whether the account has others that it should lose";
    }
}
