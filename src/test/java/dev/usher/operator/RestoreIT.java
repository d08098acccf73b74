package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.AccountEntry;
import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldStatus;
import dev.usher.api.OrphanEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A cluster is lost with all that is in it, and git is applied again. */
@ExtendWith(WithControlPlane.class)
class RestoreIT {
    private static final Duration ALL_READY = Duration.ofMinutes(4);
    private static final String RATE = "rate: {perSecond: 500, burst: 500, concurrency: 16}\n";
    private static final String NO_LIMIT = RATE + limit(1_000);
    private static final String LIMITS = RATE + limit(1);

    private record People(int staying, int retained, int held) {
        int all() {
            return staying + retained + held;
        }
    }

    private static final People MANY = new People(945, 50, 5);
    private static final People FEW = new People(12, 5, 4);

    @TempDir
    private Path directory = Path.of("");

    private ControlPlane plane;
    private OperatorWorld world;
    private OperatorProcess operator;
    private Company company;
    private App wiki;
    private People people = FEW;

    @BeforeEach
    void theyWorkInAWiki(ControlPlane plane) {
        this.plane = plane;
        world = OperatorWorld.prepareAlone(plane, "restore", 1);
        operator = world.startOperator();
        company = world.company();
        wiki = company.app("wiki", NO_LIMIT).withGroups("analysts");
        company.role("analyst", wiki, "analysts");
    }

    private static String limit(int count) {
        return "safety: {removals: {count: " + count + ", percent: 0, windowSeconds: 86400}}";
    }

    /** Of these some are gone: the accounts of some are retained, and the removal of others is held. */
    private void are(People some) {
        people = some;
        users(people.all()).forEach(this::declare);
        company.awaitAllReady(people.all(), ALL_READY);
        goes(people.staying(), people.retained(), "Retained");
        company.declare("wiki", wiki.simulator().endpoint(), LIMITS);
        company.awaitRolledOut("wiki");
        goes(people.staying() + people.retained(), people.held(), "Held");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static Stream<String> users(int count) {
        return IntStream.range(0, count).mapToObj(number -> "user-" + number);
    }

    private void declare(String user) {
        company.user(user, "{userName: %s, externalId: e-%s, roles: [{name: analyst}]}".formatted(user, user));
    }

    private void goes(int from, int count, String state) {
        var before = states().getOrDefault(state, 0L);
        users(from + count).skip(from).forEach(user -> company.delete(ProvisionedUser.class, user));
        soon(() -> assertThat(states()).containsEntry(state, before + count));
    }

    private Map<String, Long> states() {
        return company.retained().stream()
                .flatMap(record -> Optional.ofNullable(record.getStatus()).stream())
                .flatMap(status -> Optional.ofNullable(status.state()).stream())
                .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
    }

    /** What Kubernetes had, and what the operator kept in it for itself. */
    private void isLost() {
        assertThat(operator.stop()).isZero();
        Stream.of(
                        ProvisionedUser.class,
                        RetainedAccount.class,
                        Role.class,
                        TargetApp.class,
                        AccessLock.class,
                        LegalHold.class)
                .forEach(this::isLost);
        plane.adminClient().secrets().inNamespace(world.home()).delete();
        plane.adminClient().configMaps().inNamespace(world.home()).delete();
        wiki.simulator().reset();
    }

    private <T extends HasMetadata> void isLost(Class<T> kind) {
        var all = plane.adminClient().resources(kind).inNamespace(company.namespace());
        for (var resource : all.list().getItems()) {
            var one = all.withName(resource.getMetadata().getName());
            one.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
            one.withGracePeriod(0).delete();
        }
        soon(() -> assertThat(all.list().getItems()).isEmpty());
    }

    private void gitIsApplied() {
        company.declare("wiki", wiki.simulator().endpoint(), LIMITS);
        company.role("analyst", wiki, "analysts");
        users(people.staying()).forEach(this::declare);
    }

    private Map<String, String> ids() {
        return users(people.all()).collect(Collectors.toMap(user -> user, wiki::idOf));
    }

    private List<Boolean> whoMayComeIn() {
        return users(people.all()).map(wiki::lets).toList();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void everyAccountOfAThousandIsItsUsersAgainByWhatWasExported() throws IOException {
        are(MANY);
        company.apply("AccessLock", "case-7", "{user: {name: user-0}, reason: case 7, requestedBy: admin}");
        soon(() -> assertThat(wiki.lets("user-0")).isFalse());
        company.apply("LegalHold", "matter-7", "{users: [{name: user-1}], matter: matter 7, requestedBy: admin}");
        isHeld("user-1");
        var ids = ids();
        var in = whoMayComeIn();
        var exported = CommandLineProcess.run(plane.kubeconfig(), "export", "-n", company.namespace());
        assertThat(exported.errors()).isEmpty();
        var file = Files.writeString(directory.resolve("export.yaml"), exported.output());

        isLost();
        assertThat(plane.kubectl("apply", "--server-side", "-f", file.toString())
                        .exitCode())
                .isZero();
        gitIsApplied();
        operator = world.startOperator();

        company.awaitAllReady(people.staying(), ALL_READY);
        soon(() -> assertThat(company.retained()).hasSize(people.retained() + people.held()));
        soon(() -> assertThat(states())
                .isEqualTo(Map.of("Retained", (long) people.retained(), "Kept", (long) people.held())));
        assertThat(company.users())
                .allSatisfy(user -> assertThat(user.getStatus().accounts())
                        .extracting(AccountEntry::id)
                        .containsExactly(ids.get(user.getMetadata().getName())));
        assertThat(whoMayComeIn()).isEqualTo(in);
        assertThat(wiki.simulator().writes())
                .as("nothing is made, changed or removed")
                .isZero();
        isHeld("user-1");
        assertThat(company.find(AccessLock.class, "case-7").orElseThrow().getSpec())
                .satisfies(lock -> {
                    assertThat(lock.externalId()).isEqualTo("e-user-0");
                    assertThat(lock.confirmedBy()).startsWith("export by ");
                });
    }

    private void isHeld(String user) {
        soon(() -> assertThat(
                        company.find(LegalHold.class, "matter-7").orElseThrow().getStatus())
                .satisfies(status -> {
                    assertThat(status.accounts()).isOne();
                    assertThat(status.pinned())
                            .extracting(LegalHoldStatus.Pinned::externalId)
                            .containsExactly("e-" + user);
                }));
    }

    /** Nobody is made twice, nobody is shut out, and each user says what a person has to do. */
    @Test
    void withoutAnExportNothingHappensBeforeAPersonDecides() {
        are(FEW);
        var ids = ids();
        var in = whoMayComeIn();

        isLost();
        gitIsApplied();
        operator = world.startOperator();

        users(people.staying())
                .forEach(user -> soon(
                        ALL_READY,
                        () -> assertThat(company.ready(user).reason()).isEqualTo("AdoptionNeedsDecision")));
        // Accounts in use that are nobody's by now, those of whoever left and a limit had let in among them; who was
        // disabled needs nobody.
        var inUse = users(people.all()).filter(wiki::lets).map(ids::get).toList();
        assertThat(inUse).hasSize(people.staying() + people.held());
        soon(
                ALL_READY,
                () -> assertThat(company.find(TargetApp.class, "wiki")
                                .orElseThrow()
                                .getStatus()
                                .orphans())
                        .extracting(OrphanEntry::id)
                        .containsExactlyInAnyOrderElementsOf(inUse));
        assertThat(whoMayComeIn()).isEqualTo(in);
        assertThat(wiki.simulator().writes()).isZero();
    }
}
