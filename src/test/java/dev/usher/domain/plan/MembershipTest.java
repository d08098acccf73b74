package dev.usher.domain.plan;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MembershipTest {
    @Test
    void isEmptyWhereAReadAgrees() {
        var membership = Membership.between(wants("a", "b"), Set.of(), managed("a", "b", "c"), groups("a", "b"));

        assertThat(membership.isEmpty()).isTrue();
    }

    @Test
    void addsWhatIsWantedAndRemovesWhatIsManagedAndNotWanted() {
        var membership = Membership.between(wants("new"), Set.of(), managed("new", "old"), groups("old"));

        assertThat(membership.add()).isEqualTo(groups("new"));
        assertThat(membership.remove()).isEqualTo(groups("old"));
    }

    @Test
    void leavesAloneWhatNoRoleOfOursNames() {
        var membership = Membership.between(wants("a"), Set.of(), managed("a"), groups("a", "everyone", "by hand"));

        assertThat(membership.isEmpty()).isTrue();
    }

    @Test
    void neitherAddsNorRemovesWhatIsFrozen() {
        var membership = Membership.between(
                wants("wanted", "frozen and wanted"),
                groups("frozen and wanted", "frozen and held"),
                managed("wanted", "frozen and wanted", "frozen and held"),
                groups("frozen and held"));

        assertThat(membership.add()).isEqualTo(groups("wanted"));
        assertThat(membership.remove()).isEmpty();
    }

    @Test
    void takesEverythingManagedFromAnAccountThatShouldHoldNothing() {
        var membership = Membership.none(managed("a", "b"), groups("a", "by hand"));

        assertThat(membership.add()).isEmpty();
        assertThat(membership.remove()).isEqualTo(groups("a"));
    }

    @ParameterizedTest
    @EnumSource
    void addsWhatIsWantedWhateverTheAuthority(Authority authority) {
        var membership = Membership.between(wants("new"), Set.of(), new Ours(authority, groups("new")), groups());

        assertThat(membership.add()).isEqualTo(groups("new"));
    }

    @ParameterizedTest
    @CsvSource({"Managed, true", "Additive, false", "Authoritative, true"})
    void takesFromWhatIsHeldAndNotWantedWhatIsNamedUnlessItMayOnlyAdd(Authority authority, boolean takes) {
        var ours = new Ours(authority, groups("wanted", "kept", "named", "not held"));
        var held = groups("wanted", "kept", "named", "by hand");
        var expected = takes ? groups("named") : groups();

        assertThat(Membership.between(wants("wanted"), groups("kept"), ours, held))
                .isEqualTo(new Membership(new TreeSet<>(), new TreeSet<>(expected)));
        assertThat(Membership.atMost(groups("wanted", "kept"), ours, held).remove())
                .isEqualTo(expected);
        assertThat(Membership.none(ours, groups("named", "by hand")).remove()).isEqualTo(expected);
    }

    private static Ours managed(String... names) {
        return new Ours(Authority.Managed, groups(names));
    }

    private static Desired wants(String... names) {
        return new Desired(new Identity("people", "1815"), Attributes.NONE, new TreeSet<>(groups(names)));
    }
}
