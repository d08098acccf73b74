package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.kube.Events;
import dev.usher.kube.Installation;
import dev.usher.kube.StubbedApi;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnnouncementsTest {
    private static final String NOTHING_YET = "{observedGeneration: 1, lifecycleState: Active, accounts: []}";
    private static final String THERE =
            "{observedGeneration: 1, lifecycleState: Active, accounts: [%s]}".formatted(entry("Active"));
    private static final String GONE =
            "{observedGeneration: 1, lifecycleState: Departed, accounts: [%s]}".formatted(entry("Disabled"));

    private final Neighbourhood here = new Neighbourhood();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final StubbedApi api = StubbedApi.answering(event -> {
        told.add(new KubernetesSerialization().unmarshal(event.body(), Event.class));
        return new StubbedApi.Answer(201, event.body());
    });
    private final Announcements announcements = new Announcements(new Events(
            api.client(),
            new Installation("usher", "usher-system", "1"),
            Clock.fixed(Instant.parse("2026-11-27T08:00:00Z"), ZoneOffset.UTC),
            () -> 0,
            Runnable::run));

    @AfterEach
    void stopIt() {
        api.close();
    }

    private static String entry(String state) {
        return "{namespace: people, app: wiki, id: '7', state: " + state + "}";
    }

    private ProvisionedUser ada(String status) {
        return here.has("people", "ada", "{userName: ada}", status);
    }

    private ProvisionedUser joiner() {
        var user = ada(THERE);
        user.setStatus(null);
        return user;
    }

    private List<String> reasons() {
        return told.stream().map(Event::getReason).toList();
    }

    @Test
    void ofWhoJoinsItIsSaidOnceWhereTheirAccountsAre() {
        announcements.announce(joiner(), ada(THERE).getStatus());

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("AccountsCreated");
            assertThat(event.getNote()).isEqualTo("accounts created in wiki");
        });
    }

    @Test
    void ofWhoHasNoAccountYetTheFirstStateIsSaid() {
        announcements.announce(joiner(), ada(NOTHING_YET).getStatus());

        assertThat(reasons()).containsExactly("Active");
    }

    @Test
    void ofWhoIsMadeReadyBeforeTheirStartTheStateIsSaid() {
        var prepared =
                "{observedGeneration: 1, lifecycleState: PreProvisioned, accounts: [%s]}".formatted(entry("Disabled"));

        announcements.announce(joiner(), ada(prepared).getStatus());

        assertThat(reasons()).contains("PreProvisioned");
    }

    @Test
    void ofWhoLeavesTheStateIsSaidAndWhatBecameOfTheirAccounts() {
        var leaver = ada(THERE);

        announcements.announce(leaver, ada(GONE).getStatus());

        assertThat(reasons()).containsExactlyInAnyOrder("Departed", "AccountsDisabled");
    }

    @Test
    void nothingIsSaidWhereNothingHappened() {
        announcements.announce(ada(THERE), ada(THERE).getStatus());

        assertThat(told).isEmpty();
    }
}
