package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Identity;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RealmsTest {
    private static final Identity ADA = new Identity("europe", "1815");

    private final Neighbourhood here = new Neighbourhood();
    private final Realms realms = new Realms(here.caches);

    private void names(String namespace, String realm, String others) {
        here.hasPolicy(namespace, "{realm: {name: " + realm + ", namespaces: [" + others + "]}}");
    }

    @Test
    void joinTwoNamespacesWhosePoliciesNameEachOther() {
        names("europe", "acme", "europe, america, asia");
        names("america", "acme", "europe, america");

        assertThat(realms.joinedWith("europe")).containsExactly("america");
        assertThat(realms.joinedWith("america")).containsExactly("europe");
        assertThat(realms.others(ADA)).containsExactly(new Identity("america", "1815"));
        assertThat(realms.areOne(ADA, new Identity("america", "1815"))).isTrue();
        assertThat(realms.areOne(ADA, new Identity("america", "1816"))).isFalse();
        assertThat(realms.unanswered("europe")).containsExactly("asia");
        assertThat(realms.unanswered("america")).isEmpty();
    }

    @Test
    void joinNobodyByTheWordOfOneAlone() {
        names("europe", "acme", "america");

        assertThat(realms.joinedWith("europe")).isEmpty();
        assertThat(realms.joinedWith("america")).isEmpty();

        names("america", "acme", "asia");

        assertThat(realms.joinedWith("europe")).isEmpty();
        assertThat(realms.joinedWith("america")).isEmpty();
    }

    @Test
    void joinNobodyByDifferentNames() {
        names("europe", "acme", "america");
        names("america", "globex", "europe");

        assertThat(realms.joinedWith("europe")).isEmpty();
    }

    @Test
    void endWithAPolicyThatIsBeingDeleted() {
        names("europe", "acme", "america");
        here.hasPolicy("america", "{realm: {name: acme, namespaces: [europe]}}")
                .getMetadata()
                .setDeletionTimestamp("2026-09-15T12:00:00Z");

        assertThat(realms.joinedWith("europe")).isEmpty();
    }

    /** Of three of which two do not name each other those two have nothing to do with each other. */
    @Test
    void reachNobodyByWayOfAThird() {
        names("europe", "acme", "america, asia");
        names("america", "acme", "europe");
        names("asia", "acme", "europe");

        assertThat(realms.joinedWith("europe")).isEqualTo(Set.of("america", "asia"));
        assertThat(realms.joinedWith("america")).containsExactly("europe");
    }

    /** Else whoever may give a key in one namespace could go by the name of somebody in another. */
    @Test
    void shareNoKeyThatStandsForANameOnEitherSide() {
        names("europe", "acme", "america");
        names("america", "acme", "europe");

        assertThat(realms.others(Identity.ofName("europe", "ada"))).isEmpty();
        assertThat(realms.others(new Identity("europe", "america/ada"))).isEmpty();
    }

    @Test
    void areLookedAtAroundAnEditWhereverOneOfBothNamesTheOther() {
        names("europe", "acme", "europe, america");
        names("asia", "acme", "europe");
        names("africa", "acme", "asia");

        assertThat(realms.around("europe")).isEqualTo(Set.of("america", "asia"));
        assertThat(realms.around("america")).containsExactly("europe");
    }
}
