package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Reference;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import dev.usher.source.Names.Wanting;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedNamesTest {
    private static final Digests DIGESTS = new Digests("16 bytes of salt".getBytes(StandardCharsets.US_ASCII));
    private static final Wanting ADA = new Wanting("hr-1", Optional.of("1815"));
    private static final Wanting EVE = new Wanting("hr-2", Optional.of("1906"));

    private final Neighbourhood here = new Neighbourhood();
    private final Set<String> inApps = new HashSet<>();

    private boolean isFree(String name, Wanting by) {
        return new CachedNames(here.caches, inApps::contains)
                .of(new SourceId("people", "hr"))
                .isFree(name, by);
    }

    private static String retained(String externalId) {
        return "{app: {name: wiki}, tenant: k2v9, id: a9, externalId: '" + externalId
                + "', realm: people, userName: Ada, reason: UserDeleted}";
    }

    @Test
    void aNameIsFreeThatNobodyHas() {
        here.has("eve", "{userName: eve}");

        assertThat(isFree("ada", ADA)).isTrue();
    }

    @Test
    void aNameIsTheirsWhoWantOrHoldItInWhateverNamespace() {
        here.has("board", "ada", "{userName: Ada}");
        here.has("people", "bob", "{userName: robert}", "{userName: bob}");

        assertThat(isFree("aDA", ADA)).isFalse();
        assertThat(isFree("robert", ADA)).isFalse();
        assertThat(isFree("bob", ADA)).as("whom apps do not call otherwise yet").isFalse();
    }

    @Test
    void theirOwnNameIsFreeForThemAlone() {
        here.has("people", "hr-1", "{userName: ada, email: ada@x.org}");

        assertThat(isFree("ada", ADA)).isTrue();
        assertThat(isFree("ada@x.org", ADA)).isTrue();
        assertThat(isFree("ada", EVE)).isFalse();
        here.has("board", "hr-2", "{userName: eve}");
        assertThat(isFree("eve", EVE)).as("of another namespace").isFalse();
    }

    @Test
    void anAddressIsTheirsWhoHaveItBeItInAnEmploymentThatIsAhead() {
        here.has("eve", "{userName: eve, email: Eve@x.org, employments: [{id: a, attributes: {email: chief@x.org}}]}");

        assertThat(isFree("eve@X.org", ADA)).isFalse();
        assertThat(isFree("chief@x.org", ADA)).isFalse();
    }

    @Test
    void whatIsLeftOfSomebodyKeepsTheirNameFromAllOthers() {
        here.hasRetained("wiki-1", retained("1815"), "{}");

        assertThat(isFree("ada", EVE)).isFalse();
        assertThat(isFree("ada", ADA)).isTrue();
    }

    @Test
    void theNameOfADeletedAccountIsKeptUnlessNobodyUsedIt() {
        here.hasRetained("wiki-1", retained("1815"), "{state: Deleted}");
        assertThat(isFree("ada", EVE)).isFalse();

        here.hasRetained("wiki-1", retained("1815").replace("tenant:", "prepared: true, tenant:"), "{state: Deleted}");
        assertThat(isFree("ada", EVE)).isTrue();
    }

    @Test
    void aTombstoneKeepsANameFromAllButWhoseItWas() {
        here.caches.useDigests(DIGESTS);
        var tombstone = RetainedAccountSpec.forgotten(
                new Reference("wiki", null),
                "k2v9",
                "people",
                Tombstones.key(DIGESTS, new Identity("people", "1815")),
                Tombstones.name(DIGESTS, new Tenant("k2v9"), "ada"),
                "2026-09-15T12:00:00Z");
        here.hasRetained(
                Tombstones.resourceName(DIGESTS, new AppId("people", "wiki"), tombstone),
                Serialization.asJson(tombstone),
                "{}");

        assertThat(isFree("Ada", EVE)).isFalse();
        assertThat(isFree("ada", ADA)).isTrue();
        assertThat(isFree("ada2", EVE)).isTrue();
    }

    @Test
    void aRecordOfAnotherNamespaceCountsIfItsAppIsThere() {
        here.hasRetained("board", "wiki-1", retained("9").replace("realm: people", "realm: board"), "{}");
        assertThat(isFree("ada", ADA))
                .as("whoever may write there takes no names here")
                .isTrue();

        here.hasApp("board", "wiki", "k2v9");
        assertThat(isFree("ada", ADA)).isFalse();
    }

    @Test
    void whatTheirOwnAccountsStillBearIsFreeForThem() {
        here.has("people", "hr-1", "{userName: king}", "{userName: ada}");
        inApps.add("ada");

        assertThat(isFree("ada", ADA)).isTrue();
        assertThat(isFree("ada", EVE)).isFalse();
    }

    @Test
    void anAccountInAnAppThatIsNobodysKeepsItsName() {
        inApps.add("ada");
        assertThat(isFree("Ada", ADA)).isFalse();

        here.hasRetained("wiki-1", retained("1815"), "{}");
        assertThat(isFree("ada", ADA)).as("it is their own account").isTrue();
        assertThat(isFree("ada", EVE)).isFalse();
    }
}
