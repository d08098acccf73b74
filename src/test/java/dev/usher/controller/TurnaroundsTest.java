package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.account.AppId;
import dev.usher.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TurnaroundsTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Instant BEGAN = Instant.parse("2026-12-01T12:00:00Z");

    private final Neighbourhood here = new Neighbourhood();
    private final List<String> told = new ArrayList<>();
    private Instant now = BEGAN.plusSeconds(1);
    private final Turnarounds turnarounds = new Turnarounds(
            here.caches,
            new AppGauges() {
                @Override
                public void ends(AppId app, int accounts, int over) {
                    throw new UnsupportedOperationException("no forecast");
                }

                @Override
                public void held(AppId app, int waves, int amount) {
                    throw new UnsupportedOperationException("no wave");
                }

                @Override
                public void provisioned(SourceId source, Duration took) {
                    told.add(source + " " + took);
                }
            },
            () -> now);

    private ProvisionedUser ada(String ready, long observed) {
        return here.has("people", "ada", "{userName: ada}", """
                {observedGeneration: %d, conditions: [{type: Ready, status: "%s", reason: Provisioned, message: as decided,
                  lastTransitionTime: "2026-12-01T12:00:00Z"}]}""".formatted(observed, ready));
    }

    private void says(ProvisionedUser user) {
        turnarounds.says(user, Objects.requireNonNull(user.getStatus()));
    }

    @Test
    void tellsHowLongItTookFromTheBeginningOfTheReadingUntilTheAccountsAgree() {
        here.has("ada", "{userName: ada}");
        turnarounds.of(HR, "ada", 1, BEGAN);
        now = BEGAN.plusSeconds(2);
        says(ada("False", 1));
        assertThat(told).isEmpty();

        now = BEGAN.plusSeconds(3);
        says(ada("True", 1));

        assertThat(told).containsExactly("people/hr PT3S");
    }

    @Test
    void whatWasTrueBeforeTheSourceSaidItDoesNotCount() {
        turnarounds.of(HR, "ada", 2, BEGAN);
        says(ada("True", 1));
        assertThat(told).isEmpty();

        says(ada("True", 2));
        assertThat(told).containsExactly("people/hr PT1S");
    }

    @Test
    void eachIsToldOnceWhateverElseIsEditedLater() {
        turnarounds.of(HR, "ada", 1, BEGAN);

        says(ada("True", 1));
        says(ada("True", 2));

        assertThat(told).hasSize(1);
    }

    @Test
    void whoeverStillWaitsWhenMoreIsSaidWaitsSinceTheFirst() {
        turnarounds.of(HR, "ada", 1, BEGAN);
        turnarounds.of(HR, "ada", 2, BEGAN.plusSeconds(300));
        now = BEGAN.plusSeconds(301);

        says(ada("True", 2));

        assertThat(told).containsExactly("people/hr PT5M1S");
    }

    @Test
    void whoeverIsDoneBeforeTheAnswerToTheWriteIsThereIsToldOf() {
        ada("True", 2);

        turnarounds.of(HR, "ada", 2, BEGAN);

        assertThat(told).containsExactly("people/hr PT1S");
    }

    @Test
    void ofWhomThereIsNoMoreNothingIsTold() {
        turnarounds.of(HR, "ada", 1, BEGAN);
        turnarounds.forget(Translate.key(ada("False", 1)));

        says(ada("True", 1));

        assertThat(told).isEmpty();
    }
}
