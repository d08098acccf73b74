package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.Ran;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Usher is uninstalled: nothing waits for an operator that is gone, and nobody loses an account. */
@ExtendWith(WithControlPlane.class)
class DrainIT {
    private static final String ANOTHERS = "example.com/backup";

    private ControlPlane plane;
    private OperatorWorld world;
    private OperatorProcess operator;
    private Company company;
    private App wiki;

    @BeforeEach
    void adaAndGraceWorkAndAreHeld(ControlPlane plane) {
        this.plane = plane;
        world = OperatorWorld.prepareAlone(plane, "drain", 1);
        operator = world.startOperator();
        company = world.company();
        wiki = company.app("wiki").withGroups("analysts");
        company.role("analyst", wiki, "analysts");
        Stream.of("ada", "grace").forEach(name -> {
            company.user(name, "{userName: " + name + ", roles: [{name: analyst}]}");
            company.awaitReady(name);
        });
        company.apply("LegalHold", "matter-7", "{users: [{name: ada}], matter: matter 7, requestedBy: admin}");
        soon(() -> assertThat(finalizers(LegalHold.class, "matter-7")).isNotEmpty());
        soon(() -> assertThat(finalizers(Role.class, "analyst")).isNotEmpty());
    }

    @AfterEach
    void end() {
        world.close();
    }

    private List<String> finalizers(Class<? extends HasMetadata> kind, String name) {
        return company.find(kind, name).orElseThrow().getMetadata().getFinalizers();
    }

    private Ran drain(String... more) {
        var arguments = new ArrayList<>(List.of("drain", "-n", company.namespace(), "--operator", world.home()));
        arguments.addAll(List.of(more));
        return CommandLineProcess.run(plane.kubeconfig(), arguments.toArray(String[]::new));
    }

    private void everybodyIsInAsBefore() {
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.lets("grace")).isTrue();
        assertThat(wiki.members("analysts")).containsExactlyInAnyOrder("ada", "grace");
        assertThat(wiki.simulator().writes()).isZero();
    }

    private Ran check(String... more) {
        var arguments = new ArrayList<>(List.of("check", "-n", company.namespace(), "--operator", world.home()));
        arguments.addAll(List.of(more));
        return CommandLineProcess.run(plane.kubeconfig(), arguments.toArray(String[]::new));
    }

    @Test
    void aCheckSaysWhetherAnOperatorIsInChargeAndWhetherUsherMayGo() {
        var working = check();
        assertThat(working.exitCode()).as(working.errors()).isZero();
        assertThat(working.output()).contains("is in charge");
        var bound = check("--before-uninstall");
        assertThat(bound.exitCode()).isEqualTo(1);
        assertThat(bound.errors())
                .contains(
                        company.namespace() + ": ",
                        "2 provisionedusers",
                        "drain -n " + company.namespace() + " --operator " + world.home() + " --yes",
                        "--no-hooks");

        operator.stop();
        var ended = check();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.errors()).contains("no operator in namespace " + world.home() + " is in charge");
        assertThat(drain("--yes").exitCode()).isZero();
        var free = check("--before-uninstall", "-o", "json");
        assertThat(free.exitCode()).as(free.errors()).isZero();
        assertThat(free.output()).isEqualTo("{\"found\":0}\n");
    }

    @Test
    void nothingIsTakenBelowAnOperatorThatIsAtWorkAndNothingBeforeSomebodySaysYes() {
        var atWork = drain("--yes");
        assertThat(atWork.exitCode()).isEqualTo(1);
        assertThat(atWork.errors()).contains(world.home(), "is at work", "--replicas=0");

        assertThat(operator.stop()).isZero();
        var said = drain();

        assertThat(said.errors()).isEmpty();
        assertThat(said.output())
                .contains(
                        "2 provisionedusers",
                        "1 accessroles",
                        "1 legalholds",
                        "./usher export -n " + company.namespace());
        assertThat(finalizers(ProvisionedUser.class, "ada")).isNotEmpty();
    }

    @Test
    void allGoesAtOnceWithoutAnOperatorAndAnOperatorThatIsBackGoesOn() {
        company.find(Role.class, "analyst").ifPresent(this::isAlsoKeptByAnother);
        assertThat(operator.stop()).isZero();
        wiki.simulator().reset();

        var done = drain("--yes");

        assertThat(done.errors()).isEmpty();
        assertThat(done.output()).contains("2 provisionedusers");
        assertThat(finalizers(ProvisionedUser.class, "ada")).isEmpty();
        assertThat(finalizers(LegalHold.class, "matter-7")).isEmpty();
        assertThat(finalizers(Role.class, "analyst")).containsExactly(ANOTHERS);
        assertThat(drain("--yes").output()).contains("no resource has a finalizer of Usher");
        company.delete(ProvisionedUser.class, "grace");
        assertThat(company.find(ProvisionedUser.class, "grace")).isEmpty();
        everybodyIsInAsBefore();

        operator = world.startOperator();

        soon(() -> assertThat(finalizers(ProvisionedUser.class, "ada")).isNotEmpty());
        company.awaitReady("ada");
        everybodyIsInAsBefore();
    }

    private void isAlsoKeptByAnother(Role role) {
        var kept = new ArrayList<>(role.getMetadata().getFinalizers());
        kept.add(ANOTHERS);
        company.client()
                .resource(role)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"finalizers\": [\"" + String.join("\", \"", kept) + "\"]}}");
    }

    @Test
    void aUserWhoIsBeingDeletedIsNotForgottenUnlessSomebodySaysSo() {
        assertThat(operator.stop()).isZero();
        wiki.simulator().reset();
        company.delete(ProvisionedUser.class, "grace");

        var refused = drain("--yes");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains(company.namespace() + "/grace", "--forget");
        assertThat(company.find(ProvisionedUser.class, "grace")).isPresent();
        assertThat(finalizers(ProvisionedUser.class, "ada")).isNotEmpty();

        assertThat(drain("--yes", "--forget", "-o", "json").output())
                .contains("\"forgotten\":[\"" + company.namespace() + "/grace\"]", "\"taken\":4");
        assertThat(company.find(ProvisionedUser.class, "grace")).isEmpty();
        everybodyIsInAsBefore();
    }

    @Test
    void whereNoOperatorWasTheRightPlaceIsAskedFor() {
        var wrong = CommandLineProcess.run(
                plane.kubeconfig(), "drain", "-n", company.namespace(), "--operator", company.namespace());

        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.errors()).contains("no operator has ever been in charge", "--operator");
        assertThat(finalizers(ProvisionedUser.class, "ada")).isNotEmpty();
    }
}
