package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccountHoldersTest {
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Tenant TENANT = new Tenant("k2v9");

    private final Neighbourhood here = new Neighbourhood();
    private final AccountHolders<String> holders = new AccountHolders<>(
            here.caches,
            user -> user.getMetadata().getName(),
            account -> account.getMetadata().getName());

    private void has(String name, String created, String... accounts) {
        var status = "{accounts: [" + String.join(", ", accounts) + "]}";
        here.since(created, here.has("people", name, "{userName: " + name + "}", status));
    }

    private static String account(String app, String id, String tenant) {
        return "{app: " + app + ", namespace: people, state: Active, since: x, id: " + id + ", tenant: " + tenant + "}";
    }

    @Test
    void everyAccountIsWhoseStatusShowsIt() {
        here.has("nobody", "{userName: nobody}");
        has("ada", "2026-01-01T00:00:00Z", account("wiki", "a1", "k2v9"), account("chat", "c1", "other"));
        has("bob", "2026-01-02T00:00:00Z", account("wiki", "b1", "k2v9"));

        assertThat(holders.in(WIKI, TENANT)).isEqualTo(Map.of(new RemoteId("a1"), "ada", new RemoteId("b1"), "bob"));
    }

    @Test
    void anAccountOfWhichNoIdIsKnownIsNobodys() {
        has("ada", "2026-01-01T00:00:00Z", "{app: wiki, namespace: people, state: Pending, since: x, tenant: k2v9}");

        assertThat(holders.in(WIKI, TENANT)).isEmpty();
    }

    @Test
    void ofTwoWhoShowOneAccountTheOlderHasItWhoeverIsSeenFirst() {
        has("young", "2026-03-01T00:00:00Z", account("wiki", "a1", "k2v9"));
        has("old", "2026-01-01T00:00:00Z", account("wiki", "a1", "k2v9"));
        has("middle", "2026-02-01T00:00:00Z", account("wiki", "a1", "k2v9"));

        assertThat(holders.in(WIKI, TENANT)).isEqualTo(Map.of(new RemoteId("a1"), "old"));
    }

    @Test
    void aUserHasAnAccountBeforeTheRecordOfOneWhoWent() {
        here.hasRetained("wiki-1", record("a1"), "{}");
        here.hasRetained("wiki-2", record("a2"), "{}");
        has("ada", "2026-01-01T00:00:00Z", account("wiki", "a1", "k2v9"));

        assertThat(holders.in(WIKI, TENANT)).isEqualTo(Map.of(new RemoteId("a1"), "ada", new RemoteId("a2"), "wiki-2"));
    }

    @Test
    void whatIsRecordedOfSomebodyIsInTheirStatusAndInRecordsOfWhoeverHadTheirKey() {
        has("ada", "2026-01-01T00:00:00Z", account("wiki", "a1", "k2v9"), account("chat", "c1", "k2v9"));
        here.hasRetained("wiki-1", record("a2"), "{}");

        assertThat(recorded(Identity.ofName("people", "ada"))).containsExactly(new RemoteId("a1"));
        assertThat(recorded(new Identity("people", "1"))).containsExactly(new RemoteId("a2"));
        assertThat(recorded(new Identity("people", "2"))).isEmpty();
        assertThat(AccountHolders.recorded(here.caches, new AppId("people", "mail"), Identity.ofName("people", "ada")))
                .isEmpty();
    }

    private Set<RemoteId> recorded(Identity identity) {
        return AccountHolders.recorded(here.caches, WIKI, identity).stream()
                .flatMap(account -> account.idIn(TENANT).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String record(String id) {
        return "{app: {name: wiki}, tenant: k2v9, id: " + id
                + ", externalId: \"1\", realm: people, userName: ada, reason: UserDeleted}";
    }
}
