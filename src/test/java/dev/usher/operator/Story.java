package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.simulator.ScimSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;

/** {@code config/samples} in a company of its own, applied with kubectl, in a time that the test lets pass. */
final class Story implements AutoCloseable {
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private final ControlPlane plane;
    private final OperatorWorld world;
    private final Company company;
    private final Path copy;
    private final Timeline timeline;
    private final App wiki;
    private final App chat;
    private OperatorProcess operator;

    /** Begins at an instant, with everything that {@code config/samples} declares. */
    Story(ControlPlane plane, Path directory, Instant begins) {
        this.plane = plane;
        copy = directory;
        world = OperatorWorld.prepareAlone(plane, "story", 1);
        operator = world.startOperatorAt(begins);
        timeline = new Timeline(operator);
        company = world.company();
        wiki = app("wiki").withGroups("analysts", "engineers");
        chat = app("chat").withGroups("everyone", "builders");
        SampleFiles.copyTo(copy, Map.of("people", company.namespace()), wiki, chat);
        kubectl("apply", "-k", copy.toString());
        company.awaitReady("ada.lovelace");
        company.awaitReady("charles.babbage");
        kubectl("apply", "-f", copy.resolve("stories/policy.yaml").toString());
        company.awaitRolledOut(ProvisioningPolicy.class, "default");
    }

    private App app(String name) {
        var simulator = ScimSimulator.builder().token(name + "-demo-token").clock(timeline.clock());
        var app = company.undeclaredApp(name, simulator);
        timeline.witness(app);
        return app;
    }

    private void kubectl(String... arguments) {
        var ran = plane.kubectl(arguments);
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
    }

    /** Applies one story, or what comes later in it, and waits until its people are Ready. */
    void tell(String file, String... people) {
        kubectl("apply", "-f", copy.resolve("stories").resolve(file).toString());
        for (var name : people) {
            company.awaitReady(name);
        }
    }

    void tellAll() {
        kubectl("apply", "-k", copy.resolve("stories").toString());
    }

    App wiki() {
        return wiki;
    }

    App chat() {
        return chat;
    }

    Company company() {
        return company;
    }

    /** Lets time pass to an instant at which nothing is due. */
    void itIs(String instant) {
        timeline.advanceTo(Instant.parse(instant));
    }

    /** Lets time pass over an instant: see {@link Timeline#pass}. */
    void pass(String instant, ThrowingRunnable before, ThrowingRunnable after) {
        timeline.pass(Instant.parse(instant), before, after);
    }

    void stands(String user, String state, String next) {
        company.stands(user, state, next);
    }

    ProvisionedUserStatus status(String user) {
        return company.status(user);
    }

    Optional<Condition> said(String user, String type) {
        return company.said(ProvisionedUser.class, user, type);
    }

    /** The reasons of what happened to a user, and the types of those events. */
    void happened(String user, Map<String, String> reasons) {
        soon(() -> assertThat(company.client()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(company.namespace())
                        .list()
                        .getItems())
                .filteredOn(event -> event.getRegarding().getName().equals(user))
                .extracting(event -> event.getReason() + " " + event.getType())
                .containsAll(reasons.entrySet().stream()
                        .map(reason -> reason.getKey() + " " + reason.getValue())
                        .toList()));
    }

    /** Whether somebody's accounts are the ones of these ids, which can be used. */
    void works(String user, String inWiki, String inChat) {
        assertThat(List.of(wiki.lets(user), chat.lets(user))).containsOnly(true);
        assertThat(wiki.idOf(user)).isEqualTo(inWiki);
        assertThat(chat.idOf(user)).isEqualTo(inChat);
    }

    /** Nothing of somebody's access is left, and nothing is lost. */
    void isShutOut(String user) {
        assertThat(List.of(wiki.lets(user), chat.lets(user))).containsOnly(false);
        for (var group : List.of("analysts", "engineers")) {
            assertThat(wiki.members(group)).doesNotContain(user);
        }
        for (var group : List.of("everyone", "builders")) {
            assertThat(chat.members(group)).doesNotContain(user);
        }
    }

    /** All users by name, with the version of what is stored of them. */
    Map<String, String> people() {
        return company
                .client()
                .resources(ProvisionedUser.class)
                .inNamespace(company.namespace())
                .list()
                .getItems()
                .stream()
                .collect(Collectors.toMap(
                        user -> user.getMetadata().getName(),
                        user -> user.getMetadata().getResourceVersion()));
    }

    /** Whatever happens once all work is done, neither an app nor a user is written to. */
    void writesNothing(Runnable happens) {
        comesToRest();
        wiki.simulator().reset();
        chat.simulator().reset();
        var before = people();
        happens.run();
        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(2)).untilAsserted(() -> {
            assertThat(List.of(wiki.simulator().writes(), chat.simulator().writes()))
                    .containsOnly(0L);
            assertThat(people()).isEqualTo(before);
        });
    }

    /** A state is shown before the last status of what led to it. */
    private void comesToRest() {
        var last = new AtomicReference<>(people());
        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(5)).until(() -> {
            var now = people();
            return now.equals(last.getAndSet(now));
        });
    }

    void stop() {
        assertThat(operator.stop()).isZero();
    }

    /** Starts another operator at an instant, after the one before it was stopped. */
    void goOnAt(String instant) {
        operator = world.startOperatorAt(Instant.parse(instant));
        timeline.follow(operator);
    }

    @Override
    public void close() {
        world.close();
    }
}
