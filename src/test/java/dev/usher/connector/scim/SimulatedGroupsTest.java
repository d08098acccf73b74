package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedGroupsTest {
    private static final Outcome PROVED = new Outcome.Agreed(Optional.empty());
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    private static final Failure GONE = Failure.of(Kind.GONE, Detail.ENTITLEMENT, "group staff");

    private ScimSimulator app;
    private Client client;
    private RemoteId ada;
    private RemoteId grace;

    @BeforeEach
    void start() throws AppFailure {
        app = ScimSimulator.start();
        client = Client.open(app.endpoint(), app.token());
        ada = new RemoteId(app.addUser("ada"));
        grace = new RemoteId(app.addUser("grace"));
        app.reset();
    }

    @AfterEach
    void stop() {
        client.close();
        app.close();
    }

    @Test
    void addsAndRemovesAMemberWithOneLookUpAndAPatchEach() throws AppFailure {
        app.addGroup("staff");
        app.addMember("staff", "grace");
        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);
        assertThat(app.members("staff")).containsExactly("grace", "ada");
        assertThat(app.requestCount()).isEqualTo(2);
        assertThat(client.remove(STAFF, grace)).isEqualTo(ACCEPTED);
        assertThat(app.members("staff")).containsExactly("ada");
        assertThat(client.wire.ops).endsWith(Op.LOOK_UP, Op.MEMBERS, Op.MEMBERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance@example.com", "Drive: Finance / \"Closing\" 100 %", "licence:e5+"})
    void letsPeopleIntoMailingListsAndSharedResourcesByWhateverTheAppCallsThem(String name) throws AppFailure {
        var list = new Entitlement("group", name);
        app.addGroup(name);
        assertThat(client.add(list, ada)).isEqualTo(ACCEPTED);
        assertThat(client.members(list).members).containsExactly(ada);
        assertThat(client.remove(list, ada)).isEqualTo(ACCEPTED);
        assertThat(app.members(name)).isEmpty();
    }

    @Test
    void speaksTheOneDialect() {
        app.addGroup("staff");
        client.add(STAFF, ada);
        assertThat(app.requests().getLast().body())
                .contains("{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + ada + "\"}]}");
        client.remove(STAFF, ada);
        assertThat(app.requests().getLast().body())
                .contains("{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + ada + "\\\"]\"}");
    }

    @Test
    void showsTheGroupsThatAnAccountIsInItselfWithoutAFurtherRequest() throws AppFailure {
        var staff = app.addGroup("staff");
        app.addGroup("everybody");
        app.addMember("staff", "ada");
        client.add(new Entitlement("group", "everybody"), new RemoteId(staff));
        app.reset();

        assertThat(client.read(ada).accounts)
                .extracting(Account::entitlements)
                .containsExactly(Optional.of(Set.of(STAFF)));
        assertThat(client.find("none", "ada").accounts)
                .extracting(Account::entitlements)
                .containsExactly(Optional.of(Set.of(STAFF)));
        assertThat(client.read(grace).accounts)
                .extracting(Account::entitlements)
                .containsExactly(Optional.of(Set.of()));
        assertThat(app.requestCount()).isEqualTo(4);
    }

    @Test
    void asksToReadAGroupWhoseLastMemberWasRemoved() throws AppFailure {
        app.addGroup("staff");
        app.addMember("staff", "ada");
        assertThat(client.remove(STAFF, ada)).isEqualTo(ACCEPTED);
        assertThat(client.members(STAFF).members).isEmpty();
    }

    @Test
    void endsAsOnceIfAMembershipIsAppliedTwice() {
        app.addGroup("staff");
        client.add(STAFF, ada);
        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);
        assertThat(app.members("staff")).containsExactly("ada");
        client.remove(STAFF, ada);
        assertThat(client.remove(STAFF, ada)).isEqualTo(PROVED);
        assertThat(app.members("staff")).isEmpty();
    }

    @Test
    void sendsManyMembersInOneRequestAndReportsEachOnce() {
        app.addGroup("staff");
        app.addMember("staff", "grace");
        var add = new ArrayList<Change.Member>();
        for (var i = 0; i < 40; i++) {
            add.add(member(new RemoteId(app.addUser("user-" + i))));
        }
        var outcomes = client.applyAll(new Change.Members(STAFF, add, List.of(member(grace))));
        assertThat(outcomes)
                .hasSize(41)
                .allSatisfy((item, outcome) -> assertThat(outcome).isEqualTo(ACCEPTED));
        assertThat(app.members("staff")).hasSize(40).doesNotContain("grace");
        assertThat(app.requestCount()).isEqualTo(2);
    }

    @Test
    void removesTheOthersIfOneIsNoMemberAnyMore() {
        app.addGroup("staff");
        app.addMember("staff", "ada");
        var absent = member(grace);
        var present = member(ada);
        var outcomes = client.applyAll(new Change.Members(STAFF, List.of(), List.of(absent, present)));
        assertThat(outcomes).containsEntry(absent.id(), PROVED).containsEntry(present.id(), ACCEPTED);
        assertThat(app.members("staff")).isEmpty();
    }

    @Test
    void refusesAMemberThatTheAppDoesNotKnow() {
        app.addGroup("staff");
        assertThat(client.add(STAFF, new RemoteId("nobody")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ENTITLEMENT, "group staff")));
        assertThat(app.members("staff")).isEmpty();
    }

    @Test
    void showsTheEntitlementAndItsMembersButNoGroupsInIt() throws AppFailure {
        app.addGroup("staff");
        app.addMember("staff", "ada");
        var seen = client.members(STAFF);
        assertThat(seen.entitlements).containsExactly(STAFF);
        assertThat(seen.members).containsExactly(ada);
        assertThat(client.wire.ops).endsWith(Op.LOOK_UP, Op.READ);
    }

    @Test
    void saysWhichGroupIsMissing() {
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(GONE);
        assertThat(client.add(STAFF, ada)).isEqualTo(new Outcome.Failed(GONE));
        assertThat(app.writes()).isZero();
    }

    @Test
    void saysThatAGroupIsMissingThatWentAwayMeanwhile() {
        app.addGroup("staff");
        app.on(Match.of("PATCH", "/Groups/*"), 1).fail(404);
        assertThat(client.add(STAFF, ada)).isEqualTo(new Outcome.Failed(GONE));
        app.on(Match.of("GET", "/Groups/*"), 2).fail(404);
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(GONE);
    }

    @Test
    void takesTheGroupOfExactlyThisNameBeforeOneThatDiffersInCase() throws AppFailure {
        app.addGroup("Staff");
        client.add(STAFF, ada);
        assertThat(app.members("Staff")).containsExactly("ada");
        assertThat(client.define(new Entitlement("group", "STAFF"))).isEqualTo(PROVED);
        assertThat(app.groups()).hasSize(1);
    }

    @Test
    void guessesNotWhichOfTwoGroupsIsMeant() {
        app.addGroup("staff");
        app.addGroup("staff");
        var many = Failure.of(Kind.MANY, Detail.ENTITLEMENT, "group staff");
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(many);
        assertThat(client.add(STAFF, ada)).isEqualTo(new Outcome.Failed(many));
        assertThat(client.define(STAFF)).isEqualTo(new Outcome.Failed(many));
    }

    @Test
    void definesAGroupOnce() throws AppFailure {
        assertThat(client.define(STAFF)).isEqualTo(PROVED);
        assertThat(client.define(STAFF)).isEqualTo(PROVED);
        assertThat(app.groups()).hasSize(1);
        assertThat(app.writes()).isEqualTo(1);
        assertThat(client.members(STAFF).members).isEmpty();
    }

    @Test
    void letsNoGroupNameChangeTheQuestion() {
        app.addGroup("innocent");
        var tricky = new Entitlement("group", "x\" or displayName pr");
        assertThat(client.failure(new Scope.Members(tricky)).kind()).isEqualTo(Kind.GONE);
        assertThat(client.define(tricky)).isEqualTo(PROVED);
        assertThat(client.add(tricky, ada)).isEqualTo(ACCEPTED);
        assertThat(app.members(tricky.value())).containsExactly("ada");
    }

    @Test
    void knowsNoEntitlementsButGroups() {
        var seat = new Entitlement("licence", "gold");
        var failure = Failure.of(Kind.UNSUPPORTED, Detail.ENTITLEMENT, "licence gold");
        assertThat(client.failure(new Scope.Members(seat))).isEqualTo(failure);
        assertThat(client.add(seat, ada)).isEqualTo(new Outcome.Failed(failure));
        assertThat(client.define(seat)).isEqualTo(new Outcome.Failed(failure));
        assertThat(app.requestCount()).isZero();
    }

    @Test
    void leavesAMembershipOpenWhoseAnswerWasLost() throws AppFailure {
        app.addGroup("staff");
        app.dropAnswerAfterCommit("PATCH", "/Groups/*", 1);
        assertThat(client.add(STAFF, ada)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(client.members(STAFF).members).containsExactly(ada);
    }

    @Test
    void asksToReadWhatAnAppPretendsToHaveDone() throws AppFailure {
        app.addGroup("staff");
        app.on(Match.of("PATCH", "/Groups/*"), 1).pretend();
        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);
        assertThat(client.members(STAFF).members).isEmpty();
    }

    /** More than an answer about one account may have. */
    @Test
    void readsAndChangesAGroupOfFiftyThousand() throws AppFailure {
        app.addGroup("staff");
        var everybody = new HashSet<RemoteId>();
        var round = new ArrayList<Change.Member>();
        for (var i = 0; i < 50_000; i++) {
            var id = new RemoteId(app.addUser("user-" + i));
            everybody.add(id);
            round.add(member(id));
            if (round.size() == 10_000) {
                client.applyAll(new Change.Members(STAFF, round, List.of()));
                round.clear();
            }
        }

        var members = client.members(STAFF).members;
        assertThat(members).hasSize(50_000);
        assertThat(new HashSet<>(members)).isEqualTo(everybody);

        client.remove(STAFF, members.getFirst());
        assertThat(client.remove(STAFF, members.getFirst()))
                .as("proved by a read of all the others")
                .isEqualTo(PROVED);
        assertThat(client.members(STAFF).members).hasSize(49_999);
    }

    private Change.Member member(RemoteId id) {
        return new Change.Member(client.item(), id);
    }
}
