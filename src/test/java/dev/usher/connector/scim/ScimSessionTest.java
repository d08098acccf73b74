package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.agreedId;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of a session that do not depend on what is asked for. */
class ScimSessionTest {
    private static final Failure INTERNAL = Failure.of(Kind.INTERNAL, Detail.NONE);
    private static final RemoteId ID = new RemoteId("7");
    /** Before the time limit of the call is over. */
    private static final Duration SOON = RecordingWire.PATIENT.dividedBy(2);

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
    void sendsNothingThatTheWireDoesNotLetThrough() {
        var lost = Failure.of(Kind.WAITING, Detail.LEASE_LOST);
        client.wire.gate = op -> {
            throw new AppFailure(lost, false);
        };
        assertThat(client.applyAll(everything()).values()).containsOnly(new Outcome.Failed(lost));
        assertThat(client.failure(new Scope.All())).isEqualTo(lost);
        assertThat(Client.failure(client.session::ping)).isEqualTo(lost);
        assertThat(app.requestCount()).isZero();
    }

    /** Which tells the wire what a call is for. */
    @Test
    void callsItsWireInTheThreadInWhichItIsAsked() throws AppFailure {
        var threads = ConcurrentHashMap.<Thread>newKeySet();
        client.wire.gate = op -> threads.add(Thread.currentThread());

        client.applyAll(everything());
        client.session.ping();

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void reportsEveryItemOnceIfTheWireItselfBreaks() {
        client.wire.gate = op -> {
            throw new IllegalStateException("a bug");
        };
        assertThat(client.applyAll(everything()).values())
                .hasSize(8)
                .allSatisfy(outcome -> assertThat(why(outcome)).isEqualTo(INTERNAL));
    }

    @Test
    void leavesOpenWhatItSentBeforeItBroke() {
        client.wire.broken = true;
        assertThat(client.create(desired("e-1", "ada"))).isEqualTo(new Outcome.Ambiguous(INTERNAL, Client.OPEN_UNTIL));
        assertThat(app.user("ada")).isPresent();
    }

    @Test
    void goesOnWithTheOtherItemsIfAReportIsNotTaken() {
        var changes = everything();
        var reported = new ArrayList<ChangeId>();
        client.session.apply(new Batch(List.of(changes)), (item, outcome) -> {
            reported.add(item);
            if (reported.size() == 1) {
                throw new IllegalStateException("a bug of the caller");
            }
        });
        assertThat(reported).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void reportsEachMemberOfAGroupThatCannotBeLookedUp() {
        app.on(Match.of("GET", "/Groups"), 1).fail(503);
        var members = List.of(new Change.Member(client.item(), ID), new Change.Member(client.item(), ID));
        assertThat(client.applyAll(new Change.Members(STAFF, members, List.of()))
                        .values())
                .hasSize(2)
                .containsOnly(new Outcome.Failed(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503")));
    }

    @Test
    void makesOneCallOfTheWireForEachRequest() throws AppFailure {
        app.addGroup("staff");
        client.wire.ops.clear();
        var id = agreedId(client.create(desired("e-1", "ada")));
        client.find("e-1", "ada");
        client.read(id);
        client.update(id, delta("displayName", "Ada"));
        client.add(STAFF, id);
        client.members(STAFF);
        client.disable(id);
        client.delete(id);
        client.see(new Scope.All());
        assertThat(client.wire.ops)
                .containsExactly(
                        Op.CREATE,
                        Op.LOOK_UP,
                        Op.LOOK_UP,
                        Op.READ,
                        Op.UPDATE,
                        Op.LOOK_UP,
                        Op.MEMBERS,
                        Op.READ,
                        Op.DISABLE,
                        Op.DELETE,
                        Op.LIST)
                .hasSize((int) app.requestCount());
    }

    @Test
    void endsAfterAnInterruption() throws InterruptedException {
        var gate = app.on(Match.of("POST", "/Users"), 1).holdBeforeCommit();
        Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
        var thread = Thread.ofVirtual().start(() -> outcomes.put("ada", client.create(desired("e-1", "ada"))));
        assertThat(gate.awaitArrival(SOON)).isTrue();
        thread.interrupt();
        assertThat(thread.join(SOON)).isTrue();
        assertThat(outcomes.get("ada"))
                .isEqualTo(new Outcome.Ambiguous(Failure.of(Kind.WAITING, Detail.NONE), Client.OPEN_UNTIL));
        gate.release();
        await().until(() -> app.user("ada").isPresent());
    }

    @Test
    void isUsedByManyThreadsAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<Future<Outcome>>();
            for (var i = 0; i < 50; i++) {
                var wanted = desired("e-" + i, "user-" + i);
                outcomes.add(threads.submit(() -> client.create(wanted)));
            }
            for (var outcome : outcomes) {
                agreedId(outcome.get());
            }
        }
        assertThat(app.users()).hasSize(50);
    }

    private Change[] everything() {
        return new Change[] {
            new Change.Create(client.item(), desired("e-1", "ada")),
            new Change.Update(client.item(), ID, delta("displayName", "Ada"), Optional.empty()),
            new Change.Disable(client.item(), ID),
            new Change.Enable(client.item(), ID),
            new Change.Delete(client.item(), ID),
            new Change.Members(
                    STAFF,
                    List.of(new Change.Member(client.item(), ID)),
                    List.of(new Change.Member(client.item(), new RemoteId("8")))),
            new Change.Define(client.item(), STAFF),
        };
    }

    private static Failure why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ambiguous ambiguous -> ambiguous.why();
            case Outcome.Failed failed -> failed.why();
            default -> throw new AssertionError(outcome);
        };
    }
}
