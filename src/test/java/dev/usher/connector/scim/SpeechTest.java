package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.delta;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session finds out about an app by changes that were due and that the app refused. */
class SpeechTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final Reply USER = Reply.of(200, "{\"id\": \"7\", \"userName\": \"ada\", \"active\": false}");

    private interface Act {
        void with(Client client) throws AppFailure;
    }

    private static List<String> requests(Function<Call, Reply> answers, Map<String, Object> settings, Act act)
            throws AppFailure {
        try (var app = StubApp.answering(answers);
                var client = Client.open(app.endpoint(), "token", settings)) {
            act.with(client);
            return app.work().stream().map(Call::method).toList();
        }
    }

    private static Function<Call, Reply> refusing(String word, Reply refusal) {
        return call -> call.method().equals("GET") || !call.body().contains(word) ? USER : refusal;
    }

    private static Capability learned(String name, String value) {
        return new Capability(name, value, Origin.learned);
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 501})
    void anAppWithoutPatchIsToldByPutThatSomebodyLeft(int status) throws AppFailure {
        var requests =
                requests(call -> call.method().equals("PATCH") ? Reply.error(status, "") : USER, Map.of(), client -> {
                    assertThat(client.disable(ID)).isInstanceOf(Outcome.Agreed.class);
                    assertThat(client.session.capabilities().all()).contains(learned("users.update", "put"));
                    assertThat(client.disable(ID)).isInstanceOf(Outcome.Agreed.class);
                });

        assertThat(requests).containsExactly("PATCH", "GET", "PUT", "GET", "PUT");
    }

    @Test
    void everybodyWhoWasRefusedAtTheSameTimeIsToldByPut() throws Exception {
        var both = new CyclicBarrier(2);
        try (var app = StubApp.answering(call -> {
                    if (call.method().equals("PATCH")) {
                        meet(both);
                        return Reply.error(405, "");
                    }
                    return USER;
                });
                var client = Client.open(app.endpoint(), "token", Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> client.disable(ID));
            var second = threads.submit(() -> client.disable(ID));

            assertThat(first.get()).isInstanceOf(Outcome.Agreed.class);
            assertThat(second.get()).isInstanceOf(Outcome.Agreed.class);
            assertThat(client.session.capabilities().all()).contains(learned("users.update", "put"));
        }
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatEndedOtherwiseInTheOtherFormTeachesNothing() throws AppFailure {
        var throttled = new AtomicBoolean(true);
        var requests = requests(
                call -> {
                    if (call.body().contains(":false")) {
                        return Reply.error(400, "invalidValue");
                    }
                    return throttled.getAndSet(false) ? Reply.error(429, "") : USER;
                },
                Map.of(),
                client -> {
                    assertThat(client.disable(ID)).isInstanceOf(Outcome.Failed.class);
                    assertThat(client.session.capabilities().value("active.type"))
                            .contains("boolean");
                    assertThat(client.disable(ID)).isInstanceOf(Outcome.Agreed.class);
                });

        assertThat(requests).containsExactly("PATCH", "PATCH", "PATCH", "PATCH");
    }

    @Test
    void anAppThatTakesATextAndDoesNothingTeachesNothing() throws AppFailure {
        var shown = Reply.of(200, "{\"id\": \"7\", \"userName\": \"ada\", \"active\": true}");

        requests(
                call -> call.body().contains(":false") ? Reply.error(400, "invalidValue") : shown, Map.of(), client -> {
                    client.disable(ID);
                    assertThat(client.session.capabilities().value("active.type"))
                            .contains("boolean");
                });
    }

    @Test
    void aDescriptionThatDeniesPatchIsNotBelievedWhereTheAppKnowsNoPut() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{\"patch\": {\"supported\": false}}"));
                var client = Client.open(app.endpoint(), "token", Map.of())) {
            app.answer(call -> call.method().equals("PUT") ? Reply.error(405, "") : USER);

            assertThat(client.disable(ID)).isInstanceOf(Outcome.Agreed.class);
            assertThat(client.session.capabilities().all()).contains(learned("users.update", "patch"));
        }
    }

    @Test
    void aRefusalWithoutAWordIsNoReasonToReplaceAllEmails() throws AppFailure {
        var requests = requests(
                refusing("Operations", Reply.error(400, "")),
                Map.of(),
                client -> client.update(ID, delta("email", "a@x")));

        assertThat(requests).containsExactly("PATCH");
    }

    @Test
    void whatIsMaskedIsNotSentBack() throws AppFailure {
        var masked = Map.<String, Object>of("users", Map.of("update", "put"), "disabled", Map.of("are", "masked"));
        var enabling = new Delta(delta("title", "x").attributes(), Optional.empty(), true);
        var requests = requests(call -> USER, masked, client -> client.update(ID, enabling));

        assertThat(requests).containsExactly("PATCH", "GET", "PUT");
    }

    @Test
    void whoeverIsHiddenIsWokenByPatchSinceThereIsNothingToSendBack() throws AppFailure {
        var hidden = Map.<String, Object>of("users", Map.of("update", "put"), "disabled", Map.of("are", "hidden"));
        var requests = requests(
                call -> call.method().equals("GET") ? Reply.error(404, "") : USER,
                hidden,
                client -> assertThat(client.enable(ID)).isInstanceOf(Outcome.Agreed.class));

        assertThat(requests).containsExactly("PATCH");
    }

    @Test
    void anAppThatKnowsNeitherIsAskedForBothOnce() throws AppFailure {
        var requests = requests(call -> call.method().equals("GET") ? USER : Reply.error(501, ""), Map.of(), client -> {
            for (var i = 0; i < 2; i++) {
                assertThat(client.disable(ID))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.why().kind()).isEqualTo(Kind.UNSUPPORTED));
            }
            assertThat(client.session.capabilities().all())
                    .extracting(Capability::origin)
                    .doesNotContain(Origin.learned);
        });

        assertThat(requests).containsExactly("PATCH", "GET", "PUT", "PATCH");
    }

    @Test
    void nothingIsFoundOutOfWhatSomebodySaid() throws AppFailure {
        var requests = requests(
                call -> Reply.error(501, ""),
                Map.of("users", Map.of("update", "patch")),
                client -> assertThat(client.disable(ID)).isInstanceOf(Outcome.Failed.class));

        assertThat(requests).containsExactly("PATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "patch.valueFilters, false,  invalidPath,   'emails[type'",
        "patch.valueFilters, false,  invalidFilter, 'emails[type'",
        "patch.style,        value,  invalidPath,   '\"path\"'"
    })
    void aChangeIsSentInTheFormThatTheAppTakes(String setting, String value, String type, String refused)
            throws AppFailure {
        var requests = requests(refusing(refused, Reply.error(400, type)), Map.of(), client -> {
            client.update(ID, delta("email", "a@x"));
            assertThat(client.session.capabilities().all()).contains(learned(setting, value));
            client.update(ID, delta("email", "b@x"));
        });

        assertThat(requests.size()).as("each form is refused once").isLessThanOrEqualTo(4);
        assertThat(requests).containsOnly("PATCH");
    }

    @Test
    void anAppThatTakesTextsIsToldInOneThatSomebodyLeft() throws AppFailure {
        var requests = requests(refusing(":false", Reply.error(400, "invalidValue")), Map.of(), client -> {
            assertThat(client.disable(ID)).isInstanceOf(Outcome.Agreed.class);
            assertThat(client.session.capabilities().all()).contains(learned("active.type", "string"));
        });

        assertThat(requests).containsExactly("PATCH", "PATCH");
    }

    @Test
    void whatIsRefusedInEveryFormIsRefusedForSomethingElse() throws AppFailure {
        var answers = refusing("Operations", Reply.error(400, "invalidValue"));
        var requests = requests(answers, Map.of(), client -> {
            for (var i = 0; i < 2; i++) {
                assertThat(client.disable(ID))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.why().kind()).isEqualTo(Kind.REJECTED));
            }
            assertThat(client.session.capabilities().value("active.type")).contains("boolean");
        });

        assertThat(requests).as("tried once, and never again").hasSize(3);
    }

    private static Function<Call, Reply> staff(Function<Call, Reply> writes) {
        return call -> {
            if (!call.method().equals("GET")) {
                return writes.apply(call);
            }
            var group = "{\"id\": \"g\", \"displayName\": \"staff\", \"members\": [{\"value\": \"7\"}]}";
            return call.target().contains("filter=") ? Reply.list(1, group) : Reply.of(200, group);
        };
    }

    private static Kind kind(Outcome outcome) {
        return outcome instanceof Outcome.Failed(var why) ? why.kind() : Kind.INTERNAL;
    }

    @Test
    void aRemovalThatIsRefusedInEveryFormIsTriedInTheOtherOnce() throws AppFailure {
        var requests = requests(staff(call -> Reply.error(400, "invalidPath")), Map.of(), client -> {
            assertThat(kind(client.remove(STAFF, ID))).isEqualTo(Kind.REJECTED);
            assertThat(client.session.capabilities().value("members.remove")).contains("filter");
            assertThat(kind(client.remove(STAFF, ID))).isEqualTo(Kind.REJECTED);
        });

        assertThat(requests).containsExactly("GET", "PATCH", "PATCH", "PATCH");
    }

    @Test
    void anAppThatAnswersToAnotherFormAndDoesNotRemoveDoesNotTeachIt() throws AppFailure {
        var ignoring = staff(call -> call.body().contains("eq") ? Reply.error(400, "invalidPath") : Reply.of(204, ""));
        var requests = requests(ignoring, Map.of(), client -> {
            assertThat(client.remove(STAFF, ID)).isInstanceOf(Outcome.Accepted.class);
            assertThat(client.session.capabilities().value("members.remove")).contains("filter");
            assertThat(kind(client.remove(STAFF, ID))).isEqualTo(Kind.REJECTED);
        });

        assertThat(requests).as("tried once, and read").containsExactly("GET", "PATCH", "PATCH", "GET", "PATCH");
    }

    @Test
    void aRemovalIsSentInNoOtherFormWhereSomebodySaidWhich() throws AppFailure {
        var requests = requests(
                staff(call -> Reply.error(400, "invalidPath")),
                Map.of("members", Map.of("remove", "filter")),
                client -> assertThat(kind(client.remove(STAFF, ID))).isEqualTo(Kind.REJECTED));

        assertThat(requests).containsExactly("GET", "PATCH");
    }

    /** It may be the one who enters whom the app does not want. */
    @Test
    void nothingIsFoundOutOfARemovalBesideSomebodyWhoEnters() throws AppFailure {
        var requests = requests(staff(call -> Reply.error(400, "invalidValue")), Map.of(), client -> {
            client.applyAll(new Change.Members(
                    STAFF,
                    List.of(new Change.Member(client.item(), new RemoteId("8"))),
                    List.of(new Change.Member(client.item(), ID))));
        });

        assertThat(requests).containsExactly("GET", "PATCH");
    }

    @Test
    void groupsThatAreChangedByNoRequestAreAskedForByEachOnce() throws AppFailure {
        var requests = requests(staff(call -> Reply.error(501, "")), Map.of(), client -> {
            assertThat(kind(client.remove(STAFF, ID))).isEqualTo(Kind.UNSUPPORTED);
            assertThat(client.session.capabilities().value("members.write")).contains("patch");
            assertThat(kind(client.remove(STAFF, ID))).isEqualTo(Kind.UNSUPPORTED);
        });

        assertThat(requests).containsExactly("GET", "PATCH", "GET", "PUT", "PATCH");
    }

    @Test
    void anAppThatDoesNotTakeItsMediaTypeIsSentPlainJson() throws AppFailure {
        Function<Call, Reply> answers = call ->
                call.headers().getOrDefault("content-type", "application/json").equals("application/json")
                        ? USER
                        : Reply.error(415, "");
        var requests = requests(answers, Map.of(), client -> {
            assertThat(client.disable(ID)).isInstanceOf(Outcome.Agreed.class);
            assertThat(client.session.capabilities().all()).contains(learned("mediaType", "json"));
            client.enable(ID);
        });

        assertThat(requests).containsExactly("PATCH", "PATCH", "PATCH");
    }

    @Test
    void aPartOfAnAccountIsSentWithoutAPath() throws AppFailure {
        try (var app = StubApp.answering(call -> USER);
                var client = Client.open(app.endpoint(), "token", Map.of("patch", Map.of("style", "value")))) {
            client.update(ID, delta("email", "a@x", "givenName", "Ada", "title", "", "department", "Maths"));

            assertThat(app.work().getFirst().body())
                    .contains("\"op\":\"replace\"")
                    .contains("\"emails\":[{\"type\":\"work\",\"value\":\"a@x\"}]")
                    .contains("\"name\":{\"givenName\":\"Ada\"}")
                    .contains("\"title\":null")
                    .contains("User\":{\"department\":\"Maths\"}")
                    .doesNotContain("\"path\"");
        }
    }
}
