package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Basis;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClaimantsTest {
    private static final Basis.Unclaimed ACCOUNT = new Basis.Unclaimed(
            new Identity("people", "1"),
            new AppId("people", "wiki"),
            Optional.of(new Tenant("k2v9")),
            Optional.of(new RemoteId("a1")));
    private static final String OTHER = "app: wiki, namespace: people, state: Disabled, since: x, id: b1, tenant: k2v9";

    private static ProvisionedUser user(String name, String created, String status) {
        return Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: people, uid: " + name + ", creationTimestamp: \"" + created
                        + "\"}\nspec: {userName: " + name + ", externalId: \"1\"}\nstatus: " + status,
                ProvisionedUser.class);
    }

    private static ProvisionedUser with(String entry) {
        return user("ada", "2026-01-01T00:00:00Z", "{accounts: [{" + entry + "}]}");
    }

    @Test
    void aKeyIsOfWhoHoldsItElseOfTheOldest() {
        var older = user("older", "2025-01-01T00:00:00Z", "{}");
        var younger = user("younger", "2026-01-01T00:00:00Z", "{}");
        var holder = user("holder", "2026-06-01T00:00:00Z", "{externalId: \"1\"}");

        assertThat(Claimants.holder("1", Stream.of(younger, older))).contains(older);
        assertThat(Claimants.holder("1", Stream.of(younger, older, holder))).contains(holder);

        holder.getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");
        assertThat(Claimants.holder("1", Stream.of(younger, older, holder))).contains(older);
    }

    @Test
    void anAccountIsClaimedByWhoHasNoneInItsPlace() {
        assertThat(Claimants.claims(user("ada", "2026-01-01T00:00:00Z", "{}"), ACCOUNT))
                .isTrue();
        assertThat(Claimants.claims(with(OTHER.replace("b1", "a1")), ACCOUNT)).isTrue();
        assertThat(Claimants.claims(with(OTHER.replace("id: b1, ", "")), ACCOUNT))
                .isTrue();
    }

    @Test
    void anAccountIsNotClaimedByWhoHasAnotherThere() {
        assertThat(Claimants.claims(with(OTHER), ACCOUNT)).isFalse();
    }

    @Test
    void anAccountInAnotherAppOrTenantOrOneThatIsDeletedIsInNobodysPlace() {
        assertThat(Claimants.claims(with(OTHER.replace("wiki", "chat")), ACCOUNT))
                .isTrue();
        assertThat(Claimants.claims(with(OTHER.replace("namespace: people", "namespace: board")), ACCOUNT))
                .isTrue();
        assertThat(Claimants.claims(with(OTHER.replace("k2v9", "before")), ACCOUNT))
                .isTrue();
        assertThat(Claimants.claims(with(OTHER.replace("Disabled", "Deleted")), ACCOUNT))
                .isTrue();
    }

    /** It may be the very account that was being made. */
    @Test
    void anAccountWithoutAnIdIsClaimedWhateverElseThereIs() {
        var unknown = new Basis.Unclaimed(ACCOUNT.identity(), ACCOUNT.app(), Optional.empty(), Optional.empty());

        assertThat(Claimants.claims(with(OTHER), unknown)).isTrue();
    }

    @Test
    void nobodyWhoIsGoingClaimsAnything() {
        var going = user("ada", "2026-01-01T00:00:00Z", "{}");
        going.getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");

        assertThat(Claimants.claims(going, ACCOUNT)).isFalse();
    }
}
