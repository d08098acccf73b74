package dev.usher.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreservationTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final AppId CHAT = new AppId("people", "chat");
    private static final Identity ADA = new Identity("people", "1815");

    @Test
    void putsNothingOffWhereNobodyHolds() {
        var none = new Preservation(List.of());

        assertThat(none.puttingOff(WIKI, NOW)).hasValue(NOW);
        assertThat(none.covers(WIKI, NOW)).isFalse();
    }

    @Test
    void putsOffWithoutAnEndWhatIsHeldWithoutOne() {
        var kept = new Preservation(List.of(hold(Set.of()), hold(Set.of(), NOW.plusSeconds(60))));

        assertThat(kept.puttingOff(WIKI, NOW)).isEmpty();
        assertThat(kept.puttingOff(NOW)).isEmpty();
        assertThat(kept.covers(WIKI, NOW)).isTrue();
    }

    @Test
    void putsOffToTheLastEndAndNeverToAnEarlierOne() {
        var kept = new Preservation(List.of(hold(Set.of(), NOW.plusSeconds(60)), hold(Set.of(), NOW.plusSeconds(30))));

        assertThat(kept.puttingOff(WIKI, NOW)).hasValue(NOW.plusSeconds(60));
        assertThat(kept.puttingOff(WIKI, NOW.plusSeconds(90))).hasValue(NOW.plusSeconds(90));
        assertThat(kept.covers(WIKI, NOW.plusSeconds(59))).isTrue();
        assertThat(kept.covers(WIKI, NOW.plusSeconds(60))).isFalse();
    }

    @Test
    void isSeenInNoDateBeforeItKeepsWhatWouldBeGone() {
        var ends = new Preservation(List.of(hold(Set.of(), NOW.plusSeconds(60))));
        var endless = new Preservation(List.of(hold(Set.of())));
        var due = NOW.plusSeconds(30);

        assertThat(ends.shown(WIKI, due, NOW)).hasValue(due);
        assertThat(ends.shown(due, NOW)).hasValue(due);
        assertThat(endless.shown(WIKI, due, NOW)).hasValue(due);
        assertThat(ends.shown(WIKI, due, due)).hasValue(NOW.plusSeconds(60));
        assertThat(endless.shown(WIKI, due, due)).isEmpty();
    }

    @Test
    void ofOneAppLeavesTheOthersAndKeepsThePersonalDataAllTheSame() {
        var kept = new Preservation(List.of(hold(Set.of(WIKI))));

        assertThat(kept.puttingOff(WIKI, NOW)).isEmpty();
        assertThat(kept.puttingOff(CHAT, NOW)).hasValue(NOW);
        assertThat(kept.puttingOff(NOW)).isEmpty();
    }

    @Test
    void isOfWhoeverGoesByOneOfItsKeysAndOfEverybodyOfItsNamespaceWhereNobodyCanTell() {
        var other = new Identity("people", "1816");
        var abroad = new Identity("subsidiary", "1815");

        assertThat(hold(Set.of()).means(Set.of(other, ADA))).isTrue();
        assertThat(hold(Set.of()).means(Set.of(other))).isFalse();
        assertThat(hold(Set.of()).means(Set.of(abroad))).isFalse();
        assertThat(Hold.ofEverybody("people", "newer").means(Set.of(other))).isTrue();
        assertThat(Hold.ofEverybody("people", "newer").means(Set.of(abroad))).isFalse();
    }

    private static Hold hold(Set<AppId> apps) {
        return new Hold("people", "matter-7", Set.of(ADA), apps, Optional.empty());
    }

    private static Hold hold(Set<AppId> apps, Instant until) {
        return new Hold("people", "matter-7", Set.of(ADA), apps, Optional.of(until));
    }
}
