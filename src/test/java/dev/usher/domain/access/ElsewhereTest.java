package dev.usher.domain.access;

import static dev.usher.domain.access.Company.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ElsewhereTest {
    private static final Instant FIRST = Instant.parse("2026-09-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-09-02T00:00:00Z");

    private static Cause explicit(Instant since) {
        return new Cause(Cause.Kind.Explicit, Optional.empty(), since);
    }

    private static Cause through(String via, Instant since) {
        return new Cause(Cause.Kind.Inherited, Optional.of(role(via)), since);
    }

    private static Held held(Cause... causes) {
        return new Held(List.of(causes));
    }

    private static List<Elsewhere> of(Map<RoleKey, Held> roles) {
        return Elsewhere.of("people/ada", roles);
    }

    @Test
    void isHeldSinceTheFirstOfItsCausesAndNoEarlierThanWhatItIsHeldThrough() {
        var all = of(Map.of(
                role("lead"), held(explicit(LATER)),
                role("analyst"), held(through("lead", FIRST), explicit(LATER)),
                role("reader"), held(through("analyst", FIRST), explicit(FIRST))));

        assertThat(all)
                .extracting(Elsewhere::role, Elsewhere::since)
                .containsExactly(
                        tuple(role("analyst"), LATER), tuple(role("lead"), LATER), tuple(role("reader"), FIRST));
    }

    @Test
    void isNotHeldThroughNothingButItself() {
        assertThat(of(Map.of(role("a"), held(through("b", FIRST)), role("b"), held(through("a", FIRST)))))
                .isEmpty();
    }

    /** Anybody who may write roles could stop an operator by it otherwise. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void isFoundOnALadderOfManyWaysAndInAThicketOfCircles() {
        var roles = new HashMap<RoleKey, Held>();
        roles.put(role("a0"), held(explicit(FIRST)));
        roles.put(role("b0"), held(explicit(LATER)));
        IntStream.range(1, 60)
                .forEach(layer -> List.of("a", "b")
                        .forEach(side -> roles.put(
                                role(side + layer),
                                held(through("a" + (layer - 1), FIRST), through("b" + (layer - 1), FIRST)))));
        IntStream.range(0, 30)
                .forEach(one -> roles.put(
                        role("c" + one),
                        new Held(IntStream.range(0, 30)
                                .mapToObj(other -> through("c" + other, FIRST))
                                .toList())));

        assertThat(of(roles))
                .hasSize(120)
                .filteredOn(held -> held.since().equals(LATER))
                .hasSize(1);
    }
}
