package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.domain.access.Question.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Term;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.safety.Evidence;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Origin.Matter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** To whose change somebody loses something. */
class AttributionTest {
    private static final Origin OWN = own(Matter.EDIT);
    private static final Rule ENGINEERS = new Rule("user.department == 'Engineering'");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));

    private final Question asked = new Question();
    private boolean announced;
    private boolean isEdited;
    private final Set<RoleKey> spreading = new HashSet<>();

    /** Somebody holds a role, and what it gives is there. */
    private void holds(String... names) {
        asked.hasAccount("github");
        asked.passes(person("ada"), Asked.of(roles(names).stream()), NOW);
    }

    private static Origin own(Matter matter) {
        return new Origin.OfPerson(matter);
    }

    private Map<AppId, Loss> losses(Resolution after, boolean edited) {
        return losses(after, edited, Set.of());
    }

    private Map<AppId, Loss> losses(Resolution after, boolean edited, Set<AppId> agreeing) {
        var edits = new Attribution.Edits(
                key -> asked.company.access().roles().containsKey(key) ? OptionalLong.of(7) : OptionalLong.empty(),
                id -> OptionalLong.of(3),
                spreading::contains,
                id -> isEdited);
        return new Attribution(asked.memory, after, asked.company.access(), edited, announced, edits, LATER)
                .losses(agreeing::contains);
    }

    private Map<AppId, Loss> changes(boolean edited, boolean dated) {
        var edits = new Attribution.Edits(
                key -> OptionalLong.of(7), id -> OptionalLong.of(3), spreading::contains, id -> isEdited);
        var after = without("analyst");
        return new Attribution(asked.memory, after, asked.company.access(), edited, announced, edits, LATER)
                .changes(Set.<AppId>of()::contains, app -> dated);
    }

    @Test
    void otherValuesAreTheEditsThatIsOnItsWay() {
        asked.hasConfirmedAccount("github");
        asked.passes(person("ada"), Asked.of(roles("analyst").stream()), NOW);

        isEdited = true;
        assertThat(changes(false, false)).isEqualTo(Map.of(app("github"), Loss.ofValues(editOfTheApp())));

        isEdited = false;
        spreading.add(role("analyst"));
        assertThat(changes(false, false)).isEqualTo(Map.of(app("github"), Loss.ofValues(edit("analyst"))));

        spreading.clear();
        assertThat(changes(false, false)).isEqualTo(Map.of(app("github"), Loss.ofValues(new Origin.Forgotten())));
    }

    @Test
    void otherValuesAreTheRolesThatIsNotHeldAnyMore() {
        asked.hasConfirmedAccount("github");
        asked.passes(person("ada"), Asked.of(roles("analyst", "auditor").stream()), NOW);

        assertThat(changes(false, false)).isEqualTo(Map.of(app("github"), Loss.ofValues(edit("auditor"))));
    }

    @Test
    void otherValuesAreTheirOwnWhereTheyWereEditedOrADateHasCome() {
        asked.hasConfirmedAccount("github");
        asked.passes(person("ada"), Asked.of(roles("analyst").stream()), NOW);
        isEdited = true;

        assertThat(changes(true, false)).isEqualTo(Map.of(app("github"), Loss.ofValues(own(Matter.ATTRIBUTES))));
        assertThat(changes(false, true)).isEqualTo(Map.of(app("github"), Loss.ofValues(own(Matter.ATTRIBUTES))));
    }

    @Test
    void whatWasNeverConfirmedIsNoChangeOfAnything() {
        holds("analyst");
        isEdited = true;

        assertThat(changes(false, false)).isEmpty();
    }

    private Resolution without(String... names) {
        return asked.resolve(person("ada"), Asked.of(roles(names).stream()), LATER);
    }

    private static Origin edit(String role) {
        return new Origin.OfEdit("Role", "people", role, OptionalLong.of(7));
    }

    private static Origin editOfTheApp() {
        return new Origin.OfEdit("TargetApp", "people", "github", OptionalLong.of(3));
    }

    @Test
    void whoeverStaysAsTheyAreLosesNothing() {
        holds("analyst");

        assertThat(losses(without("analyst", "auditor"), true)).isEmpty();
    }

    private Resolution kept(String excluded, String... names) {
        var exclusion = new Exclusion(
                Company.NAMESPACE, "case-9", Set.of(role(excluded)), new Term(Optional.empty(), Optional.empty()));
        return asked.resolve(person("ada"), Asked.of(roles(names).stream()).without(List.of(exclusion)), LATER);
    }

    @Test
    void whatALockKeepsFromThemIsTheLocks() {
        holds("analyst");

        assertThat(losses(kept("analyst", "analyst"), false))
                .isEqualTo(Map.of(app("github"), Loss.ofAccount(new Origin.OfLock(), false)));

        holds("analyst", "guest");
        assertThat(losses(kept("analyst", "analyst", "guest"), false))
                .isEqualTo(Map.of(app("github"), Loss.ofEntitlements(new Origin.OfLock(), 2)));
    }

    @Test
    void whatALockKeepsIsTheLocksAlsoAfterARestartWhenTheRoleIsNotRecordedAnyMore() {
        holds("analyst", "guest");
        asked.memory = kept("analyst", "analyst", "guest").next();

        assertThat(losses(kept("analyst", "analyst", "guest"), false))
                .isEqualTo(Map.of(app("github"), Loss.ofEntitlements(new Origin.OfLock(), 2)));
    }

    @Test
    void whatGoesBesideALockIsCountedWithAll() {
        holds("analyst", "auditor", "guest");

        assertThat(losses(kept("analyst", "analyst", "guest"), true))
                .isEqualTo(Map.of(app("github"), Loss.ofEntitlements(OWN, 3)));
    }

    @Test
    void otherValuesBecauseOfALockWaitForNothing() {
        asked.hasConfirmedAccount("github");
        asked.passes(person("ada"), Asked.of(roles("analyst", "guest").stream()), NOW);
        var edits = new Attribution.Edits(
                key -> OptionalLong.of(7), id -> OptionalLong.of(3), spreading::contains, id -> isEdited);

        assertThat(new Attribution(
                                asked.memory,
                                kept("analyst", "analyst", "guest"),
                                asked.company.access(),
                                false,
                                false,
                                edits,
                                LATER)
                        .changes(Set.<AppId>of()::contains, app -> false))
                .isEqualTo(Map.of(app("github"), Loss.ofValues(own(Matter.ATTRIBUTES))));
    }

    @Test
    void aRoleThatIsTakenOutOfTheUserIsTheirOwnChange() {
        holds("analyst");

        assertThat(losses(without(), true)).isEqualTo(Map.of(app("github"), Loss.ofAccount(OWN, false)));
    }

    @Test
    void aDepartureIsAttestedWhoeverElseEditsWhat() {
        holds("analyst");
        var gone = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");

        assertThat(losses(gone, false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.DEPARTURE), false)));
    }

    @Test
    void aDepartureThatASourceJustListsNobodyAnyMoreForIsAttestedByNobody() {
        holds("analyst");
        var gone = asked.resolve(person("ada", employment(Employment.Status.Missing)), "analyst");

        assertThat(gone.state()).isEqualTo(LifecycleState.Departed);
        assertThat(losses(gone, false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.MISSING), false)));
        assertThat(own(Matter.MISSING).evidence()).isEqualTo(Evidence.INFERRED);
    }

    /** Whoever decided about somebody's leave has not decided about their departure. */
    @Test
    void eachMatterOfSomebodysOwnIsAnotherWave() {
        holds("analyst");
        var away = asked.resolve(person("ada", employment(Employment.Status.OnLeave)), "analyst");
        var gone = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");

        assertThat(losses(away, false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.PAUSE), false)));
        assertThat(losses(gone, false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.DEPARTURE), false)));
        assertThat(losses(without(), true)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.EDIT), false)));
        assertThat(Attribution.personal(Why.Suspended)).contains(own(Matter.PAUSE));
        assertThat(Attribution.personal(Why.UserDeleted)).contains(own(Matter.DELETION));
        assertThat(Stream.of(Matter.values()).map(matter -> own(matter).text())).doesNotHaveDuplicates();
    }

    @Test
    void aDateThatIsReachedIsAttested() {
        var until = Optional.of(new Moment.At(LATER));
        var assigned = new Assignment(role("analyst"), Optional.empty(), until.map(end -> (Moment) end));
        asked.hasAccount("github");
        asked.passes(person("ada"), new Asked(List.of(assigned), List.of()), NOW);

        var over = asked.resolve(person("ada"), new Asked(List.of(assigned), List.of()), LATER);

        assertThat(losses(over, false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.DATE), false)));
        assertThat(losses(over, true)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.DATE), false)));
    }

    @Test
    void anEndThatWasShownForADayIsNoSurpriseAndADeletionIs() {
        announced = true;
        holds("analyst");
        var gone = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");
        assertThat(losses(gone, false))
                .hasEntrySatisfying(
                        app("github"), loss -> assertThat(loss.isNoSurprise()).isTrue());

        assertThat(losses(without(), true))
                .hasEntrySatisfying(
                        app("github"), loss -> assertThat(loss.isNoSurprise()).isFalse());

        asked.company.hasApp("github", Reaction.Delete);
        var deleted = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");
        assertThat(losses(deleted, false))
                .hasEntrySatisfying(
                        app("github"), loss -> assertThat(loss.isNoSurprise()).isFalse());
    }

    @Test
    void aRuleThatIsEditedTakesByItsRole() {
        asked.company.hasRole("engineer", ENGINEERS, new Grant(app("github"), groups("engineers")));
        asked.company.answers(ENGINEERS, Truth.YES);
        holds();
        asked.company.answers(ENGINEERS, Truth.NO);

        assertThat(losses(without(), false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(edit("engineer"), false)));
        assertThat(losses(without(), true)).isEqualTo(Map.of(app("github"), Loss.ofAccount(OWN, false)));
    }

    @Test
    void aRoleThatCameByAnotherOneIsLostToWhicheverWasEdited() {
        asked.company.hasRole("lead", roles("analyst"));
        holds("lead");
        asked.company.hasRole("lead", roles());

        assertThat(losses(without("lead"), false))
                .isEqualTo(Map.of(app("github"), Loss.ofAccount(edit("lead"), false)));
    }

    @Test
    void aRoleThatIsDeletedTakesByItselfAlsoWhereAnotherOneContainsIt() {
        asked.company.hasRole("lead", roles("analyst"));
        holds("lead");
        asked.company.losesRole("analyst");
        var lost = asked.memory.roles();
        var without = without("lead");
        var next = new Resolution(
                without.state(),
                false,
                false,
                Map.of(app("github"), new Decision.Disabled(Why.Unassigned)),
                Case.remembering(Map.of(role("lead"), held(lost, "lead")), without.next()),
                List.of(),
                List.of());

        assertThat(losses(next, false).get(app("github")))
                .isEqualTo(Loss.ofAccount(new Origin.OfEdit("Role", "people", "analyst", OptionalLong.empty()), false));
    }

    private static Held held(Map<RoleKey, Held> roles, String name) {
        return Optional.ofNullable(roles.get(role(name))).orElseThrow();
    }

    @Test
    void aRetentionThatIsEditedTakesByItsApp() {
        asked.company.hasApp("github", Reaction.Delete);
        asked.memory = asked.memory.with(app("github"), Question.account("github", AccountState.Disabled));
        var gone = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");
        isEdited = true;

        assertThat(losses(gone, false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(editOfTheApp(), true)));
    }

    @Test
    void aRoleThatGivesLessTakesEntitlementsAndCountsThem() {
        holds("analyst");
        asked.company.hasRole("analyst", "github", "readers");
        asked.company.remembers("analyst", "github", "analysts", "readers");

        assertThat(losses(without("analyst"), false))
                .isEqualTo(Map.of(app("github"), Loss.ofEntitlements(edit("analyst"), 1)));
    }

    @Test
    void whatIsLostWithOneOfTwoRolesIsCounted() {
        holds("analyst", "auditor");

        assertThat(losses(without("auditor"), true)).isEqualTo(Map.of(app("github"), Loss.ofEntitlements(OWN, 1)));
    }

    @Test
    void anAppThatIsNotForThemAnyMoreTakesByItself() {
        holds("analyst");
        asked.company.narrows("github", ENGINEERS);
        asked.company.answers(ENGINEERS, Truth.NO);

        assertThat(losses(without("analyst"), false))
                .isEqualTo(Map.of(app("github"), Loss.ofAccount(editOfTheApp(), false)));
    }

    @Test
    void aRoleThatGivesTheBareAccountNoMoreTakesItWhileItsEditIsOnItsWay() {
        holds("guest");
        asked.company.hasRole("guest", roles());
        spreading.add(role("guest"));

        assertThat(losses(without("guest"), false))
                .isEqualTo(Map.of(app("github"), Loss.ofAccount(edit("guest"), false)));
    }

    @Test
    void whatWasLostBeforeIsForgottenWhereNobodyToldThen() {
        holds("analyst");
        asked.memory =
                asked.resolve(person("ada"), Asked.of(Stream.of()), LATER).next();

        assertThat(losses(without(), false))
                .isEqualTo(Map.of(app("github"), Loss.ofAccount(new Origin.Forgotten(), false)));
    }

    @Test
    void whereAReadAgreedNothingIsLostAnyMore() {
        holds("analyst");

        assertThat(losses(without(), true, Set.of(app("github")))).isEmpty();
    }

    /** Somebody was locked, is not any more, and has no role by then because of a slip. */
    @Test
    void anAccountThatALockHasShutGoesByWhatTakesItWhereNothingIsRetained() {
        asked.company.hasApp(
                "github",
                new Deprovisioning(Reaction.Delete, Reaction.Disable, Reaction.Disable, Reaction.Delete, Duration.ZERO),
                Duration.ZERO);
        holds("analyst");
        asked.memory = asked.memory.with(app("github"), Question.account("github", AccountState.Disabled));

        assertThat(losses(without(), false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(edit("analyst"), true)));

        isEdited = true;
        assertThat(losses(without(), false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(editOfTheApp(), true)));
    }

    @Test
    void whoseAccountIsDisabledAlreadyLosesNothingAndIsDeletedByDate() {
        var month = Duration.ofDays(30);
        asked.company.hasApp(
                "github",
                new Deprovisioning(Reaction.Disable, Reaction.Disable, Reaction.Disable, Reaction.Delete, month),
                Duration.ZERO);
        asked.hasAccount("github");
        asked.passes(person("ada", employment(Employment.Status.Terminated)), Asked.of(Stream.of()), NOW.minus(month));
        asked.memory = asked.memory.with(app("github"), Question.account("github", AccountState.Disabled));
        var gone = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");

        assertThat(losses(gone, false)).isEqualTo(Map.of(app("github"), Loss.ofAccount(own(Matter.RETENTION), true)));

        asked.company.hasApp("github", Reaction.Disable);
        var disabled = asked.resolve(person("ada", employment(Employment.Status.Terminated)), "analyst");
        assertThat(losses(disabled, false)).isEmpty();
    }

    @Test
    void anAccountThatIsNotThereYetIsNoLoss() {
        holds("analyst");
        asked.memory = asked.memory.with(app("github"), KnownAccount.inTheMaking(NOW));

        assertThat(losses(without(), true)).isEmpty();
    }
}
