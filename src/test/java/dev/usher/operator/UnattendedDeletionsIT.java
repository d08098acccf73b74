package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.WithControlPlane;
import dev.usher.kube.Finalizers;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Something is deleted, and the operator, or every definition of our kinds, right before or after it. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane({Extra.CRDS, Extra.CONTROLLER_MANAGER})
class UnattendedDeletionsIT {
    private static final List<Thing> THAT_TAKE_NOTHING =
            List.of(Thing.APPS, Thing.SECRETS, Thing.POLICY, Thing.NAMESPACE);
    private static final Duration GONE_WITHIN = Duration.ofMinutes(2);
    private static final String MISSING = "legalholds.provisioning.usher.dev";
    private static final String GROUP = "provisioning.usher.dev";

    private ControlPlane plane;
    private OperatorWorld world;
    private OperatorProcess operator;
    private final Map<Thing, Household> households = new EnumMap<>(Thing.class);
    private final Map<Thing, Map<String, String>> ids = new EnumMap<>(Thing.class);

    @BeforeEach
    void aHouseholdForEachThing(ControlPlane control) {
        plane = control;
        world = OperatorWorld.prepareAlone(plane, "unattended", Thing.values().length);
        operator = world.startOperator();
        for (var thing : Thing.values()) {
            var household = Household.in(world.company());
            households.put(thing, household);
            ids.put(thing, household.ids());
        }
    }

    /** Other tests begin with whole definitions, and with nothing that waits for the operator of this one. */
    @AfterEach
    void end() {
        world.close();
        deleteDefinitions();
        forceDefinitionsAway();
        plane.applyCrds(Project.path("crds"));
    }

    private Household household(Thing thing) {
        return requireNonNull(households.get(thing));
    }

    private void eachIsDeleted() {
        households.forEach((thing, household) -> thing.deleteIn(household.company()));
    }

    private void eachHasEndedAndIsRecorded() {
        households.forEach((thing, household) -> {
            household.isRidOf(thing);
            soon(GONE_WITHIN, () -> household.isRecorded(plane, world.home(), thing::equals));
            household.hasLostNothing(requireNonNull(ids.get(thing)));
        });
        soon(GONE_WITHIN, () -> assertThat(household(Thing.USER).isOut("ada")).isTrue());
        soon(GONE_WITHIN, () -> assertThat(household(Thing.ROLE).isOut("grace")).isTrue());
        THAT_TAKE_NOTHING.forEach(thing -> household(thing).isUntouched());
    }

    @Test
    void whatIsDeletedWithoutAnOperatorWaitsForOne() {
        assertThat(operator.stop()).isZero();

        eachIsDeleted();

        for (var thing : List.of(Thing.USER, Thing.ROLE, Thing.NAMESPACE)) {
            assertThat(thing.isGoneFrom(household(thing).company()))
                    .as("%s", thing)
                    .isFalse();
        }
        households.values().forEach(Household::isUntouched);

        world.startOperator();
        eachHasEndedAndIsRecorded();
    }

    @Test
    void whatIsDeletedRightBeforeTheOperatorEndsOnceOneIsBack() {
        eachIsDeleted();
        assertThat(operator.stop()).isZero();

        world.startOperator();
        eachHasEndedAndIsRecorded();
    }

    @Test
    void whatIsDeletedRightBeforeEveryDefinitionEnds() {
        eachIsDeleted();
        withoutDefinitions(() -> {});
        THAT_TAKE_NOTHING.forEach(this::isUntouchedAndRecorded);
    }

    @Test
    void whatIsDeletedRightAfterEveryDefinitionEnds() {
        withoutDefinitions(this::eachIsDeleted);
        THAT_TAKE_NOTHING.forEach(this::isUntouchedAndRecorded);
    }

    private void isUntouchedAndRecorded(Thing thing) {
        household(thing).isUntouched();
        household(thing).isTornDown(plane, world.home());
    }

    @Test
    void definitionsThatAreDeletedWithoutAnOperatorWaitForOne() {
        assertThat(operator.stop()).isZero();

        withoutDefinitions(() -> operator = world.launchOperator(Map.of()));

        households.values().forEach(Household::isUntouched);
        households.values().forEach(household -> household.isTornDown(plane, world.home()));
    }

    @Test
    void definitionsThatAreDeletedRightBeforeTheOperatorEndOnceOneIsBack() {
        withoutDefinitions(() -> {
            assertThat(operator.stop()).isZero();
            operator = world.launchOperator(Map.of());
        });

        households.values().forEach(Household::isUntouched);
        households.values().forEach(household -> household.isTornDown(plane, world.home()));
    }

    @Test
    void whatIsDeletedWhileAnotherDefinitionIsMissingWaitsUntilThatIsBack() throws IOException {
        assertThat(operator.stop()).isZero();
        plane.adminClient()
                .resources(CustomResourceDefinition.class)
                .withName(MISSING)
                .delete();
        soon(() -> assertThat(definitions())
                .extracting(definition -> definition.getMetadata().getName())
                .doesNotContain(MISSING));
        eachIsDeleted();

        operator = world.launchOperator(Map.of());

        assertThat(operator.awaitEnd()).isNotZero();
        assertThat(Files.readString(operator.log())).contains(MISSING, "0 resources that were being deleted");
        assertThat(Thing.USER.isGoneFrom(household(Thing.USER).company())).isFalse();
        households.values().forEach(Household::isUntouched);
        plane.applyCrds(Project.path("crds"));
        world.startOperator();
        eachHasEndedAndIsRecorded();
    }

    /** Every definition is deleted, then this is done; they have to go, whether an operator can start any more or not. */
    private void withoutDefinitions(Runnable then) {
        deleteDefinitions();
        then.run();
        soon(GONE_WITHIN, () -> {
            isStartedAgain();
            assertThat(waiting()).isEmpty();
        });
        households.forEach((thing, household) -> household.hasLostNothing(requireNonNull(ids.get(thing))));
    }

    private void deleteDefinitions() {
        definitions()
                .forEach(definition -> plane.adminClient().resource(definition).delete());
    }

    /** As Kubernetes does it. */
    private void isStartedAgain() {
        if (!operator.isAlive()) {
            operator = world.launchOperator(Map.of());
        }
    }

    private void forceDefinitionsAway() {
        soon(GONE_WITHIN, () -> {
            if (!definitions().isEmpty()) {
                var finalizers = new Finalizers(plane.adminClient());
                finalizers.take(finalizers.find(Optional.empty()));
            }
            assertThat(definitions()).isEmpty();
        });
    }

    /** What is left, and why. */
    private List<String> waiting() {
        return definitions().stream()
                .map(definition -> definition.getMetadata().getName() + " "
                        + definition.getStatus().getConditions().stream()
                                .map(said -> said.getReason() + ": " + said.getMessage())
                                .toList()
                        + plane.kubectl(
                                        "get",
                                        definition.getMetadata().getName(),
                                        "-A",
                                        "-o",
                                        "jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {.metadata.deletionTimestamp} {.metadata.finalizers};{end}")
                                .output())
                .toList();
    }

    private List<CustomResourceDefinition> definitions() {
        return plane.adminClient().apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                .filter(definition -> definition.getSpec().getGroup().equals(GROUP))
                .toList();
    }
}
