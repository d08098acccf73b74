package dev.usher.controller;

import dev.usher.api.AccountEntry;
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

    /** Of one user, so that a status can be stored whatever roles name. */
    private static final int MOST_OF_ALL = 1024;

    private Losing() {}

    /** How many of each account have room. */
    static int room(long accounts) {
        return (int) Math.min(MOST, MOST_OF_ALL / Math.max(1, accounts));
    }

    static List<HeldEntitlement> of(AppId app, Set<Entitlement> owed, Access access) {
        return of(app, owed, access, MOST);
    }

    /** What no role names that stays comes first, since nothing else tells of it. */
    static List<HeldEntitlement> of(AppId app, Set<Entitlement> owed, Access access, int room) {
        if (owed.size() <= room) {
            return Recall.held(owed.stream().sorted());
        }
        return Recall.held(owed.stream()
                .sorted(Comparator.<Entitlement, Boolean>comparing(one -> access.isLasting(app, one))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(room)
                .sorted());
    }

    /** What somebody has to know where there was not room for everything. */
    static boolean isFull(List<HeldEntitlement> recorded) {
        return recorded.size() == MOST;
    }

    /** The same of a user, whose accounts share the room: the apps where it is full. */
    static List<AppId> full(List<AccountEntry> entries) {
        var room =
                room(entries.stream().filter(entry -> !entry.losing().isEmpty()).count());
        return entries.stream()
                .filter(entry -> entry.losing().size() >= room)
                .map(Recall::id)
                .toList();
    }

    /** What to do about it, as a sentence. */
    static String sentence(AppId app) {
        return "account in " + app.name()
                + ": as many entitlements are recorded as to be lost as there is room for; look in the app whether the account has others that it should lose";
    }
}
