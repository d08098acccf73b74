package dev.usher.connector.scim;

import dev.usher.connector.Change;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of groups that were found by exactly their names, for as long as a session lasts.
 *
 * <p>Anybody may rename a group at any time. Whoever reads one by its id sees its name again; a request that changes it shows
 * none before it is done, so that it relies on what was seen {@link #LATELY}. Should that have been too long ago all the same,
 * those whom it let into the wrong group are known until they are out of it again.
 */
final class GroupIds {
    static final int MOST = 1_000;
    static final Duration LATELY = Duration.ofMinutes(1);

    /** A look at a group, which shows what was so when it began, or later. */
    record Look(long number, Instant at) {}

    /** Those who were let into a group that is not called so any more. */
    record Strays(Entitlement meant, RemoteId group, List<Change.Member> accounts) {
        Strays {
            accounts = List.copyOf(accounts);
        }
    }

    private static final class Known {
        private final RemoteId id;
        private final Map<Change.Member, Long> letIn = new HashMap<>();
        private long shown;
        private Optional<Instant> seen;

        Known(RemoteId id, Look look) {
            this.id = id;
            this.shown = look.number();
            this.seen = Optional.of(look.at());
        }

        void isSeen(Look look) {
            if (look.number() > shown) {
                shown = look.number();
                seen = Optional.of(look.at());
            }
            letIn.values().removeIf(number -> number < look.number());
        }
    }

    private final Clock clock;
    private final Map<Entitlement, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Strays> strays = new ArrayList<>();
    private long numbers;

    GroupIds(Clock clock) {
        this.clock = clock;
    }

    /** To be said before a group is looked at. */
    synchronized Look begins() {
        return new Look(++numbers, clock.instant());
    }

    /** Which one it was, unless that is in doubt; it may be called otherwise by now. */
    synchronized Optional<RemoteId> of(Entitlement entitlement) {
        return Optional.ofNullable(known.get(entitlement))
                .filter(group -> group.seen.isPresent())
                .map(group -> group.id);
    }

    /** Which one it is, where that was seen lately. */
    synchronized Optional<RemoteId> seenLately(Entitlement entitlement) {
        var now = clock.instant();
        return Optional.ofNullable(known.get(entitlement))
                .filter(group -> group.seen
                        .filter(at -> !at.isAfter(now) && at.plus(LATELY).isAfter(now))
                        .isPresent())
                .map(group -> group.id);
    }

    /** A read by this id showed the name. */
    synchronized void isStillCalledSo(Entitlement entitlement, RemoteId id, Look look) {
        known(entitlement, id).ifPresent(group -> group.isSeen(look));
    }

    /** A look-up showed that the group of this name is this one. */
    synchronized void isFound(Entitlement entitlement, RemoteId id, Look look) {
        var before = Optional.ofNullable(known.get(entitlement));
        if (known(entitlement, id).isPresent()) {
            isStillCalledSo(entitlement, id, look);
        } else if (before.isEmpty() || before.get().shown < look.number()) {
            forget(entitlement);
            known.put(entitlement, new Known(id, look));
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    private Optional<Known> known(Entitlement entitlement, RemoteId id) {
        return Optional.ofNullable(known.get(entitlement)).filter(group -> group.id.equals(id));
    }

    /** There may be no group of this name, or another one: only a look-up can tell. */
    synchronized void isDoubtful(Entitlement entitlement) {
        Optional.ofNullable(known.get(entitlement)).ifPresent(group -> group.seen = Optional.empty());
    }

    /** A look-up found no group of exactly this name; whoever was let in since the last one has to come out of that again. */
    synchronized void forget(Entitlement entitlement) {
        Optional.ofNullable(known.remove(entitlement))
                .filter(group -> !group.letIn.isEmpty())
                .ifPresent(group -> strays.add(new Strays(entitlement, group.id, List.copyOf(group.letIn.keySet()))));
    }

    /** They are, or may be, in the group of this id, whatever that is called by now. */
    synchronized void letsIn(Entitlement entitlement, RemoteId id, List<Change.Member> accounts) {
        known(entitlement, id).ifPresent(group -> accounts.forEach(account -> group.letIn.put(account, ++numbers)));
    }

    synchronized List<Strays> strays() {
        return List.copyOf(strays);
    }

    /** They are out of it again, or nobody can take them out. */
    synchronized void areDealtWith(Strays those) {
        strays.remove(those);
    }
}
