package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.agreedId;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.thirdparty.ThirdPartyScimServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector against somebody else's server: what it says may be odd, what a read shows afterwards may not. */
class ThirdPartyAppIT {
    private static ThirdPartyScimServer server;
    private Client client;

    @BeforeAll
    static void startServer() {
        server = ThirdPartyScimServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws AppFailure {
        client = Client.preset(server.endpoint(), server.token(), "scim2-server@1");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void joins() throws AppFailure {
        client.session.ping();
        var wanted = desired("j-1", "joiner", "givenName", "Jo", "familyName", "Iner", "email", "jo@x.org");
        var id = agreedId(client.create(wanted));
        var account = read(id);
        assertThat(Delta.between(wanted, account).isEmpty()).isTrue();
        assertThat(account.active()).isTrue();
        assertThat(client.find("j-1", "JOINER").accounts)
                .extracting(Account::id)
                .containsExactly(id);
        assertThat(client.find("none", "no\" or userName pr").accounts).isEmpty();
    }

    @Test
    void isToldWhoIsInTheWay() {
        var id = agreedId(client.create(desired("t-1", "taken")));
        assertThat(client.create(desired("t-2", "taken")))
                .isInstanceOfSatisfying(
                        Outcome.Exists.class,
                        exists -> assertThat(exists.candidates())
                                .extracting(Account::id)
                                .containsExactly(id));
    }

    @Test
    void isToldWhoManagesWhom() throws AppFailure {
        var bob = agreedId(client.create(desired("m-1", "bob")));
        var eve = agreedId(client.create(desired("m-2", "eve")));
        var ada = agreedId(client.create(desired("m-3", "ada-m", "department", "Maths")));

        client.update(ada, delta("manager", bob.value()));
        assertThat(read(ada).attributes().get("manager")).contains(bob.value());
        client.update(ada, delta("manager", eve.value()));
        assertThat(read(ada).attributes().get("manager")).contains(eve.value());
        client.update(ada, delta("manager", ""));
        assertThat(read(ada).attributes().get("manager")).isEmpty();
        assertThat(read(ada).attributes().get("department")).contains("Maths");
    }

    @Test
    void moves() throws AppFailure {
        var id = agreedId(client.create(desired("m-1", "mover", "displayName", "Mo")));
        var wanted = desired("m-1", "mover.married", "givenName", "Mo", "email", "mo@x.org");
        update(id, wanted);
        assertThat(read(id).attributes().values())
                .isEqualTo(Map.of("userName", "mover.married", "givenName", "Mo", "email", "mo@x.org"));
        var again = desired("m-1", "mover.married", "givenName", "Mo", "email", "mo.married@x.org");
        update(id, again);
        assertThat(Delta.between(again, read(id)).isEmpty()).isTrue();
        update(id, desired("m-1", "mover.married"));
        assertThat(read(id).attributes().values()).isEqualTo(Map.of("userName", "mover.married"));
    }

    @Test
    void updatesOnlyTheVersionThatWasRead() throws AppFailure {
        var id = agreedId(client.create(desired("v-1", "versioned")));
        var version = read(id).version();
        assertThat(version).isPresent();
        client.update(id, delta("displayName", "first"));
        assertThat(client.apply(new Change.Update(client.item(), id, delta("displayName", "second"), version)))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE)));
        assertThat(read(id).attributes().get("displayName")).contains("first");
    }

    @Test
    void leavesAndReturns() throws AppFailure {
        var id = agreedId(client.create(desired("l-1", "leaver")));
        client.disable(id);
        assertThat(read(id).active()).isFalse();
        client.enable(id);
        assertThat(read(id).active()).isTrue();
        client.delete(id);
        assertThat(client.read(id).absent).containsExactly(id);
        assertThat(client.delete(id)).isEqualTo(new Outcome.Accepted());
        assertThat(client.disable(id)).isEqualTo(new Outcome.Failed(Failure.of(Kind.GONE, Detail.NONE)));
    }

    @Test
    void entersAndLeavesAGroup() throws AppFailure {
        assertThat(client.failure(new Scope.Members(STAFF)).kind()).isEqualTo(Kind.GONE);
        assertThat(client.define(STAFF)).isNotInstanceOf(Outcome.Failed.class);
        var one = agreedId(client.create(desired("g-1", "one")));
        var two = agreedId(client.create(desired("g-2", "two")));
        client.applyAll(new Change.Members(STAFF, List.of(member(one), member(two)), List.of()));
        assertThat(client.members(STAFF).members).containsExactlyInAnyOrder(one, two);
        client.add(STAFF, one);
        client.remove(STAFF, two);
        client.remove(STAFF, two);
        assertThat(client.members(STAFF).members).containsOnly(one);
        client.remove(STAFF, one);
        assertThat(client.members(STAFF).members).isEmpty();
    }

    @Test
    void listsEveryAccountOnce() throws AppFailure {
        for (var i = 0; i < 120; i++) {
            agreedId(client.create(desired("p-" + i, "page-" + i)));
        }
        var seen = client.see(new Scope.All());
        assertThat(seen.accounts).extracting(Account::id).doesNotHaveDuplicates();
        assertThat(seen.accounts)
                .filteredOn(account -> account.attributes().userName().startsWith("page-"))
                .hasSize(120);
    }

    private void update(RemoteId id, Desired wanted) throws AppFailure {
        var before = read(id);
        var change = new Change.Update(client.item(), id, Delta.between(wanted, before), before.version());
        assertThat(client.apply(change)).isNotInstanceOf(Outcome.Failed.class);
    }

    private Account read(RemoteId id) throws AppFailure {
        var seen = client.read(id);
        assertThat(seen.accounts).hasSize(1);
        return seen.accounts.getFirst();
    }

    private Change.Member member(RemoteId id) {
        return new Change.Member(client.item(), id);
    }

    @Test
    void withoutFiltersAccountsAndGroupsAreFoundAmongAllThereAre() throws Exception {
        try (var server = Announcing.server(true, true, false, 1000);
                var its = Client.open(server.endpoint(), server.token())) {
            var ada = desired("e-1", "ada");
            var id = Client.agreedId(its.create(ada));

            assertThat(its.find("e-1", "ada").accounts).extracting(Account::id).containsExactly(id);
            assertThat(its.find("e-2", "grace").accounts).isEmpty();
            assertThat(its.create(ada))
                    .isInstanceOfSatisfying(
                            Outcome.Exists.class,
                            exists -> assertThat(exists.candidates())
                                    .extracting(Account::id)
                                    .containsExactly(id));
            its.define(Client.STAFF);
            its.add(Client.STAFF, id);
            assertThat(its.members(Client.STAFF).members).containsExactly(id);
            its.disable(id);
            assertThat(its.read(id).accounts).extracting(Account::active).containsExactly(false);
        }
    }
}
