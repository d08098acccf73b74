package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisionedUserStatus.PersonSeen;
import dev.usher.domain.account.Digests;
import dev.usher.domain.person.Person;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UserStatusesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private final Neighbourhood here = new Neighbourhood();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), CLOCK);

    @Nested
    class OfAFurtherIdentity {
        private final ProvisionedUser adm = here.has("adm-ada", "{userName: adm-ada, person: {name: ada}}");

        @Test
        void sayWhoseItIs() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");

            assertThat(passes(adm).person()).isEqualTo(new PersonSeen("ada", "people", "1815"));
        }

        @Test
        void sayNothingOfAPersonWhoWasNeverThere() {
            assertThat(passes(adm).person()).isNull();
        }

        @Test
        void goOnSayingItWhenThePersonIsGoneOrNotUnderstoodOrSomebodyElse() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            var pinned = Objects.requireNonNull(passes(adm).person());

            here.has("ada", "{userName: ada, externalId: \"1912\"}");
            assertThat(passes(adm).person()).isEqualTo(pinned);
            assertThat(adm.getStatus().conditions())
                    .anySatisfy(condition -> assertThat(condition.reason()).isEqualTo("PersonReplaced"));

            here.has("ada", "{userName: ada, externalId: \"1815\", type: Android}");
            assertThat(passes(adm).person()).isEqualTo(pinned);

            here.has("ada", "{userName: ada}").getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");
            assertThat(passes(adm).person()).isEqualTo(pinned);
        }

        @Test
        void goOnSayingItWhereTheIdentityIsNotUnderstoodItself() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            var pinned = Objects.requireNonNull(passes(adm).person());

            assertThat(UserStatuses.undecided(adm, new Reading.Newer<Person>("spec"), CLOCK.instant()))
                    .hasValueSatisfying(status -> assertThat(status.person()).isEqualTo(pinned));
        }

        @Test
        void followThePersonWhoIsGivenAKey() {
            here.has("ada", "{userName: ada}");
            assertThat(passes(adm).person()).isEqualTo(new PersonSeen("ada", "people", "people/ada"));

            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            assertThat(passes(adm).person()).isEqualTo(new PersonSeen("ada", "people", "1815"));
        }

        @Test
        void doNotChangeWhereNothingDoes() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            var status = passes(adm);

            assertThat(assess(adm).status()).isEqualTo(status);
        }

        /** An account that is made before the pin is stored could become a stranger's. */
        @Test
        void areWrittenAtOnceWhereItIsPinnedToSomebodyAndOnlyThen() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            assertThat(assess(adm).pinsAnew(adm)).isTrue();
            passes(adm);
            assertThat(assess(adm).pinsAnew(adm)).isFalse();

            here.has("ada", "{userName: ada, externalId: \"1912\"}");
            assertThat(assess(adm).pinsAnew(adm)).isFalse();
        }
    }

    /** The status that is decided next, remembered. */
    private ProvisionedUserStatus passes(ProvisionedUser user) {
        var status = assess(user).status();
        user.setStatus(status);
        return status;
    }

    private UserStatuses.Assessment assess(ProvisionedUser user) {
        var facts = world.person(user).orElseThrow();
        return UserStatuses.assess(
                user,
                facts.resolve(CLOCK.instant()),
                facts.access(),
                new Answers(Set.of(), Map.of()),
                DIGESTS,
                Present.of(CLOCK.instant()));
    }
}
