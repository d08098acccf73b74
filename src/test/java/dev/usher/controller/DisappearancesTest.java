package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.RemoteId;
import dev.usher.sync.Key;
import dev.usher.sync.Result;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisappearancesTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Key ADA = new Key.OfUser("people", "ada");

    private final Neighbourhood here = new Neighbourhood();
    private final Mailbox mailbox = new Mailbox(here.caches);
    private final Agenda agenda = new Agenda(CLOCK, key -> {});
    private final Pacing pacing = new Pacing();
    private final Offers offers = new Offers(
            Wiring.lanes(CLOCK), mailbox, new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)), CLOCK);
    /** As the framework knows it. */
    private final ResourceEventAware<ProvisionedUser> disappearances = new Disappearances(
            offers,
            agenda,
            mailbox,
            pacing,
            new Ripples(here.caches, new Circle(here.caches, here.accesses()), mailbox),
            here.accesses());

    private final List<String> looked = new ArrayList<>();

    @BeforeEach
    void listen() {
        mailbox.users()
                .setEventHandler(
                        event -> looked.add(event.getRelatedCustomResourceID().getName()));
        mailbox.users().start();
    }

    @Test
    void letThoseLookAgainWhoRestOnAUserWhoIsGone() {
        here.has("adm-ada", "{userName: adm-ada, person: {name: ada}}");
        here.has("managed", "{userName: m, manager: {name: ada}}");
        here.has("owned", "{userName: o, owners: [{name: ada}]}");
        here.has("rival", "{userName: ADA}");
        here.has("double", "{userName: d, externalId: \"1815\"}");
        here.has("other", "{userName: x}");

        disappearances.onResourceDeleted(
                Neighbourhood.user("people", "ada", "{userName: ada, externalId: \"1815\"}", "{}"));

        assertThat(looked).containsExactlyInAnyOrder("adm-ada", "managed", "owned", "rival", "double");
    }

    @Test
    void leaveNothingInMemory() {
        var ada = here.has("ada", "{userName: ada}");
        agenda.at(ADA, NOW);
        mailbox.put(
                ADA,
                WIKI,
                new Result(
                        AccountState.Active,
                        Optional.of(new RemoteId("a1")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
        pacing.wrote(ada.getMetadata().getUid(), NOW);

        disappearances.onResourceDeleted(ada);

        assertThat(agenda.size()).isZero();
        assertThat(mailbox.of(ADA)).isEmpty();
        assertThat(pacing.wait(ada.getMetadata().getUid(), NOW)).contains(Duration.ofSeconds(3));
    }
}
