package dev.usher.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeltaTest {
    private static final Map<String, String> ADA = Map.of("userName", "ada", "displayName", "Ada", "email", "a@b.c");

    @Test
    void isEmptyWhereAReadAgrees() {
        assertThat(Delta.between(desired(ADA), observed(ADA, "1815", true)).isEmpty())
                .isTrue();
    }

    @Test
    void holdsOnlyWhatDiffers() {
        var there = Map.of("userName", "ada", "displayName", "Ada Byron", "email", "a@b.c");

        assertThat(Delta.between(desired(ADA), observed(there, "1815", true)).attributes())
                .isEqualTo(Map.of("displayName", Optional.of("Ada")));
    }

    @Test
    void setsWhatIsMissing() {
        var there = Map.of("userName", "ada", "displayName", "Ada");

        assertThat(Delta.between(desired(ADA), observed(there, "1815", true)).attributes())
                .isEqualTo(Map.of("email", Optional.of("a@b.c")));
    }

    @Test
    void clearsWhatNobodyWantsAnyMore() {
        var wanted = Map.of("userName", "ada");

        assertThat(Delta.between(desired(wanted), observed(ADA, "1815", true)).attributes())
                .isEqualTo(Map.of("displayName", Optional.empty(), "email", Optional.empty()));
    }

    @Test
    void leavesWhatIsNotManaged() {
        var there = Map.of("userName", "ada", "displayName", "Ada", "email", "a@b.c", "title", "Countess");

        assertThat(Delta.between(desired(ADA), observed(there, "1815", true)).isEmpty())
                .isTrue();
        assertThat(Delta.between(managing(ADA, "userName", "displayName"), observed(there, "1815", true))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void clearsWhatIsManagedAndNobodyWants() {
        var there = Map.of("userName", "ada", "title", "Countess", "nickName", "Ada");
        var wanted = managing(Map.of("userName", "ada"), "userName", "title");

        assertThat(Delta.between(wanted, observed(there, "1815", true)).attributes())
                .isEqualTo(Map.of("title", Optional.empty()));
    }

    @Test
    void doesNotCompareWhatOnlyANewAccountIsGiven() {
        var wanted = new Desired(
                new Identity("people", "1815"),
                Attributes.of(ADA),
                Attributes.MINIMAL,
                Attributes.of(Map.of("nickName", "Ada")),
                new TreeSet<>(),
                true);

        assertThat(Delta.between(wanted, observed(ADA, "1815", true)).isEmpty()).isTrue();
        assertThat(wanted.atCreation().values())
                .containsEntry("nickName", "Ada")
                .containsAllEntriesOf(ADA);
    }

    @Test
    void comparesUserNamesWithoutRegardToCaseAndEverythingElseWithIt() {
        var there = Map.of("userName", "ADA", "displayName", "ADA", "email", "a@b.c");

        assertThat(Delta.between(desired(ADA), observed(there, "1815", true)).attributes())
                .isEqualTo(Map.of("displayName", Optional.of("Ada")));
    }

    @Test
    void setsTheKeyWhereTheAppShowsNoneOrAnother() {
        assertThat(Delta.between(desired(ADA), observed(ADA, null, true)).externalId())
                .contains("1815");
        assertThat(Delta.between(desired(ADA), observed(ADA, "1816", true)).externalId())
                .contains("1815");
    }

    @Test
    void enablesADisabledAccountAndNeverDisables() {
        assertThat(Delta.between(desired(ADA), observed(ADA, "1815", false)).enable())
                .isTrue();
        assertThat(Delta.between(desired(ADA), observed(ADA, "1815", true)).enable())
                .isFalse();
    }

    private static Desired desired(Map<String, String> attributes) {
        return new Desired(new Identity("people", "1815"), Attributes.of(attributes), new TreeSet<>());
    }

    private static Desired managing(Map<String, String> attributes, String... names) {
        return new Desired(
                new Identity("people", "1815"),
                Attributes.of(attributes).only(Set.of(names)),
                Set.of(names),
                Attributes.NONE,
                new TreeSet<>(),
                true);
    }

    private static Account observed(Map<String, String> attributes, @Nullable String externalId, boolean active) {
        return new Account(
                new RemoteId("7f3a"),
                Optional.ofNullable(externalId),
                active,
                Attributes.of(attributes),
                Optional.empty());
    }
}
