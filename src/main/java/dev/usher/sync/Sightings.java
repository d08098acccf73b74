package dev.usher.sync;

import dev.usher.domain.access.Deviation;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Likeness;
import dev.usher.domain.account.RemoteId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The accounts of ours that a look at an app shows, and how each differs from what can be expected of it. */
final class Sightings {
    private static final class Sighting {
        private final Expected expected;
        private final Set<Deviation> deviations;
        private final boolean shown;
        private Likeness likeness;
        private int wanted;

        private Sighting(Expected expected, Set<Deviation> deviations, Likeness likeness, boolean shown) {
            this.expected = expected;
            this.deviations = deviations;
            this.likeness = likeness;
            this.shown = shown;
        }

        private void exceeds(Entitlement held) {
            deviations.add(Deviation.EXCEEDS);
            likeness = likeness.plus(Likeness.of(held));
        }

        private void holds(Entitlement held) {
            var allowance = expected.allowance();
            if (allowance.wanted().contains(held)) {
                wanted++;
                likeness = likeness.plus(Likeness.of(held));
            } else if (allowance.isExceededBy(held)) {
                exceeds(held);
            }
        }

        private boolean lacksOneOf(Set<Entitlement> told) {
            var all = expected.allowance().wanted();
            return wanted < all.size()
                    && wanted < all.stream().filter(told::contains).count();
        }

        /** Of an account that was not shown nothing is known but what is found of its entitlements. */
        private boolean isNews() {
            return !deviations.isEmpty() || (shown && expected.reported());
        }
    }

    private final Map<RemoteId, Sighting> ours = new HashMap<>();
    private final Set<Entitlement> told = new HashSet<>();

    /** @param deviations how it differs, whatever it holds */
    void sees(Account account, Expected expected, Set<Deviation> deviations) {
        var sighting = new Sighting(expected, deviations, Likeness.of(account), true);
        expected.excess(account).forEach(sighting::exceeds);
        ours.put(account.id(), sighting);
    }

    /** It was not shown, and what it holds is looked at all the same. */
    void supposes(RemoteId account, Expected expected) {
        ours.computeIfAbsent(
                account, id -> new Sighting(expected, EnumSet.noneOf(Deviation.class), Likeness.NONE, false));
    }

    /** These are all who hold it. */
    void hold(Entitlement entitlement, Set<RemoteId> members) {
        told.add(entitlement);
        for (var member : members) {
            var sighting = ours.get(member);
            if (sighting != null) {
                sighting.holds(entitlement);
            }
        }
    }

    /** Those that were seen and are to hold it. */
    Set<RemoteId> expecting(Entitlement entitlement) {
        return ours.entrySet().stream()
                .filter(seen -> seen.getValue().expected.allowance().wanted().contains(entitlement))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those that need a closer look, of whose entitlements those count of which it was told who holds them. */
    Map<RemoteId, Finding> findings() {
        var found = new HashMap<RemoteId, Finding>();
        ours.forEach((id, sighting) -> {
            if (sighting.lacksOneOf(told)) {
                sighting.deviations.add(Deviation.LACKS);
            }
            if (sighting.isNews()) {
                found.put(id, new Finding(sighting.expected.aim(), sighting.likeness, sighting.deviations));
            }
        });
        return found;
    }
}
