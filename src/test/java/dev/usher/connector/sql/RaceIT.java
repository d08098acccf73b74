package dev.usher.connector.sql;

import static dev.usher.connector.sql.Visitor.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.thirdparty.Postgres;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two who change the same at the same time, by Usher and by hand. */
@Timeout(120)
class RaceIT {
    private static final int MEMBERS = 12;
    private static final int ROUNDS = 15;
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static Postgres postgres;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        Shop.open(postgres);
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    private static Map<String, Object> block(String preset) {
        return switch (preset) {
            case "tables" -> Shop.tables();
            case "statements" -> Shop.statements();
            default -> Shop.block(Map.of("preset", preset, "groups", Map.of("create", true)));
        };
    }

    /** Who changes who is in a group, until nobody else was there at the same time. */
    private record Hand(Visitor app, String group) {
        Callable<Boolean> changes(List<RemoteId> ids, boolean enter, int atOnce, CyclicBarrier start) {
            return () -> {
                start.await();
                for (var from = 0; from < ids.size(); from += atOnce) {
                    settle(ids.subList(from, Math.min(ids.size(), from + atOnce)), enter);
                }
                return true;
            };
        }

        private void settle(List<RemoteId> ids, boolean enter) {
            var left = ids;
            while (!left.isEmpty()) {
                var again = new ArrayList<RemoteId>();
                outcomes(left, enter).forEach((id, outcome) -> {
                    if (outcome instanceof Outcome.Failed(Failure why)) {
                        assertThat(why.kind()).as(why.message()).isEqualTo(Kind.STALE);
                        again.add(id);
                    } else {
                        assertThat(outcome).isNotInstanceOf(Outcome.Ambiguous.class);
                    }
                });
                left = again;
            }
        }

        private Map<RemoteId, Outcome> outcomes(List<RemoteId> ids, boolean enter) {
            var items = new HashMap<ChangeId, RemoteId>();
            var members = new ArrayList<Change.Member>();
            for (var id : ids) {
                var item = new ChangeId(DatabaseUnderTest.APP, new Identity("people", "e"), -NUMBERS.incrementAndGet());
                items.put(item, id);
                members.add(new Change.Member(item, id));
            }
            var change = enter
                    ? new Change.Members(Visitor.group(group), members, List.of())
                    : new Change.Members(Visitor.group(group), List.of(), members);
            var outcomes = new HashMap<RemoteId, Outcome>();
            app.session()
                    .apply(
                            Batch.of(change),
                            (item, outcome) -> assertThat(
                                            outcomes.put(items.getOrDefault(item, new RemoteId("0")), outcome))
                                    .isNull());
            assertThat(outcomes).containsOnlyKeys(ids);
            return outcomes;
        }
    }

