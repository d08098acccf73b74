package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Groups;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group that was found by its name, and what may become of it since. */
class RememberedGroupsTest {
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
        app.addGroup("staff");
        asked();
    }

    @AfterEach
    void stop() {
        client.close();
        app.close();
    }

    /** What the app was asked since. */
    private List<Op> asked() {
        var ops = List.copyOf(client.wire.ops);
        client.wire.ops.clear();
        return ops;
    }

    private void isRemembered() throws AppFailure {
        client.members(STAFF);
        asked();
    }

    /** Another group gets the name after it was seen, and before somebody is let in. */
    private void isRenamedAndReplaced() throws AppFailure {
        isRemembered();
        app.renameGroup("staff", "employees");
        app.addGroup("staff");
    }

    @Test
    void isChangedAndReadWithTwoRequests() throws AppFailure {
        isRemembered();

        client.add(STAFF, ada);
        assertThat(client.members(STAFF).members).containsExactly(ada);
        client.add(STAFF, grace);
        assertThat(client.members(STAFF).members).containsExactly(ada, grace);

        assertThat(asked()).containsExactly(Op.MEMBERS, Op.READ, Op.MEMBERS, Op.READ);
    }

    @Test
    void isLookedUpBeforeAChangeIfItsNameWasNotSeenForAMinute() throws AppFailure {
        isRemembered();
        client.passes(Duration.ofSeconds(59));
        client.add(STAFF, ada);
        assertThat(asked()).containsExactly(Op.MEMBERS);

        client.passes(Duration.ofSeconds(1));
        client.add(STAFF, grace);
        assertThat(asked()).containsExactly(Op.LOOK_UP, Op.MEMBERS);
    }

    /** It shows its name. */
    @Test
    void isReadByItsIdHoweverLongAgoItWasFound() throws AppFailure {
        isRemembered();
        client.passes(Duration.ofDays(30));

        client.members(STAFF);
        client.add(STAFF, ada);

        assertThat(asked()).containsExactly(Op.READ, Op.MEMBERS);
    }

    @Test
    void isKnownToBeThereWithoutARequestWhereItWasJustSeen() throws AppFailure {
        isRemembered();

        assertThat(client.define(STAFF)).isEqualTo(PROVED);

        assertThat(asked()).isEmpty();
    }

    @Test
    void isForgottenByAnotherSession() throws AppFailure {
        isRemembered();
        try (var other = Client.open(app.endpoint(), app.token())) {
            other.wire.ops.clear();

            other.add(STAFF, ada);

            assertThat(other.wire.ops).containsExactly(Op.LOOK_UP, Op.MEMBERS);
        }
    }

    /** One of exactly this name may come, and would be meant. */
    @Test
    void isLookedUpEachTimeIfItsNameDiffersInCase() throws AppFailure {
        app.renameGroup("staff", "Staff");
        client.add(STAFF, ada);
        var exact = app.addGroup("staff");

        client.add(STAFF, grace);

        assertThat(app.requests().getLast().path()).endsWith("/Groups/" + exact);
        assertThat(asked()).containsExactly(Op.LOOK_UP, Op.MEMBERS, Op.LOOK_UP, Op.MEMBERS);
    }

    @Test
    void givesWayToItsSuccessorInTheSameCall() throws AppFailure {
        isRemembered();
        app.deleteGroup("staff");
        app.addGroup("staff");

        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);

        assertThat(app.members("staff")).containsExactly("ada");
        assertThat(asked()).containsExactly(Op.MEMBERS, Op.LOOK_UP, Op.MEMBERS);
    }

    @Test
    void isSaidToBeGoneOnceNoneIsCalledSo() throws AppFailure {
        isRemembered();
        app.deleteGroup("staff");

        assertThat(client.add(STAFF, ada)).isEqualTo(new Outcome.Failed(GONE));
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(GONE);
    }

    /** Not every app says 404 of a group that is not there any more. */
    @Test
    void isLookedUpOnceTheAppRefusedARequestByItsId() throws AppFailure {
        isRemembered();
        app.on(Match.of("PATCH", "/Groups/*"), 1).fail(403);
        client.add(STAFF, ada);
        client.add(STAFF, ada);
        assertThat(asked()).containsExactly(Op.MEMBERS, Op.LOOK_UP, Op.MEMBERS);

        app.on(Match.of("GET", "/Groups/*"), 1).fail(403);
        assertThat(client.failure(new Scope.Members(STAFF)).kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(client.members(STAFF).members).containsExactly(ada);
        assertThat(asked()).containsExactly(Op.READ, Op.LOOK_UP, Op.READ);
    }

    @Test
    void isReadUnderItsOwnNameOnly() throws AppFailure {
        app.addMember("staff", "grace");
        isRenamedAndReplaced();
        app.addMember("staff", "ada");

        assertThat(client.members(STAFF).members).containsExactly(ada);
        assertThat(asked()).containsExactly(Op.READ, Op.LOOK_UP, Op.READ);
    }

    @Test
    void isNotTheOneFromWhichSomebodyIsTakenOnceItsNameWasSeenToBeAnother() throws AppFailure {
        app.addMember("staff", "grace");
        isRenamedAndReplaced();
        client.members(STAFF);

        client.remove(STAFF, grace);

        assertThat(app.members("employees")).containsExactly("grace");
    }

    /** The first request goes astray; it is no proof, and the next one mends it. */
    @Test
    void keepsNobodyWhoWasLetInWhileItWasCalledOtherwise() throws AppFailure {
        app.addMember("staff", "grace");
        isRenamedAndReplaced();

        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);
        assertThat(app.members("employees")).containsExactly("grace", "ada");
        assertThat(client.members(STAFF).members).isEmpty();
        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);

        assertThat(app.members("employees")).containsExactly("grace");
        assertThat(app.members("staff")).containsExactly("ada");
        assertThat(client.members(STAFF).members).containsExactly(ada);
    }

    @Test
    void keepsNobodyEvenIfNoneIsCalledSoAnyMore() throws AppFailure {
        isRemembered();
        app.renameGroup("staff", "employees");

        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);
        assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(GONE);
        assertThat(client.add(STAFF, ada)).isEqualTo(new Outcome.Failed(GONE));

        assertThat(app.members("employees")).isEmpty();
    }

    /** Nobody looked since. */
    @Test
    void keepsNobodyWhereALookUpIsTheFirstToShowIt() throws AppFailure {
        isRenamedAndReplaced();
        client.add(STAFF, ada);
        client.passes(Duration.ofMinutes(1));

        client.add(STAFF, grace);

        assertThat(app.members("employees")).isEmpty();
        assertThat(app.members("staff")).containsExactly("grace");
    }

    @Test
    void keepsNobodyWhereSomebodyElseTookOneOfThemOutAlready() throws AppFailure {
        isRenamedAndReplaced();
        client.applyAll(new Change.Members(
                STAFF,
                List.of(new Change.Member(client.item(), ada), new Change.Member(client.item(), grace)),
                List.of()));
        app.removeMember("employees", "ada");
        client.members(STAFF);

        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);

        assertThat(app.members("employees")).isEmpty();
    }

    @Test
    void keepsNobodyWhereOneOnlyGoesWithARequest() throws AppFailure {
        app.plays(new Groups.MaxMembers(1, 400));
        try (var careful = Client.open(app.endpoint(), app.token(), Map.of("members", Map.of("max", 1)))) {
            careful.members(STAFF);
            isRenamedAndReplaced();
            careful.add(STAFF, ada);
            careful.add(STAFF, grace);
            assertThat(app.members("employees")).containsExactly("ada", "grace");
            careful.members(STAFF);

            assertThat(careful.add(STAFF, ada)).isEqualTo(ACCEPTED);

            assertThat(app.members("employees")).isEmpty();
        }
    }

    @Test
    void isAskedUntilItAnswersWhereItKeepsSomebody() throws AppFailure {
        isRenamedAndReplaced();
        client.add(STAFF, ada);
        client.members(STAFF);

        app.on(Match.of("PATCH", "/Groups/*"), 1).fail(503);
        assertThat(client.add(STAFF, ada))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503")));
        assertThat(app.members("staff")).isEmpty();
        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);

        assertThat(app.members("employees")).isEmpty();
        assertThat(app.members("staff")).containsExactly("ada");
    }

    @Test
    void isSaidToHaveChangedWhereItRefusesToLetSomebodyGo() throws AppFailure {
        isRenamedAndReplaced();
        client.add(STAFF, ada);
        client.members(STAFF);

        app.on(Match.of("PATCH", "/Groups/*"), 2).fail(400);
        assertThat(client.add(STAFF, ada))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.DRIFTED, Detail.ENTITLEMENT, "group staff")));
        assertThat(client.add(STAFF, ada)).isEqualTo(ACCEPTED);

        assertThat(app.members("staff")).containsExactly("ada");
    }
}
