package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.sync.Key;
import dev.usher.sync.Lanes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Key ADA = new Key.OfUser("people", "ada");
    private static final String ENDED = "{userName: ada, employments: [{id: main, endTime: \"2026-09-15T12:00:00Z\"}]}";
    private static final String ACCOUNT =
            "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: a1, tenant: k2v9}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final Mailbox mailbox = new Mailbox(here.caches);
    private final Lanes lanes = Wiring.lanes(CLOCK);
    private final List<String> looked = new ArrayList<>();

    @BeforeEach
    void listen() {
        mailbox.users()
                .setEventHandler(event ->
                        looked.add("user " + event.getRelatedCustomResourceID().getName()));
        mailbox.users().start();
        mailbox.retained()
                .setEventHandler(event -> looked.add(
                        "account " + event.getRelatedCustomResourceID().getName()));
        mailbox.retained().start();
    }

    @Test
    void asksTheLanesOfAUserAtOnceAndLetsThemBeLookedAt() {
        here.hasApp("wiki");
        here.has("people", "ada", ENDED, ACCOUNT);

        alarm().ring(ADA);

        assertThat(lanes.health(WIKI)).isPresent();
        assertThat(looked).containsExactly("user ada");
    }

    @Test
    void asksNoLaneWhereTheAccountIsToBeLeftAlone() {
        here.has("people", "ada", ENDED, ACCOUNT);

        alarm().ring(ADA);

        assertThat(lanes.health(WIKI)).isEmpty();
        assertThat(looked).containsExactly("user ada");
    }

    /** It may be lost, and gone, before anything says that the account has what it gives. */
    @Test
    void givesNothingOfARoleThatBeginsBeforeItIsRecorded() {
        here.hasApp("wiki");
        here.hasRole("reader", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: readers}]}]}");
        here.has("people", "ada", "{userName: ada, externalId: \"1\", roles: [{name: reader}]}", ACCOUNT);

        alarm().ring(ADA);

        assertThat(lanes.health(WIKI)).isEmpty();
        assertThat(looked).containsExactly("user ada");
    }

    @Test
    void givesNothingInAnAppThatComesAfterAnotherOne() {
        here.hasApp("wiki");
        here.hasApp("directory", "priority: -10");
        here.hasRole("reader", "{grants: [{app: {name: wiki}}, {app: {name: directory}}]}");
        here.has("ada", "{userName: ada, externalId: \"1\", roles: [{name: reader}]}");

        alarm().ring(ADA);

        assertThat(lanes.health(new AppId("people", "directory"))).isPresent();
        assertThat(lanes.health(WIKI)).isEmpty();
    }

    @Test
    void asksNobodyForSomebodyWhoIsNotThereAnyMore() {
        alarm().ring(ADA);

        assertThat(lanes.health(WIKI)).isEmpty();
        assertThat(looked).isEmpty();
    }

    @Test
    void letsARetainedAccountBeLookedAt() {
        here.hasRetained(
                "wiki-1",
                "{app: {name: wiki}, tenant: k2v9, id: a9, externalId: \"1\", realm: people, userName: ada, reason: UserDeleted}",
                "{}");

        alarm().ring(new Key.OfRetained("people", "wiki-1"));
        alarm().ring(new Key.OfRetained("people", "wiki-2"));

        assertThat(looked).containsExactly("account wiki-1");
    }

    @Test
    void doesNothingAboutAnOrphan() {
        alarm().ring(new Key.OfOrphan(WIKI, new RemoteId("7")));

        assertThat(looked).isEmpty();
        assertThat(lanes.health(WIKI)).isEmpty();
    }

    private Alarm alarm() {
        var world = Wiring.world(here.caches, here.accesses(), CLOCK);
        return new Alarm(here.caches, world, mailbox, lanes, CLOCK);
    }
}
