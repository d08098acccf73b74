package dev.usher.sync;

import static dev.usher.domain.access.Company.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Scope;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Delta;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Scope.Key ADAS_KEY = new Scope.Key.ExternalId("1815");
    private static final Scope.Key ADAS_NAME = new Scope.Key.UserName("ada");
    private static final List<Scope.Key> ADA = List.of(ADAS_KEY, ADAS_NAME);

    private final ShiftingTime time = new ShiftingTime();
    private final Register register = new Register(Timing.standard(time, time::nanos, () -> 0));
    private final ChangeId item =
            new ChangeId(Company.app("wiki"), person("ada").identity(), 1);

    private static Account account(String externalId, String userName) {
        return new Account(
                new RemoteId("id"),
                Optional.of(externalId).filter(key -> !key.isEmpty()),
                true,
                userName.isEmpty() ? Attributes.NONE : Attributes.of(Map.of(Attributes.USER_NAME, userName)),
                Optional.empty());
    }

    private void inventoryShows(Account... accounts) {
        var draft = register.begin();
        for (var account : accounts) {
            draft.account(account);
        }
        register.completes(draft);
    }

    private List<Scope.Key> open() {
        return register.open(ADA, HOUR, true);
    }

    @Test
    void showsWhomTheLastInventoryShowedAndWhatWasSentSinceThoughItAnswersForNobodyAnyMore() {
        var draft = register.begin();
        draft.account(account("", "Ada"));
        register.completes(draft);
        register.ends(draft);
        register.learns(account("", "eve"));
        assertThat(register.mayShow(new Scope.Key.UserName("eve"))).isTrue();

        register.forget();

        assertThat(register.mayShow(ADAS_NAME)).isTrue();
        assertThat(register.mayShow(new Scope.Key.UserName("bob"))).isFalse();
    }

    @Test
    void aCompleteInventoryAnswersForWhomItDidNotSee() {
        assertThat(open()).isEqualTo(ADA);

        inventoryShows(account("1906", "grace"));

        assertThat(open()).isEmpty();
    }

    @Test
    void aListWithoutAccountsDoesNotTellWhetherKeysAreShown() {
        inventoryShows();

        assertThat(open()).containsExactly(ADA.getFirst());
    }

    @ParameterizedTest
    @CsvSource({"1815, grace", "1906, ada", "1906, ADA", "1906, ' Ada'", "'', Ａｄａ"})
    void whoeverHasTheKeyOrTheNameInAnyCaseIsLookedUpByBoth(String externalId, String userName) {
        inventoryShows(account(externalId, userName), account("1912", "alan"));

        assertThat(open()).isEqualTo(ADA);
    }

    @Test
    void aNameIsAskedForWhereTheAppDoesNotSayThatItTakesNoneTwice() {
        inventoryShows(account("1906", "grace"));

        assertThat(register.open(ADA, HOUR, false)).containsExactly(ADAS_NAME);
    }

    @Test
    void aNameIsAskedForWhereTheAppHasOneTwiceWhateverItSays() {
        inventoryShows(account("1906", "grace"), account("1907", "Grace"));

        assertThat(open()).containsExactly(ADAS_NAME);
    }

    @Test
    void aNameIsAskedForWhereTheListDoesNotShowAllNames() {
        inventoryShows(account("1906", "grace"), account("1912", ""));

        assertThat(open()).containsExactly(ADAS_NAME);
    }

    /** An app may keep keys and not show them in a list. */
    @Test
    void aKeyIsAskedForWhereTheListShowsNone() {
        inventoryShows(account("", "grace"));

        assertThat(open()).containsExactly(ADAS_KEY);
    }

    @Test
    void answersNothingWhenItIsOld() {
        inventoryShows();
        time.advance(HOUR.plusSeconds(1));

        assertThat(open()).isEqualTo(ADA);
    }

    @Test
    void answersNothingOnceItWasForgottenAlsoByAnInventoryThatEndsThen() {
        inventoryShows();
        var draft = register.begin();

        register.forget();
        assertThat(open()).isEqualTo(ADA);

        register.completes(draft);
        assertThat(open()).isEqualTo(ADA);
    }

    @Test
    void theInventoryBeforeAnswersWhileTheNextOneIsTaken() {
        inventoryShows(account("1815", "ada"));
        var draft = register.begin();
        assertThat(open()).isEqualTo(ADA);

        draft.account(account("1906", "grace"));
        register.completes(draft);

        assertThat(open()).isEmpty();
    }

    @Test
    void whoIsCreatedMayBeThereFromThenOnAlsoWhereAnInventoryIsBeingTaken() {
        inventoryShows();
        var draft = register.begin();

        register.sends(new Change.Create(
                item, new Desired(person("ada").identity(), person("ada").profile(), new TreeSet<>())));
        var ada = List.<Scope.Key>of(
                new Scope.Key.ExternalId(person("ada").identity().externalId()), new Scope.Key.UserName("other"));
        assertThat(register.open(ada, HOUR, true)).isEqualTo(ada);
        assertThat(open()).isEqualTo(ADA);

        draft.account(account("1815", "ada"));
        register.completes(draft);

        assertThat(register.open(ada, HOUR, true)).isEqualTo(ada);
        assertThat(register.open(List.of(new Scope.Key.UserName("grace")), HOUR, true))
                .as("one account that was created and seen is no double")
                .isEmpty();
    }

    @Test
    void aNameThatSomebodyIsGivenIsTakenFromThenOn() {
        inventoryShows(account("1906", "grace"));

        register.sends(new Change.Update(
                item,
                new RemoteId("id"),
                new Delta(new TreeMap<>(Map.of(Attributes.USER_NAME, Optional.of("ada"))), Optional.empty(), false),
                Optional.empty()));

        assertThat(open()).isEqualTo(ADA);
    }

    @Test
    void twentyBytesAreKeptOfEachAccount() {
        var draft = register.begin();
        for (var number = 0; number < 100_000; number++) {
            draft.account(account("key-" + number, "somebody.with.a.long.name." + number + "@example.com"));
        }
        register.completes(draft);

        assertThat(draft.bytes()).isLessThanOrEqualTo(20 * 100_000);
        assertThat(open()).isEmpty();
    }
}
