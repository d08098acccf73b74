package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupIdsTest {
    private static final Entitlement STAFF = group("staff");
    private static final RemoteId OLD = new RemoteId("g");
    private static final RemoteId NEW = new RemoteId("h");

    private final GroupIds ids = new GroupIds(Clock.fixed(Client.NOW, ZoneOffset.UTC));

    private static Entitlement group(String name) {
        return new Entitlement("group", name);
    }

    private static Change.Member member(String account) {
        return new Change.Member(new ChangeId(Client.APP, new Identity("people", account), 1), new RemoteId(account));
    }

    @Test
    void keepTheThousandThatWereUsedLast() {
        for (var number = 0; number < GroupIds.MOST; number++) {
            ids.isFound(group("group-" + number), new RemoteId("g-" + number), ids.begins());
        }
        assertThat(ids.of(group("group-0"))).isPresent();

        ids.isFound(STAFF, OLD, ids.begins());

        assertThat(ids.of(STAFF)).isPresent();
        assertThat(ids.of(group("group-0"))).isPresent();
        assertThat(ids.of(group("group-1"))).isEmpty();
    }

    @Test
    void believeTheLaterOfTwoLooks() {
        var earlier = ids.begins();
        ids.isFound(STAFF, NEW, ids.begins());

        ids.isFound(STAFF, OLD, earlier);
        ids.isStillCalledSo(STAFF, OLD, earlier);

        assertThat(ids.seenLately(STAFF)).contains(NEW);
    }

    @Test
    void doubtWhatAnEarlierLookShowed() {
        ids.isFound(STAFF, OLD, ids.begins());

        ids.isDoubtful(STAFF);

        assertThat(ids.seenLately(STAFF)).isEmpty();
        assertThat(ids.of(STAFF)).isEmpty();
    }

    /** A look that began before somebody was let in does not show into what. */
    @Test
    void knowWhoStraysUntilALookThatBeganLater() {
        ids.isFound(STAFF, OLD, ids.begins());
        ids.letsIn(STAFF, OLD, List.of(member("ada")));
        var before = ids.begins();
        ids.letsIn(STAFF, OLD, List.of(member("grace")));
        ids.isStillCalledSo(STAFF, OLD, before);

        ids.isFound(STAFF, NEW, ids.begins());

        assertThat(ids.strays()).containsExactly(new GroupIds.Strays(STAFF, OLD, List.of(member("grace"))));
        ids.areDealtWith(ids.strays().getFirst());
        assertThat(ids.strays()).isEmpty();
    }

    @Test
    void knowOfNoStraysWhereTheNameWasSeenSince() {
        ids.isFound(STAFF, OLD, ids.begins());
        ids.letsIn(STAFF, OLD, List.of(member("ada")));
        ids.isFound(STAFF, OLD, ids.begins());

        ids.forget(STAFF);

        assertThat(ids.of(STAFF)).isEqualTo(Optional.empty());
        assertThat(ids.strays()).isEmpty();
    }
}
