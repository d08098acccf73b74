package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.agreedId;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Wire;
import dev.usher.connector.contract.Seen;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedAccountsTest {
    private ScimSimulator app;
    private Client client;

    @BeforeEach
    void start() throws AppFailure {
        app = ScimSimulator.start();
        client = Client.open(app.endpoint(), app.token());
        app.reset();
    }

    @AfterEach
    void stop() {
        client.close();
        app.close();
    }

    @Test
    void createsADisabledAccountWhereOneIsDesired() {
        var enabled = desired("e-1", "ada", "displayName", "Ada L.");
        var outcome =
                client.create(new Desired(enabled.identity(), enabled.attributes(), enabled.entitlements(), false));

        var user = app.user("ada").orElseThrow();
        assertThat(user.path("active")).isEqualTo(BooleanNode.FALSE);
        assertThat(user.path("displayName").asText()).isEqualTo("Ada L.");
        assertThat(app.requestCount()).isEqualTo(1);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> assertThat(agreed.read())
                                .hasValueSatisfying(
                                        account -> assertThat(account.active()).isFalse()));
    }

    @Test
    void enablesADisabledAccountByOneUpdate() {
        var enabled = desired("e-1", "ada");
        var id = agreedId(
                client.create(new Desired(enabled.identity(), enabled.attributes(), enabled.entitlements(), false)));

        var outcome = client.update(id, new Delta(new TreeMap<>(), Optional.empty(), true));

        assertThat(agreedId(outcome)).isEqualTo(id);
        assertThat(app.user("ada").orElseThrow().path("active")).isEqualTo(BooleanNode.TRUE);
        assertThat(app.requestCount()).isEqualTo(2);
    }

    @Test
    void createsAnEnabledAccountWithAllItsAttributes() {
        var outcome = client.create(desired(
                "e-1",
                "ada",
                "displayName",
                "Ada L.",
                "givenName",
                "Ada",
                "familyName",
                "Lovelace",
                "email",
                "a@x.org"));
        var user = app.user("ada").orElseThrow();
        assertThat(user.path("externalId").asText()).isEqualTo("e-1");
        assertThat(user.path("active").asBoolean()).isTrue();
        assertThat(user.path("displayName").asText()).isEqualTo("Ada L.");
        assertThat(user.path("name").path("givenName").asText()).isEqualTo("Ada");
        assertThat(user.path("name").path("familyName").asText()).isEqualTo("Lovelace");
        assertThat(user.path("emails").path(0).path("type").asText()).isEqualTo("work");
        assertThat(user.path("emails").path(0).path("value").asText()).isEqualTo("a@x.org");
        assertThat(app.requestCount()).isEqualTo(1);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> assertThat(agreed.read()).hasValueSatisfying(account -> {
                            assertThat(account.id().value())
                                    .isEqualTo(user.path("id").asText());
                            assertThat(account.externalId()).contains("e-1");
                            assertThat(account.active()).isTrue();
                            assertThat(account.version()).isPresent();
                            assertThat(account.attributes().values())
                                    .isEqualTo(Map.of(
                                            "userName", "ada",
                                            "displayName", "Ada L.",
                                            "givenName", "Ada",
                                            "familyName", "Lovelace",
                                            "email", "a@x.org"));
                        }));
    }

    @Test
    void agreesWithItsOwnReadAfterEveryUpdate() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada", "givenName", "Ada", "email", "a@x.org")));
        var wanted = desired("e-2", "ada.l", "familyName", "Lovelace", "email", "l@x.org", "displayName", "AL");
        var outcome = client.update(id, Delta.between(wanted, only(client.read(id))));
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        assertThat(Delta.between(wanted, only(client.read(id))).isEmpty()).isTrue();
        assertThat(app.writes()).isEqualTo(2);
    }

    @Test
    void enablesInTheSamePatchThatChangesAttributes() {
        var id = agreedId(client.create(desired("e-1", "ada")));
        app.edit("ada", "active", BooleanNode.FALSE);
        var delta = new Delta(new TreeMap<>(Map.of("displayName", Optional.of("Ada"))), Optional.empty(), true);
        assertThat(client.update(id, delta))
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> assertThat(agreed.read()).hasValueSatisfying(account -> {
                            assertThat(account.active()).isTrue();
                            assertThat(account.attributes().get("displayName")).contains("Ada");
                        }));
        assertThat(app.writes()).isEqualTo(2);
    }

    @Test
    void addsAWorkEmailToAnAccountThatHasNone() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));
        assertThat(client.update(id, delta("email", "a@x.org", "displayName", "Ada")))
                .isInstanceOf(Outcome.Agreed.class);
        assertThat(only(client.read(id)).attributes().values())
                .isEqualTo(Map.of("userName", "ada", "email", "a@x.org", "displayName", "Ada"));
    }

    @Test
    void clearsAnEmailAndLeavesThoseThatAreNotForWork() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada", "email", "a@x.org")));
        var emails = JsonNodeFactory.instance.arrayNode();
        emails.addObject().put("type", "work").put("value", "a@x.org");
        emails.addObject().put("type", "home").put("value", "home@x.org");
        app.edit("ada", "emails", emails);
        assertThat(client.update(id, delta("email", ""))).isInstanceOf(Outcome.Agreed.class);
        assertThat(only(client.read(id)).attributes().get("email")).contains("home@x.org");
        assertThat(client.update(id, delta("email", ""))).isEqualTo(new Outcome.Accepted());
        assertThat(app.user("ada").orElseThrow().path("emails")).hasSize(1);
    }

    @Test
    void readsTheWorkEmailBeforeThePrimaryOneAndThatBeforeTheFirst() throws AppFailure {
        var user = JsonNodeFactory.instance.objectNode().put("userName", "ada");
        var emails = user.putArray("emails");
        emails.addObject().put("value", "first@x.org").put("type", "other");
        emails.addObject().put("value", "primary@x.org").put("type", "home").put("primary", true);
        emails.addObject().put("value", "work@x.org").put("type", "work");
        var id = new RemoteId(app.addUser(user));
        assertThat(only(client.read(id)).attributes().get("email")).contains("work@x.org");
        emails.remove(2);
        app.edit("ada", "emails", emails);
        assertThat(only(client.read(id)).attributes().get("email")).contains("primary@x.org");
        emails.remove(1);
        app.edit("ada", "emails", emails);
        assertThat(only(client.read(id)).attributes().get("email")).contains("first@x.org");
    }

    @Test
    void disablesAndEnables() {
        var id = agreedId(client.create(desired("e-1", "ada")));
        client.disable(id);
        assertThat(app.user("ada").orElseThrow().path("active").asBoolean(true)).isFalse();
        assertThat(client.enable(id))
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> assertThat(agreed.read().map(Account::active)).contains(true));
        assertThat(app.user("ada").orElseThrow().path("active").asBoolean()).isTrue();
        assertThat(client.wire.ops).endsWith(Op.CREATE, Op.DISABLE, Op.UPDATE);
    }

    @Test
    void deletesAndDeletesAgain() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));
        assertThat(client.delete(id)).isEqualTo(new Outcome.Accepted());
        assertThat(client.delete(id)).isEqualTo(new Outcome.Accepted());
        assertThat(client.read(id).absent).containsExactly(id);
    }

    @Test
    void saysThatAnIdIsAbsentAndShowsTheOthers() throws AppFailure {
        var id = new RemoteId(app.addUser("ada"));
        var unknown = new RemoteId("no-such-id");
        var seen = client.see(new Scope.Accounts(Set.of(id, unknown)));
        assertThat(seen.absent).containsExactly(unknown);
        assertThat(only(seen).id()).isEqualTo(id);
        assertThat(app.requestCount()).isEqualTo(2);
    }

    @Test
    void findsByExternalIdAndByUserNameInAnyCaseWithTwoRequests() throws AppFailure {
        var byKey = app.addUser(
                JsonNodeFactory.instance.objectNode().put("userName", "ada").put("externalId", "e-1"));
        var byName = app.addUser("Grace");
        assertThat(client.find("e-1", "gRACE").accounts)
                .extracting(account -> account.id().value())
                .containsExactly(byKey, byName);
        assertThat(app.requestCount()).isEqualTo(2);
        assertThat(client.find("e-1", "ADA").accounts).hasSize(1);
        assertThat(client.find("e-2", "alan").accounts).isEmpty();
    }

    @Test
    void letsNoUserNameChangeTheQuestion() throws AppFailure {
        var names = new String[] {"a\" or userName pr", "a\\", "a\\\" or externalId pr", "a&count=0", "ü%20+x"};
        app.addUser("innocent");
        for (var name : names) {
            assertThat(client.find("none", name).accounts).as(name).isEmpty();
            var id = app.addUser(name);
            assertThat(client.find("none", name).accounts)
                    .as(name)
                    .extracting(account -> account.id().value())
                    .containsExactly(id);
        }
    }

    @Test
    void updatesOnlyTheVersionThatWasRead() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));
        var version = only(client.read(id)).version();
        app.edit("ada", "title", TextNode.valueOf("Countess"));
        var change = new Change.Update(client.item(), id, delta("displayName", "Ada"), version);
        assertThat(client.apply(change)).isEqualTo(new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE)));
        var again = only(client.read(id)).version();
        assertThat(client.apply(new Change.Update(client.item(), id, delta("displayName", "Ada"), again)))
                .isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void showsWhoIsInTheWayOfACreation() {
        var id = app.addUser(
                JsonNodeFactory.instance.objectNode().put("userName", "ADA").put("externalId", "other"));
        assertThat(client.create(desired("e-1", "ada")))
                .isInstanceOfSatisfying(
                        Outcome.Exists.class,
                        exists -> assertThat(exists.candidates())
                                .extracting(account -> account.id().value())
                                .containsExactly(id));
        assertThat(client.wire.ops).endsWith(Op.CREATE, Op.LOOK_UP, Op.LOOK_UP);
    }

    @Test
    void endsAsOneAccountIfACreationIsAppliedTwice() {
        client.create(desired("e-1", "ada"));
        assertThat(client.create(desired("e-1", "ada"))).isInstanceOf(Outcome.Exists.class);
        assertThat(app.users()).hasSize(1);
    }

    @Test
    void reportsARenameToATakenNameAsTaken() {
        app.addUser("grace");
        var id = agreedId(client.create(desired("e-1", "ada")));
        assertThat(client.update(id, delta("userName", "grace"))).isInstanceOf(Outcome.Exists.class);
        assertThat(app.user("ada")).isPresent();
    }

    @Test
    void findsTheAccountWhoseAnswerWasLostAfterTheCommit() throws AppFailure {
        app.dropAnswerAfterCommit("POST", "/Users", 1);
        assertThat(client.create(desired("e-1", "ada")))
                .isEqualTo(new Outcome.Ambiguous(Failure.of(Kind.UNREACHABLE, Detail.BROKEN_OFF), Client.OPEN_UNTIL));
        assertThat(only(client.find("e-1", "ada")).externalId()).contains("e-1");
        assertThat(app.users()).hasSize(1);
    }

    @Test
    void findsTheAccountThatAFailingServerHadCommitted() throws AppFailure {
        app.on(Match.of("POST", "/Users"), 1).failAfterCommit(500);
        assertThat(client.create(desired("e-1", "ada")))
                .isEqualTo(
                        new Outcome.Ambiguous(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "500"), Client.OPEN_UNTIL));
        assertThat(client.find("e-1", "ada").accounts).hasSize(1);
    }

    @Test
    void leavesAWriteOpenWhoseTimeIsUp() throws InterruptedException {
        client.wire.timeLimit = Duration.ofMillis(300);
        var gate = app.on(Match.of("POST", "/Users"), 1).holdBeforeCommit();
        assertThat(client.create(desired("e-1", "ada")))
                .isEqualTo(new Outcome.Ambiguous(
                        Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT), Client.NOW.plusMillis(600)));
        assertThat(gate.awaitArrival(Duration.ofSeconds(30))).isTrue();
        gate.release();
    }

    @Test
    void isCertainThatNothingHappenedWhereTheAppIsDown() {
        app.down();
        // Finds the kept connection cut, of which it cannot be told whether it took the request.
        assertThat(Client.failure(client.session::ping).kind()).isEqualTo(Kind.UNREACHABLE);
        var failure = Failure.of(Kind.UNREACHABLE, Detail.NO_CONNECTION);
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Failed(failure));
        assertThat(client.failure(new Scope.All())).isEqualTo(failure);
        assertThat(Client.failure(client.session::ping)).isEqualTo(failure);
        app.up();
        assertThat(client.create(desired("e-1", "ada"))).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void passesOnHowLongItIsToBeLeftAlone() {
        app.retryAfter(7, 1);
        assertThat(client.create(desired("e-1", "ada")))
                .isEqualTo(new Outcome.Failed(
                        Failure.of(Kind.THROTTLED, Detail.NONE).after(Duration.ofSeconds(7))));
        assertThat(client.wire.hints).containsExactly(new Wire.RateHint.Refused(Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void tellsCredentialsThatAreRejected() {
        app.requireToken("another");
        var failure = Failure.of(Kind.UNAUTHORIZED, Detail.NONE);
        assertThat(Client.failure(client.session::ping)).isEqualTo(failure);
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Failed(failure));
    }

    @Test
    void namesTheAttributesOfAValueThatIsRefused() {
        assertThat(client.create(desired("e-1", "", "displayName", "Nameless")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, "displayName, userName")));
    }

    @Test
    void tellsAnUpdateOfAnAccountThatIsGone() {
        var gone = new Outcome.Failed(Failure.of(Kind.GONE, Detail.NONE));
        assertThat(client.update(new RemoteId("none"), delta("displayName", "x")))
                .isEqualTo(gone);
        assertThat(client.disable(new RemoteId("none"))).isEqualTo(gone);
    }

    @Test
    void listsAThousandAccountsPageByPage() throws AppFailure {
        try (var large = ScimSimulator.builder().pageCap(150).start()) {
            for (var i = 0; i < 1000; i++) {
                large.addUser("user-" + i);
            }
            try (var reader = Client.open(large.endpoint(), large.token())) {
                large.reset();
                var seen = new Seen();
                var completeness = reader.session.observe(new Scope.All(), seen);
                assertThat(seen.accounts).extracting(Account::id).hasSize(1000).doesNotHaveDuplicates();
                assertThat(completeness.announced()).isEqualTo(OptionalLong.of(1000));
                assertThat(completeness.stable()).isFalse();
                assertThat(large.requests())
                        .hasSize(7)
                        .extracting(LoggedRequest::method)
                        .containsOnly("GET");
            }
        }
    }

    @Test
    void isSureOfAListThatFitsOnOnePage() throws AppFailure {
        app.addUser("ada");
        var completeness = client.completeness(new Scope.All());
        assertThat(completeness.stable()).isTrue();
        assertThat(completeness.announced()).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void sendsNothingForWhatItCannotSay() {
        var id = new RemoteId("1");
        assertThat(client.apply(new Change.EndSessions(client.item(), id, "ada", "e-1")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE)));
        assertThat(client.failure(new Scope.Since(new Scope.Cookie("x"))))
                .isEqualTo(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
        assertThat(client.create(desired("e-1", "ada", "shoeSize", "7")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, "shoeSize")));
        assertThat(client.update(id, delta("shoeSize", "")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, "shoeSize")));
        assertThat(client.update(id, delta())).isEqualTo(new Outcome.Accepted());
        assertThat(app.requestCount()).isZero();
    }

    private static Account only(Seen seen) {
        assertThat(seen.accounts).hasSize(1);
        return seen.accounts.getFirst();
    }
}
