package dev.usher.domain.plan;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MembershipTest {
    @Test
    void isEmptyWhereAReadAgrees() {
        var membership = Membership.between(wants("a", "b"), Set.of(), groups("a", "b", "c"), groups("a", "b"));

        assertThat(membership.isEmpty()).isTrue();
    }

    @Test
    void addsWhatIsWantedAndRemovesWhatIsManagedAndNotWanted() {
        var membership = Membership.between(wants("new"), Set.of(), groups("new", "old"), groups("old"));

        assertThat(membership.add()).isEqualTo(groups("new"));
        assertThat(membership.remove()).isEqualTo(groups("old"));
    }

    @Test
    void leavesAloneWhatNoRoleOfOursNames() {
        var membership = Membership.between(wants("a"), Set.of(), groups("a"), groups("a", "everyone", "by hand"));

        assertThat(membership.isEmpty()).isTrue();
    }

    @Test
    void neitherAddsNorRemovesWhatIsFrozen() {
        var membership = Membership.between(
                wants("wanted", "frozen and wanted"),
                groups("frozen and wanted", "frozen and held"),
                groups("wanted", "frozen and wanted", "frozen and held"),
                groups("frozen and held"));

        assertThat(membership.add()).isEqualTo(groups("wanted"));
        assertThat(membership.remove()).isEmpty();
    }

    @Test
    void takesEverythingManagedFromAnAccountThatShouldHoldNothing() {
        var membership = Membership.none(groups("a", "b"), groups("a", "by hand"));

        assertThat(membership.add()).isEmpty();
        assertThat(membership.remove()).isEqualTo(groups("a"));
    }

    private static Desired wants(String... names) {
        return new Desired(new Identity("people", "1815"), Attributes.NONE, new TreeSet<>(groups(names)));
    }
}
