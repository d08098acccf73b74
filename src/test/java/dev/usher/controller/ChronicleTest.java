package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Decided;
import dev.usher.sync.Decided.What;
import dev.usher.sync.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was decided is told once, however often its status has to be sent. */
class ChronicleTest {
    private final List<What> told = new ArrayList<>();
    private final Chronicle chronicle = new Chronicle(
            new Journal() {
                @Override
                public void intent(Change change) {}

                @Override
                public void result(Change change, Outcome outcome) {}

                @Override
                public void decision(Decided decided) {
                    told.add(decided.what());
                }
            },
            Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC),
            _ -> false);
    private final Statuses.Witness<ProvisionedUser> users = chronicle.ofUsers();

    private static ProvisionedUser ada(String state) {
        return Neighbourhood.user("people", "u1", "{userName: ada}", "{lifecycleState: " + state + "}");
    }

    private static What state(String from, String to) {
        return new What.State(Optional.of(from), to);
    }

    @Test
    void whatCouldNotBeStoredIsNotToldAgainWhenItIsTriedAgain() {
        users.storing(ada("Planned"), ada("Active"));
        users.storing(ada("Planned"), ada("Active"));
        users.stored(ada("Active"));
        users.storing(ada("Active"), ada("Departed"));

        assertThat(told).containsExactly(state("Planned", "Active"), state("Active", "Departed"));
    }

    @Test
    void whatIsDecidedOtherwiseBeforeItIsStoredIsToldFromThereOn() {
        users.storing(ada("Planned"), ada("Active"));
        users.storing(ada("Planned"), ada("Locked"));
        users.storing(ada("Planned"), ada("Planned"));

        assertThat(told)
                .containsExactly(state("Planned", "Active"), state("Active", "Locked"), state("Locked", "Planned"));
    }

    @Test
    void theSameAfterItWasStoredIsTold() {
        users.storing(ada("Active"), ada("OnLeave"));
        users.stored(ada("OnLeave"));
        users.storing(ada("OnLeave"), ada("Active"));
        users.stored(ada("Active"));
        users.storing(ada("Active"), ada("OnLeave"));

        assertThat(told)
                .containsExactly(state("Active", "OnLeave"), state("OnLeave", "Active"), state("Active", "OnLeave"));
    }

    @Test
    void anAppThatComesUnderManagementIsTold() {
        var app = Neighbourhood.app("wiki");
        var shadow = AppStatuses.stalled(
                phase("Shadow"),
                Failure.of(Kind.MISCONFIGURED, Detail.NONE),
                new Tally(new TargetAppStatus.Counts(0, 0, 0, 0, 0, 0, 0), null, List.of()),
                Instant.EPOCH);
        chronicle.storing(app, shadow);
        chronicle.storing(app, shadow);

        assertThat(told).containsExactly(new What.Phase(Optional.empty(), "Shadow"));
    }

    private static TargetApp phase(String name) {
        return new Neighbourhood().hasApp("wiki", "phase: " + name);
    }
}
