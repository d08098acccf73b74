package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.ProvisionedUser;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
    private final ProvisionedUser ada = Neighbourhood.user("people", "ada", "{userName: ada}", "{}");
    private final ProvisionedUser elsewhere = Neighbourhood.user("elsewhere", "ada", "{userName: grace}", "{}");
    private final Listing<ProvisionedUser> listing = new Listing<>(List.of(ada, elsewhere));

    @Test
    void findsWhatWasListedByNameAndByNamespace() {
        assertThat(listing.get(new ResourceID("ada", "people"))).contains(ada);
        assertThat(listing.get(new ResourceID("bob", "people"))).isEmpty();
        assertThat(listing.list("elsewhere", any -> true)).containsExactly(elsewhere);
        assertThat(listing.keys()).hasSize(2);
    }

    @Test
    void findsWhatWasListedByWhateverIsIndexed() {
        listing.addIndexer("login", user -> List.of(user.getSpec().userName()));

        assertThat(listing.byIndex("login", "grace")).containsExactly(elsewhere);
        assertThat(listing.byIndex("login", "nobody")).isEmpty();
        assertThatThrownBy(() -> listing.byIndex("badge", "7")).hasMessageContaining("badge");
    }
}
