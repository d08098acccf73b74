package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus.Receipt;
import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccountSpec.PersonKey;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody is shut out, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class LockIT {
    private static final Instant TIME = Instant.parse("2030-01-01T00:00:00Z");
    private static final int COMPANIES = 22;
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final String WHY = ", reason: case 7, requestedBy: ";

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private App wiki;
    private App chat;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperatorAt(TIME);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        wiki = company.app("wiki").withGroups("staff");
        chat = company.app("chat");
        company.role("employee", wiki, "staff");
        company.role("chatter", chat);
    }

    private void joins(String name, String more) {
        company.user(name, "{userName: " + name + more + ", roles: [{name: employee}, {name: chatter}]}");
        company.awaitReady(name);
    }

    private void keepsWhoDeparts() {
        company.declare("wiki", wiki.simulator().endpoint(), "deprovisioning: {onDeparture: Keep}");
        company.awaitRolledOut("wiki");
    }

    /** Of each company: how many people one requester locks is counted over all namespaces. */
    private String helpdesk() {
        return "helpdesk-of-" + company.namespace();
    }

    private void releases(String name, String whom) {
        locks(name, whom + ", released: {reason: closed}");
    }

    private void locks(String name, String whom) {
        company.apply("AccessLock", name, "{" + whom + WHY + helpdesk() + "}");
    }

    private Condition ready(String lock) {
        return company.said(AccessLock.class, lock, "Ready").orElseThrow();
    }

    private void awaits(String lock, String reason) {
        soon(() -> assertThat(ready(lock))
                .satisfies(
                        ready -> assertThat(ready.reason()).as(ready.message()).isEqualTo(reason)));
    }

    private List<String> receipts(String lock) {
        return company.find(AccessLock.class, lock).orElseThrow().getStatus().receipts().stream()
                .map(LockIT::text)
                .toList();
    }

    private List<String> sessions(String lock) {
        return company.find(AccessLock.class, lock).orElseThrow().getStatus().receipts().stream()
                .map(receipt -> text(receipt) + ", sessions " + receipt.sessions())
                .toList();
    }

    private static String text(Receipt receipt) {
        return receipt.app() + " " + receipt.account() + (receipt.reason() == null ? "" : " " + receipt.reason());
    }

    @Test
    void aNameShutsThePersonOutOfEveryAppWithAReceiptOfEach() {
        joins("ada", ", externalId: '1815'");
        joins("grace", ", externalId: '1906'");

        locks("case-7", "user: {name: ada}");
        awaits("case-7", "Locked");

        assertThat(wiki.lets("ada")).isFalse();
        assertThat(chat.lets("ada")).isFalse();
        assertThat(wiki.members("staff")).contains("ada");
        assertThat(wiki.lets("grace")).isTrue();
        assertThat(receipts("case-7")).containsExactly("chat Confirmed", "wiki Confirmed");
        var status = company.find(AccessLock.class, "case-7").orElseThrow().getStatus();
        assertThat(status.externalId()).isEqualTo("1815");
        assertThat(status.realm()).isEqualTo(company.namespace());
        soon(() -> company.stands("ada", "Locked", "nothing"));
        assertThat(company.said(ProvisionedUser.class, "ada", "Locked"))
                .hasValueSatisfying(said -> assertThat(said.message()).contains("AccessLock case-7"));

        releases("case-7", "user: {name: ada}");
        soon(() -> assertThat(wiki.lets("ada") && chat.lets("ada")).isTrue());
        awaits("case-7", "Released");
        soon(() -> company.stands("ada", "Active", "nothing"));
        assertThat(wiki.members("staff")).contains("ada");
    }

    @Test
    void aFurtherIdentityIsShutOutAndAnAppThatIsNotNamedIsNot() {
        joins("ada", ", externalId: '1815'");
        joins("adm-ada", ", person: {name: ada}");

        locks("case-7", "externalId: '1815', apps: [{name: wiki}]");
        awaits("case-7", "Locked");

        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.lets("adm-ada")).isFalse();
        assertThat(chat.lets("ada")).isTrue();
        assertThat(chat.lets("adm-ada")).isTrue();
        assertThat(receipts("case-7")).containsExactly("wiki Confirmed");
        company.awaitState("ada", "wiki", "Disabled");
        soon(() -> company.stands("ada", "Active", "nothing"));
    }

    @Test
    void anAppThatIsSparedStaysOpenAndASlipInItsNameIsSaid() {
        joins("ada", ", externalId: '1815'");

        locks("case-7", "externalId: '1815', exceptApps: [{name: chat}, {name: archive}]");
        soon(() -> assertThat(receipts("case-7")).containsExactly("archive Unconfirmed AppNotFound", "wiki Confirmed"));
        awaits("case-7", "Locked");

        assertThat(wiki.lets("ada")).isFalse();
        assertThat(chat.lets("ada")).isTrue();
        company.awaitState("ada", "wiki", "Disabled");
        company.awaitState("ada", "chat", "Active");
    }

    @Test
    void aKeyShutsOutWhoeverAppearsWithItAndNobodyIsGivenAnAccount() {
        locks("case-7", "externalId: '1815'");
        awaits("case-7", "Locked");

        joins("ada", ", externalId: '1815'");
        joins("grace", ", externalId: '1906'");

        company.stands("ada", "Locked", "nothing");
        assertThat(wiki.has("ada")).isFalse();
        assertThat(chat.has("ada")).isFalse();
        assertThat(wiki.lets("grace")).isTrue();
    }

    @Test
    void aNameThatNobodyHasIsSaidAndCountsOnceSomebodyDoes() {
        locks("case-7", "user: {name: ada}");
        var said = company.awaitNotReady(AccessLock.class, "case-7", "UserNotFound");
        assertThat(said.message()).contains("ProvisionedUser ada");
        assertThat(company.said(AccessLock.class, "case-7", "Stalled")).isPresent();

        joins("ada", ", externalId: '1815'");

        awaits("case-7", "Locked");
        assertThat(wiki.has("ada")).isFalse();
    }

    @Test
    void whoIsDeletedAndCreatedAgainUnderAnotherNameStaysOut() {
        joins("ada", ", externalId: '1815'");
        locks("case-7", "user: {name: ada}");
        awaits("case-7", "Locked");
        var id = wiki.idOf("ada");

        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.retained()).hasSize(2));
        soon(() -> assertThat(company.retained())
                .allSatisfy(account -> assertThat(account.getStatus().state()).isEqualTo("Retained")));
        joins("ada.l", ", externalId: '1815'");

        soon(() -> assertThat(company.account("ada.l", "wiki").state()).isEqualTo("Disabled"));
        // It is renamed with everything else that is due, once the lock has ended.
        assertThat(wiki.idOf("ada")).isEqualTo(id);
        assertThat(wiki.lets("ada")).isFalse();
        awaits("case-7", "Locked");

        company.delete(AccessLock.class, "case-7");
        soon(() -> assertThat(company.find(AccessLock.class, "case-7")).isEmpty());
        soon(() -> assertThat(wiki.has("ada.l") && chat.has("ada.l")).isTrue());
        assertThat(wiki.idOf("ada.l")).isEqualTo(id);
        soon(() -> assertThat(wiki.lets("ada.l") && chat.lets("ada.l")).isTrue());
    }

    @Test
    void anAccountWithoutAUserIsShutEvenWhereTheAppKeepsIt() {
        keepsWhoDeparts();
        joins("ada", ", externalId: '1815'");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.retained())
                .anySatisfy(account -> assertThat(account.getStatus().state()).isEqualTo("Kept")));
        assertThat(wiki.lets("ada")).isTrue();

        locks("case-7", "externalId: '1815'");

        awaits("case-7", "Locked");
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(receipts("case-7")).containsExactly("chat Confirmed", "wiki Confirmed");
    }

    @Test
    void anAccountWithoutAUserLosesItsGroupsOnceTheLockIsReleased() {
        joins("ada", ", externalId: '1815'");
        locks("case-7", "externalId: '1815'");
        awaits("case-7", "Locked");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.retained())
                .hasSize(2)
                .allSatisfy(account ->
                        assertThat(account.getStatus().keepsEntitlements()).isTrue()));
        assertThat(wiki.members("staff")).containsExactly("ada");

        releases("case-7", "externalId: '1815'");

        soon(() -> assertThat(wiki.members("staff")).isEmpty());
        soon(() -> assertThat(company.retained()).allSatisfy(account -> {
            assertThat(account.getStatus().state()).isEqualTo("Retained");
            assertThat(account.getStatus().keepsEntitlements()).isNull();
        }));
        assertThat(wiki.lets("ada")).isFalse();
    }

    @Test
    void whatSomebodyHeldBeforeUsherIsTheirsAgainAlsoWhereTheyWereAwayWhileTheyWereShutOut() {
        wiki.withGroups("admins");
        company.role("administrator", wiki, "admins");
        wiki.simulator().addUser("ada");
        wiki.simulator().addMember("admins", "ada");
        var linked = ", externalId: '1815', accounts: [{app: {name: wiki}, id: '" + wiki.idOf("ada") + "'}]";
        joins("ada", linked);
        locks("case-7", "externalId: '1815'");
        awaits("case-7", "Locked");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.retained())
                .hasSize(2)
                .allSatisfy(account -> assertThat(account.getStatus().state()).isEqualTo("Retained")));

        company.user("ada", "{userName: ada" + linked + ", roles: [{name: employee}, {name: chatter}]}");
        soon(() -> assertThat(company.retained()).isEmpty());
        company.delete(AccessLock.class, "case-7");

        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        soon(() -> company.stands("ada", "Active", "nothing"));
        company.awaitReady("ada");
        assertThat(wiki.members("admins")).containsExactly("ada");
        assertThat(wiki.members("staff")).containsExactly("ada");
    }

    /** Nobody looks at a disabled account for its own sake; whoever locks asks whether it still is. */
    @Test
    void anAccountWithoutAUserThatSomebodyEnabledIsShutBeforeTheLockSaysSo() {
        joins("ada", ", externalId: '1815'");
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.retained())
                .hasSize(2)
                .allSatisfy(account -> assertThat(account.getStatus().state()).isEqualTo("Retained")));
        wiki.simulator().edit("ada", "active", BooleanNode.TRUE);
        assertThat(wiki.lets("ada")).isTrue();
        wiki.simulator().latency(Duration.ofSeconds(1));

        locks("case-7", "externalId: '1815'");

        awaits("case-7", "Locked");
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(receipts("case-7")).containsExactly("chat Confirmed", "wiki Confirmed");
    }

    @Test
    void anAccountThatAFurtherIdentityLeftIsShutWithThePerson() {
        keepsWhoDeparts();
        joins("ada", ", externalId: '1815'");
        joins("adm-ada", ", person: {name: ada}");
        company.delete(ProvisionedUser.class, "adm-ada");
        soon(() -> assertThat(company.retained()).anySatisfy(account -> {
            assertThat(account.getStatus().state()).isEqualTo("Kept");
            assertThat(account.getSpec().person()).isEqualTo(new PersonKey(company.namespace(), "1815"));
        }));
        assertThat(wiki.lets("adm-ada")).isTrue();

        locks("case-7", "user: {name: ada}");

        awaits("case-7", "Locked");
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.lets("adm-ada")).isFalse();
        assertThat(receipts("case-7")).containsExactly("chat Confirmed", "wiki Confirmed");
    }

    @Test
    void aLockEndsAtItsTimeAndCanBeMadeLongerOnly() {
        joins("ada", ", externalId: '1815'");
        var hours = operator.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(2));
        locks("case-7", "user: {name: ada}, until: '" + hours + "'");
        awaits("case-7", "Locked");
        soon(() -> company.stands("ada", "Locked", "LockEnds " + hours));
        assertThatThrownBy(
                        () -> locks("case-7", "user: {name: ada}, until: '" + hours.minus(Duration.ofHours(1)) + "'"))
                .hasMessageContaining("`until` can only be moved to a later instant");
        locks("case-7", "user: {name: ada}, until: '" + hours.plus(Duration.ofHours(1)) + "'");
        soon(() -> company.stands("ada", "Locked", "LockEnds " + hours.plus(Duration.ofHours(1))));

        operator.advance(Duration.ofHours(2));
        await().during(A_WHILE)
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(wiki.lets("ada") || chat.lets("ada")).isFalse());
        operator.advance(Duration.ofHours(2));

        soon(() -> assertThat(wiki.lets("ada") && chat.lets("ada")).isTrue());
        awaits("case-7", "Expired");
    }

    @Test
    void aLockThatBeginsLaterShutsAtItsTimeWhoeverIsThereThenAndIsAnnouncedNowhere() {
        joins("ada", ", externalId: '1815'");
        joins("adm-ada", ", person: {name: ada}");
        keepsWhoDeparts();
        company.delete(ProvisionedUser.class, "adm-ada");
        soon(() -> assertThat(company.retained())
                .anySatisfy(account -> assertThat(account.getStatus().state()).isEqualTo("Kept")));
        var begin = operator.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(2));

        locks("case-7", "user: {name: ada}, kind: Separation, from: '" + begin + "'");
        awaits("case-7", "Scheduled");
        assertThat(ready("case-7").message()).contains(begin.toString());
        await().during(A_WHILE)
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(wiki.lets("ada") && wiki.lets("adm-ada")).isTrue());
        company.stands("ada", "Active", "nothing");
        assertThat(company.said(ProvisionedUser.class, "ada", "Locked")).isEmpty();

        operator.advance(Duration.ofHours(2));

        awaits("case-7", "Locked");
        assertThat(List.of(wiki.lets("ada"), chat.lets("ada"), wiki.lets("adm-ada")))
                .containsOnly(false);
        assertThat(receipts("case-7")).containsExactly("chat Confirmed", "wiki Confirmed");
    }

    @Test
    void whoHasLockedTwentyFivePeopleWaitsForASecondPerson() {
        joins("ada", ", externalId: '1815'");
        for (var i = 0; i < 25; i++) {
            locks("case-" + i, "externalId: '" + (9000 + i) + "'");
        }

        locks("one-more", "user: {name: ada}");

        var said = company.awaitNotReady(AccessLock.class, "one-more", "LocksHeld");
        assertThat(said.message())
                .contains(helpdesk() + " has locked 25 people")
                .contains("`spec.confirmedBy`");
        assertThat(wiki.lets("ada") && chat.lets("ada")).isTrue();
        awaits("case-24", "Locked");
        assertThatThrownBy(() -> locks("one-more", "user: {name: ada}, confirmedBy: " + helpdesk()))
                .hasMessageContaining("`confirmedBy` must be somebody else than `requestedBy`");

        locks("one-more", "user: {name: ada}, confirmedBy: barbara");

        awaits("one-more", "Locked");
        assertThat(wiki.lets("ada") || chat.lets("ada")).isFalse();
        assertThatThrownBy(() -> locks("one-more", "user: {name: ada}, confirmedBy: frances"))
                .hasMessageContaining("`confirmedBy` must not be changed");
    }

    @Test
    void aRoleIsKeptFromAPersonWhateverGivesItAndWhateverTheLimitsSay() {
        company.declare("wiki", wiki.simulator().endpoint(), "safety: {entitlementRemovals: {count: 0, percent: 0}}");
        company.awaitRolledOut("wiki");
        company.apply("Role", "reader", "{grants: [{app: {name: wiki}}]}");
        company.apply("Role", "lead", "{inherits: [{name: employee}, {name: reader}]}");
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: lead}, {name: chatter}]}");
        company.awaitReady("ada");
        assertThat(wiki.members("staff")).containsExactly("ada");

        locks("case-9", "user: {name: ada}, kind: Exclusion, roles: [{name: employee}]");

        awaits("case-9", "Locked");
        assertThat(wiki.members("staff")).isEmpty();
        assertThat(wiki.lets("ada") && chat.lets("ada")).isTrue();
        assertThat(receipts("case-9")).containsExactly("wiki Confirmed");
        soon(() -> assertThat(company.said(ProvisionedUser.class, "ada", "RoleExcluded"))
                .hasValueSatisfying(said -> assertThat(said.message())
                        .contains("Role employee is kept from this user by AccessLock case-9")));
        company.stands("ada", "Active", "nothing");

        releases("case-9", "user: {name: ada}, kind: Exclusion, roles: [{name: employee}]");
        soon(() -> assertThat(wiki.members("staff")).containsExactly("ada"));
    }

    @Test
    void aRoleThatDoesNotExistIsKeptFromNobodyWhichIsSaid() {
        joins("ada", ", externalId: '1815'");

        locks("case-9", "user: {name: ada}, kind: Exclusion, roles: [{name: employe}]");

        var said = company.awaitNotReady(AccessLock.class, "case-9", "RoleNotFound");
        assertThat(said.message()).contains("Role employe does not exist here");
        assertThatThrownBy(() -> locks("case-10", "user: {name: ada}, kind: Exclusion"))
                .hasMessageContaining("`roles` are what `kind: Exclusion` keeps from the person");
        assertThatThrownBy(() -> locks("case-10", "user: {name: ada}, roles: [{name: employee}]"))
                .hasMessageContaining("`roles` are what `kind: Exclusion` keeps from the person");
        assertThatThrownBy(() -> locks(
                        "case-10",
                        "user: {name: ada}, kind: Exclusion, apps: [{name: wiki}], roles: [{name: employee}]"))
                .hasMessageContaining("`apps` and `exceptApps` do not go with `kind: Exclusion`");
    }

    @Test
    void whatALockIsForSaysWhenItMayBeginAndEnd() {
        var later = "'2100-01-01T00:00:00Z'";

        assertThatThrownBy(() -> locks("case-7", "externalId: '1815', kind: Compromised, until: " + later))
                .hasMessageContaining("begins now and ends when it is released");
        assertThatThrownBy(() -> locks("case-7", "externalId: '1815', kind: Compromised, from: " + later))
                .hasMessageContaining("begins now and ends when it is released");
        assertThatThrownBy(() -> locks("case-7", "externalId: '1815', from: " + later + ", until: " + later))
                .hasMessageContaining("`until` must be after `from`");
        assertThatThrownBy(() -> locks("case-7", "externalId: '1815', from: tomorrow"))
                .hasMessageContaining("`from` must be an instant that exists");
        locks("case-7", "externalId: '1815', kind: Separation, from: " + later);
        assertThatThrownBy(() -> locks("case-7", "externalId: '1815', kind: Separation"))
                .hasMessageContaining("`kind` and `from` must not be changed");
        assertThatThrownBy(() -> locks("case-7", "externalId: '1815', kind: Investigation, from: " + later))
                .hasMessageContaining("`kind` and `from` must not be changed");
    }

    @Test
    void anAppThatIsDownKeepsNobodyElseWaitingAndIsShutOnceItIsBack() {
        joins("ada", ", externalId: '1815'");
        chat.simulator().down();

        locks("case-7", "user: {name: ada}");

        soon(() -> assertThat(receipts("case-7"))
                .hasSize(2)
                .contains("wiki Confirmed")
                .anyMatch(receipt -> receipt.startsWith("chat Unconfirmed")));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(ready("case-7")).satisfies(ready -> {
            assertThat(ready.reason()).isEqualTo("Locking");
            assertThat(ready.message()).contains("chat");
        });

        chat.simulator().up();
        soon(Duration.ofSeconds(90), () -> assertThat(chat.lets("ada")).isFalse());
        awaits("case-7", "Locked");
    }

    @Test
    void anAppThatNothingMayBeWrittenToIsSaidToBeOpen() {
        joins("ada", ", externalId: '1815'");
        company.declare("chat", chat.simulator().endpoint(), "suspend: {reason: it moves}");
        company.awaitReason("ada", "PartlyObserved");

        locks("case-7", "user: {name: ada}, apps: [{name: wiki}, {name: chat}, {name: wikki}]");

        soon(() -> assertThat(receipts("case-7"))
                .containsExactly("chat Unconfirmed AppSuspended", "wiki Confirmed", "wikki Unconfirmed AppNotFound"));
        assertThat(ready("case-7").reason()).isEqualTo("Locking");
        assertThat(chat.lets("ada")).isTrue();
    }

    @Test
    void sessionsEndWhereTheAppCanEndThemAndTheLockWaitsForThat() {
        joins("ada", ", externalId: '1815'");
        company.apply("TargetApp", "wiki", """
                connector:
                  scim:
                    endpoint: %s
                    auth: {bearer: {secretRef: {name: wiki, key: token}}}
                    sessions: {request: {url: "/Users/{id}/sessions"}}
                """.formatted(wiki.simulator().endpoint()));
        company.awaitRolledOut("wiki");
        wiki.simulator().logsIn(wiki.idOf("ada"));
        wiki.simulator().on(Match.of("POST", "/Users/*/sessions"), 1_000_000).fail(500);

        locks("case-7", "user: {name: ada}");
        soon(() -> assertThat(sessions("case-7"))
                .containsExactly("chat Confirmed, sessions Unsupported", "wiki Confirmed, sessions Pending"));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(ready("case-7"))
                .satisfies(ready -> assertThat(ready.message()).contains("wiki", "SessionsOpen"));

        var now = operator.now();
        operator.kill();
        wiki.simulator().reset();
        operator = world.startOperatorAt(now);
        awaits("case-7", "Locked");

        assertThat(wiki.simulator().hasSession(wiki.idOf("ada"))).isFalse();
        assertThat(sessions("case-7"))
                .containsExactly("chat Confirmed, sessions Unsupported", "wiki Confirmed, sessions Ended");
        assertThat(wiki.simulator().requests())
                .filteredOn(request -> request.path().endsWith("/sessions"))
                .hasSize(1);
    }

    @Test
    void aStartActsOnALockThatWasMadeWhileNobodyWasThere() {
        joins("ada", ", externalId: '1815'");
        var now = operator.now();
        operator.kill();
        locks("case-7", "user: {name: ada}");
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");

        operator = world.startOperatorAt(now);

        awaits("case-7", "Locked");
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(chat.lets("ada")).isFalse();
        company.awaitReady("grace");
    }

    @Test
    void whatCannotBeMeantIsRefusedWithWhatToDo() {
        refuses("reason: r, requestedBy: x", "exactly one of `user` and `externalId`");
        refuses("user: {name: ada}, externalId: '1815', reason: r, requestedBy: x", "exactly one of");
        refuses("user: {name: ada}, requestedBy: x", "spec.reason");
        refuses("user: {name: ada}, reason: r", "spec.requestedBy");
        refuses("user: {name: ada}, until: '2030-02-31T00:00:00Z', reason: r, requestedBy: x", "spec.until");
        refuses("user: {name: ada}, until: '2030-02-01', reason: r, requestedBy: x", "must be an instant that exists");
        refuses("user: {name: ada}, apps: [], reason: r, requestedBy: x", "spec.apps");

        company.apply("AccessLock", "case-8", "{externalId: '1', reason: r, requestedBy: x}");
        edits("{externalId: '2', reason: r, requestedBy: x}", "who is shut out must not be changed");
        edits("{externalId: '1', reason: other, requestedBy: x}", "must not be changed");
        edits("{externalId: '1', reason: r, requestedBy: y}", "must not be changed");
        edits("{externalId: '1', apps: [{name: wiki}], reason: r, requestedBy: x}", "`apps` must not be changed");
        edits(
                "{externalId: '1', exceptApps: [{name: wiki}], reason: r, requestedBy: x}",
                "`exceptApps` must not be changed");
        refuses(
                "user: {name: ada}, apps: [{name: wiki}], exceptApps: [{name: chat}], reason: r, requestedBy: x",
                "give `apps`, which they are shut out of, or `exceptApps`, which stay open, and not both");
        refuses(
                "user: {name: ada}, kind: Compromised, exceptApps: [{name: chat}], reason: r, requestedBy: x",
                "what is spared would be theirs, too");
        edits("{externalId: '1', until: '2031-01-01T00:00:00Z', reason: r, requestedBy: x}", "`until` can only");
        company.apply("AccessLock", "case-8", "{externalId: '1', reason: r, requestedBy: x, released: {reason: a}}");
        edits("{externalId: '1', reason: r, requestedBy: x}", "stays so");
    }

    private void refuses(String spec, String message) {
        assertThatThrownBy(() -> company.apply("AccessLock", "bad", "{" + spec + "}"))
                .hasMessageContaining(message);
    }

    private void edits(String spec, String message) {
        assertThatThrownBy(() -> company.apply("AccessLock", "case-8", spec)).hasMessageContaining(message);
    }
}
