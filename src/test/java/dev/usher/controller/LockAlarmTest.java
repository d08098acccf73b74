package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.domain.account.AppId;
import dev.usher.sync.Lanes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LockAlarmTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final AppId CHAT = new AppId("people", "chat");
    private static final String LOCK = "{externalId: \"1815\", reason: r, requestedBy: grace}";
    private static final String RELEASED =
            "{externalId: \"1815\", reason: r, requestedBy: grace, released: {reason: closed}}";
    private static final String ACCOUNT =
            "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: a1, tenant: k2v9}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), CLOCK);
    private final Mailbox mailbox = new Mailbox(here.caches);
    private final Lanes lanes = Wiring.lanes(CLOCK);
    private final List<String> looked = new ArrayList<>();
    private final LockAlarm alarm =
            new LockAlarm(world.locks(), here.caches, new Alarm(here.caches, world, mailbox, lanes, CLOCK), CLOCK);

    @BeforeEach
    void adaHasAnAccount() {
        world.locks().use(here.locks);
        mailbox.users()
                .setEventHandler(
                        event -> looked.add(event.getRelatedCustomResourceID().getName()));
        mailbox.users().start();
        mailbox.retained()
                .setEventHandler(
                        event -> looked.add(event.getRelatedCustomResourceID().getName()));
        mailbox.retained().start();
        here.hasApp("wiki");
        here.has("people", "ada", "{userName: ada, externalId: \"1815\"}", ACCOUNT);
        here.has("grace", "{userName: grace}");
    }

    private void isFilled() {
        here.caches.filled();
    }

    private AccessLock lock(String spec) {
        return here.hasLock("case-7", spec);
    }

    @Test
    void asksTheLanesOfWhomTheLockMeansAndOfNobodyElse() {
        isFilled();

        alarm.onResourceCreated(lock(LOCK));

        assertThat(lanes.health(WIKI)).isPresent();
        assertThat(looked).containsExactly("ada");
    }

    @Test
    void asksAlsoWhereAnAccountMayBeInTheMaking() {
        isFilled();
        here.hasApp("chat");

        alarm.onResourceCreated(lock(LOCK));

        assertThat(lanes.health(CHAT)).isPresent();
    }

    @Test
    void asksTheLaneOfAnAccountWithoutAUser() {
        isFilled();
        here.hasApp("chat", "deprovisioning: {onDeparture: Keep}");
        here.hasRetained(
                "chat-1",
                "{app: {name: chat}, tenant: k2v9, id: a9, externalId: \"1912\", realm: people, user: bob, reason: UserDeleted}",
                "{state: Kept}");

        alarm.onResourceCreated(here.hasLock("case-8", "{externalId: \"1912\", reason: r, requestedBy: grace}"));

        assertThat(lanes.health(CHAT)).isPresent();
        assertThat(looked).containsExactly("chat-1");
    }

    @Test
    void waitsForEveryCacheAndAsksThenForWhatHolds() {
        alarm.onResourceCreated(lock(LOCK));
        assertThat(looked).isEmpty();

        isFilled();
        alarm.ringAll();

        assertThat(looked).containsExactly("ada");
    }

    @Test
    void asksAtAStartNobodyWhoseLockIsOver() {
        lock(RELEASED);
        here.hasLock(
                "case-8", "{externalId: \"1815\", until: \"2026-09-15T12:00:00Z\", reason: r, requestedBy: grace}");
        isFilled();

        alarm.ringAll();

        assertThat(looked).isEmpty();
    }

    @Test
    void letsWhomItShutOutBeLookedAtWhenItIsEditedOrGone() {
        isFilled();
        var before = lock(LOCK);
        var released = lock(RELEASED);
        released.getMetadata().setGeneration(2L);

        alarm.onResourceUpdated(released, before);
        alarm.onResourceDeleted(released);

        assertThat(looked).containsExactly("ada", "ada");
    }

    /** The reconciler's own writing comes back as an event. */
    @Test
    void isNotWokenByAStatus() {
        isFilled();
        var lock = lock(LOCK);

        alarm.onResourceUpdated(lock, lock);

        assertThat(looked).isEmpty();
    }
}
