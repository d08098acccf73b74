package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A house to which something happens that would take something from everybody, and what everybody had before. */
record Ordeal(House house, Map<String, House.Having> before) {
    private static final String LOCKED = "user-23";
    private static final Duration SETTLED = Duration.ofMinutes(3);

    /** Everybody works and has everything. */
    static Ordeal of(House house) {
        house.company().awaitAllReady(House.EVERYBODY.size(), SETTLED);
        var before = house.having();
        assertThat(before)
                .hasSize(House.EVERYBODY.size())
                .allSatisfy((name, having) -> assertThat(having.in()).isTrue());
        house.wiki().simulator().reset();
        return new Ordeal(house, before);
    }

    /** Who has less than before, but for whom a lock shuts out. */
    List<String> losers() {
        var now = house.having();
        return before.entrySet().stream()
                .filter(had -> !had.getKey().equals(LOCKED))
                .filter(had -> Optional.ofNullable(now.get(had.getKey()))
                        .filter(has -> has.isAtLeast(had.getValue()))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Somebody whose access has to end whatever else happens; how long that takes. */
    Duration locks() {
        var began = System.currentTimeMillis();
        house.company()
                .apply(
                        "AccessLock",
                        "case-7",
                        "{externalId: key-" + LOCKED + ", reason: case 7, requestedBy: guard of "
                                + house.company().namespace() + "}");
        soon(() -> assertThat(house.wiki().lets(LOCKED)).isFalse());
        return Duration.ofMillis(System.currentTimeMillis() - began);
    }

    /** What git says is applied once more, and nobody has lost anything, be it an id. */
    void isUndone() {
        house.wiki().simulator().reset();
        house.company().delete(AccessLock.class, "case-7");
        // What is applied to a role that is on its way out goes with it.
        soon(() -> assertThat(house.roles()).noneMatch(Role::isMarkedForDeletion));
        house.asInGit();
        soon(SETTLED, () -> {
            assertThat(losers()).isEmpty();
            assertThat(house.wiki().lets(LOCKED)).isTrue();
        });
    }

    /** The same, and nobody has anything that they had not. */
    void isAsBefore() {
        house.company().awaitAllReady(House.EVERYBODY.size(), SETTLED);
        assertThat(house.having()).isEqualTo(before);
    }
}
