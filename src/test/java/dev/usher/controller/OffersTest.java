package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Aims;
import dev.usher.sync.Key;
import dev.usher.sync.Priority;
import dev.usher.sync.Result;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ada joins in a wiki and in a shop. */
class OffersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final Key ADA = new Key.OfUser("people", "ada");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final AppId SHOP = new AppId("people", "shop");
    private static final Decision WANTED =
            new Decision.Want(new Desired(new Identity("people", "1815"), Attributes.NONE, new TreeSet<>()), Set.of());
    private static final Optional<Applied> AIM = Aims.of(WANTED, DIGESTS);

    private final Neighbourhood here = new Neighbourhood();
    private final Mailbox mailbox = new Mailbox(here.caches);
    private final Offers offers = new Offers(Wiring.lanes(CLOCK), mailbox, DIGESTS, CLOCK);

    @BeforeEach
    void ada() {
        here.has("ada", "{userName: ada}");
    }

    private void asks(List<AppId> open, List<AppId> due) {
        offers.make(ADA, Map.of(WIKI, WANTED, SHOP, WANTED), open, due, app -> Priority.CHANGE);
    }

    private void answers(AppId app, Optional<Applied> aim) {
        mailbox.put(
                ADA,
                app,
                new Result(
                        AccountState.Active,
                        Optional.of(new RemoteId("7")),
                        Optional.of(Tenant.of("wiki")),
                        aim,
                        aim,
                        Optional.empty(),
                        false));
    }

    @Test
    void areAnsweredOnceEveryAppHasAnswered() {
        asks(List.of(WIKI, SHOP), List.of(WIKI, SHOP));
        answers(WIKI, AIM);
        assertThat(offers.areAnswered(ADA)).isFalse();

        answers(SHOP, AIM);
        assertThat(offers.areAnswered(ADA)).isTrue();
    }

    @Test
    void areNotAnsweredByAWordToAnotherQuestion() {
        asks(List.of(WIKI), List.of(WIKI));
        answers(WIKI, Aims.of(new Decision.Disabled(Why.OnLeave), DIGESTS));

        assertThat(offers.areAnswered(ADA)).isFalse();
    }

    @Test
    void areAnsweredByEachWordWhereOthersAreAskedAfterIt() {
        asks(List.of(WIKI, SHOP), List.of(WIKI));

        assertThat(offers.areAnswered(ADA)).isTrue();
    }

    @Test
    void areAnsweredWhereNobodyIsAsked() {
        assertThat(offers.areAnswered(ADA)).isTrue();

        asks(List.of(WIKI), List.of(WIKI));
        offers.forget(ADA);
        assertThat(offers.areAnswered(ADA)).isTrue();
    }
}
