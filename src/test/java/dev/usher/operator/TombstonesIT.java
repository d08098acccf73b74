package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of accounts that were deleted, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class TombstonesIT {
    private static final String EMPLOYED = "roles: [{name: employee}], externalId: \"";
    private static final String LEFT = ", employments: [{id: main, status: Terminated}]";
    private static final String AT_ONCE = "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}";

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private App wiki;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 8);
        operator = world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void adaIsThere() {
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder());
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.declare("wiki", wiki.simulator().endpoint(), AT_ONCE);
        company.role("employee", wiki);
        declare("ada", "k-1815", "");
        company.awaitReady("ada");
    }

    private void declare(String name, String key, String more) {
        company.user(name, "{userName: lovelace, " + EMPLOYED + key + "\"" + more + "}");
    }

    private void policy(String spec) {
        company.apply("ProvisioningPolicy", "default", spec);
    }

    private Optional<RetainedAccount> left() {
        return company.retained().stream().findFirst();
    }

    private String said(Function<RetainedAccountStatus, @Nullable String> field) {
        return left().flatMap(account -> Optional.ofNullable(account.getStatus()))
                .flatMap(status -> Optional.ofNullable(field.apply(status)))
                .orElse("");
    }

    private void isDeletedAndReserved() {
        soon(() -> {
            assertThat(wiki.has("lovelace")).isFalse();
            assertThat(said(RetainedAccountStatus::state)).isEqualTo("Deleted");
            // Until when is said a moment after that it is deleted.
            assertThat(said(RetainedAccountStatus::reservedUntil)).isNotEmpty();
            assertThat(Instant.parse(said(RetainedAccountStatus::reservedUntil)))
                    .isEqualTo(Instant.parse(said(RetainedAccountStatus::since)).plus(Duration.ofDays(730)));
        });
    }

    /** Nobody can read whose it was, and somebody else is told what to do. */
    private void isForgotten() {
        soon(() -> assertThat(left()).hasValueSatisfying(account -> {
            assertThat(account.getSpec().reason()).isEqualTo(RetainedAccountSpec.FORGOTTEN);
            assertThat(Serialization.asYaml(account)).doesNotContain("k-1815", "lovelace", "user:");
        }));
        isDeletedAndReserved();
    }

    private void isReservedFor(String user) {
        assertThat(company.awaitNotReady(user, "UserNameReserved").message())
                .contains(left().orElseThrow().getMetadata().getName(), "status.reservedUntil");
        assertThat(wiki.has("lovelace")).isFalse();
    }

    private void isHeld() {
        company.apply("LegalHold", "case-7", "{externalIds: [k-1815], matter: case 7, requestedBy: admin}");
        soon(() -> assertThat(company.said(LegalHold.class, "case-7", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("True")));
    }

    @Test
    void aNameIsKeptForWhoeverHadItUntilAPersonGivesItAway() {
        company.delete(ProvisionedUser.class, "ada");
        isDeletedAndReserved();
        declare("eve", "k-1906", "");
        isReservedFor("eve");

        declare("ada", "k-1815", "");
        company.awaitReady("ada");
        assertThat(wiki.lets("lovelace")).isTrue();
        assertThat(company.awaitNotReady("eve", "DuplicateUserName").message()).contains("ProvisionedUser ada");

        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(wiki.has("lovelace")).isFalse());
        soon(() -> assertThat(company.retained())
                .isNotEmpty()
                .allSatisfy(account -> assertThat(account.getStatus().state()).isEqualTo("Deleted")));
        company.awaitNotReady("eve", "UserNameReserved");

        company.retained()
                .forEach(account -> company.delete(
                        RetainedAccount.class, account.getMetadata().getName()));

        company.awaitReady("eve");
        assertThat(wiki.lets("lovelace")).isTrue();
    }

    @Test
    void whoseItWasIsForgottenAsThePolicySaysUnlessAHoldKeepsIt() {
        isHeld();
        policy("{forgetAfterSeconds: 0}");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(said(RetainedAccountStatus::state)).isEqualTo("Retained"));

        company.delete(LegalHold.class, "case-7");

        isForgotten();
        declare("eve", "k-1906", "");
        isReservedFor("eve");
        assertThat(operator.stop()).isZero();
        operator = world.startOperator();
        declare("ada", "k-1815", "");
        company.awaitReady("ada");
        assertThat(wiki.lets("lovelace")).isTrue();
    }

    @Test
    void aHoldThatComesLaterKeepsWhatIsKnown() {
        company.delete(ProvisionedUser.class, "ada");
        isDeletedAndReserved();
        isHeld();
        policy("{forgetAfterSeconds: 0}");
        declare("eve", "k-1906", "");
        isReservedFor("eve");
        assertThat(left().orElseThrow().getSpec().externalId()).isEqualTo("k-1815");

        company.delete(LegalHold.class, "case-7");

        isForgotten();
    }

    @Test
    void aTombstoneOfAnotherSaltSaysThatItKeepsTheNameFromNobody() {
        policy("{forgetAfterSeconds: 0}");
        company.delete(ProvisionedUser.class, "ada");
        isForgotten();
        assertThat(operator.stop()).isZero();
        company.client()
                .secrets()
                .inNamespace(world.home())
                .withName("usher-salt")
                .delete();

        operator = world.startOperator();

        soon(() -> assertThat(left().flatMap(account -> company.said(
                        RetainedAccount.class, account.getMetadata().getName(), "Ready")))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("SaltLost")));
        declare("eve", "k-1906", "");
        company.awaitReady("eve");
    }

    /** Whoever departs gets no other name any more: it is the one that they had that others must not be given. */
    @Test
    void whoeverDepartedGivesANameBackThatStaysReserved() {
        company.user("ada", "{userName: countess, " + EMPLOYED + "k-1815\"" + LEFT + "}");
        soon(() -> assertThat(company.status("ada").lifecycleState()).isEqualTo("Purged"));
        isForgotten();
        declare("eve", "k-1906", "");
        isReservedFor("eve");

        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        assertThat(company.retained()).hasSize(1);
        policy("{reserveUserNamesSeconds: 0}");

        soon(() -> assertThat(company.retained()).isEmpty());
        company.awaitReady("eve");
        assertThat(wiki.lets("lovelace")).isTrue();
    }

    /** Somebody was deleted while it could not be told whether they were being given an account. */
    @Test
    void whatWasNeverThereOrNeverUsedLeavesNothing() {
        var mine = "app: {name: wiki}, realm: " + company.namespace() + ", reason: UserDeleted";
        company.apply("RetainedAccount", "wiki-none", "{" + mine + ", externalId: none, userName: none}");
        company.apply(
                "RetainedAccount",
                "wiki-prepared",
                "{" + mine + ", externalId: prepared, userName: prepared, prepared: true, id: gone, tenant: \""
                        + tenant() + "\"}");

        soon(() -> assertThat(company.retained()).isEmpty());
    }

    private @Nullable String tenant() {
        return company.find(TargetApp.class, "wiki").orElseThrow().getStatus().tenant();
    }

    @Test
    void noRecordSaysOfADeletionThatItWasAtNoInstant() {
        assertThatThrownBy(() -> company.apply(
                        "RetainedAccount",
                        "wiki-1815",
                        "{app: {name: wiki}, realm: " + company.namespace()
                                + ", externalId: \"1815\", reason: UserDeleted, deletedTime: yesterday}"))
                .hasMessageContaining("`deletedTime` must be an instant that exists");
    }

    @Test
    void aNameStaysReservedWhereTheResourceGoesWithTheAccount() {
        policy("{forgetAfterSeconds: 0}");
        declare("ada", "k-1815", LEFT);

        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
        isForgotten();
        declare("eve", "k-1906", "");
        isReservedFor("eve");
    }
}