    private static void together(List<Callable<Boolean>> works) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(works)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "tables", "statements"})
    void twoWhoPutTheSameInAndTakeThemOutAgreeInTheEnd(String preset) throws Exception {
        try (var one = Visitor.of(postgres, block(preset));
                var other = Visitor.of(postgres, block(preset))) {
            var group = "crew-" + preset;
            one.define(group);
            var ids = new ArrayList<RemoteId>();
            for (var number = 0; number < MEMBERS; number++) {
                ids.add(one.created(preset + number).id());
            }
            var hands = List.of(new Hand(one, group), new Hand(other, group));
            for (var round = 0; round < ROUNDS; round++) {
                var atOnce = round % 3 == 0 ? 1 : MEMBERS;
                together(hands, ids, List.of(true, true), atOnce);
                assertThat(one.members(group)).containsExactlyInAnyOrderElementsOf(ids);
                together(hands, ids, List.of(true, false), atOnce);
                assertThat(ids).containsAll(other.members(group));
                together(hands, ids, List.of(false, false), atOnce);
                assertThat(other.members(group)).isEmpty();
            }
        }
    }

    private static void together(List<Hand> hands, List<RemoteId> ids, List<Boolean> enter, int atOnce)
            throws Exception {
        var start = new CyclicBarrier(hands.size());
        var works = new ArrayList<Callable<Boolean>>();
        for (var place = 0; place < hands.size(); place++) {
            works.add(hands.get(place).changes(place == 0 ? ids : ids.reversed(), enter.get(place), atOnce, start));
        }
        together(works);
    }

    /** What Usher does while somebody else has done the same by hand, and not yet ended their transaction. */
    private static Outcome meanwhile(String byHand, Supplier<Outcome> ours) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = postgres.admin();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(byHand);
            var outcome = threads.submit(ours::get);
            await().until(() -> outcome.isDone()
                    || !postgres.shown(
                                    "SELECT pid FROM pg_stat_activity WHERE usename = 'usher' AND wait_event_type = 'Lock'")
                            .isEmpty());
            assertThat(outcome.isDone()).as("it waits").isFalse();
            other.commit();
            return outcome.get();
        }
    }

    @Test
    void whatSomebodyDoesToARoleByHandMeanwhileIsLookedAtAnew() throws Exception {
        try (var app = Visitor.of(postgres, block("postgresql"))) {
            app.define("hands");
            var eve = app.created("eve").id();
            var gus = app.created("gus").id();

            assertFailed(meanwhile("GRANT hands TO eve", () -> app.add("hands", eve)), Kind.STALE);
            assertThat(app.add("hands", eve)).isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThat(app.members("hands")).containsExactly(eve);

            assertFailed(meanwhile("REVOKE hands FROM eve", () -> app.remove("hands", eve)), Kind.STALE);
            assertThat(app.remove("hands", eve)).isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThat(app.members("hands")).isEmpty();

            assertFailed(meanwhile("ALTER ROLE eve CONNECTION LIMIT 3", () -> app.disable(eve)), Kind.STALE);
            assertThat(app.disable(eve)).isInstanceOf(Outcome.Agreed.class);
            assertThat(app.read(eve).active()).isFalse();

            assertFailed(meanwhile("DROP ROLE gus", () -> app.disable(gus)), Kind.STALE);
            assertFailed(app.disable(gus), Kind.GONE);
            assertThat(meanwhile("DROP ROLE eve", () -> app.delete(eve))).isNotInstanceOf(Outcome.Ambiguous.class);
            assertThat(app.delete(eve)).isEqualTo(new Outcome.Agreed(Optional.empty()));
        }
    }

    @Test
    void aGroupThatSomebodyMakesAtTheSameTimeIsThere() throws Exception {
        try (var app = Visitor.of(postgres, block("postgresql"))) {
            assertThat(meanwhile("CREATE ROLE made NOLOGIN", () -> app.define("made")))
                    .isEqualTo(new Outcome.Agreed(Optional.empty()));
        }
        for (var preset : List.of("tables", "statements")) {
            try (var app = Visitor.of(postgres, block(preset))) {
                assertThat(meanwhile(
                                "INSERT INTO app.roles (name) VALUES ('made-" + preset + "')",
                                () -> app.define("made-" + preset)))
                        .isEqualTo(new Outcome.Agreed(Optional.empty()));
            }
        }
    }

    @Test
    void aRoleThatSomebodyMakesOfTheSameNameIsInTheWay() throws Exception {
        try (var app = Visitor.of(postgres, block("postgresql"))) {
            assertThat(meanwhile("CREATE ROLE ida LOGIN", () -> app.create("k-ida", Map.of("userName", "ida"))))
                    .isInstanceOfSatisfying(
                            Outcome.Exists.class,
                            exists -> assertThat(exists.toString()).contains("ida"));
            var joe = app.created("joe").id();
            assertThat(meanwhile("CREATE ROLE kim LOGIN", () -> app.update(joe, "userName", "kim")))
                    .isInstanceOf(Outcome.Exists.class);
            assertThat(app.read(joe).attributes().userName()).isEqualTo("joe");
        }
    }

    /** It is in by now, or out, whoever did it. */
    @Test
    void whoSomebodyPutsInOrTakesOutByHandMeanwhileIsSo() throws Exception {
        try (var app = Visitor.of(postgres, block("tables"))) {
            app.define("desk");
            var lea = app.created("lea").id();
            var row = "user_id = " + lea.value() + " AND role_id = (SELECT id FROM app.roles WHERE name = 'desk')";
            assertThat(meanwhile(
                            "INSERT INTO app.user_roles SELECT " + lea.value()
                                    + ", id FROM app.roles WHERE name = 'desk'",
                            () -> app.add("desk", lea)))
                    .isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThat(app.members("desk")).isEqualTo(Set.of(lea));
            assertThat(meanwhile("DELETE FROM app.user_roles WHERE " + row, () -> app.remove("desk", lea)))
                    .isEqualTo(new Outcome.Agreed(Optional.empty()));
            assertThat(app.members("desk")).isEmpty();
        }
    }
}
