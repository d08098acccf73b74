package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccountEntry;
import dev.usher.api.HeldEntitlement;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LosingTest {
    private static final AppId WIKI = new AppId("people", "wiki");

    private final Neighbourhood here = new Neighbourhood();

    private static Set<Entitlement> groups(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Entitlement("group", "g%03d".formatted(number)))
                .collect(Collectors.toSet());
    }

    @Test
    void isRecordedInAStableOrder() {
        var recorded = Losing.of(WIKI, groups(3), here.accesses().of("people"));

        assertThat(recorded).extracting(HeldEntitlement::value).containsExactly("g000", "g001", "g002");
        assertThat(Losing.isFull(recorded)).isFalse();
    }

    /** A status has to be stored, whatever roles name. */
    @Test
    void hasLessRoomTheMoreAccountsShareIt() {
        assertThat(Losing.room(1)).isEqualTo(256);
        assertThat(Losing.room(4)).isEqualTo(256);
        assertThat(Losing.room(64)).isEqualTo(16);
        assertThat(Losing.of(WIKI, groups(20), here.accesses().of("people"), Losing.room(64)))
                .hasSize(16);
    }

    @Test
    void isSaidToBeFullWhereItIs() {
        var some = entry("wiki")
                .losing(Losing.of(WIKI, groups(255), here.accesses().of("people")));
        var most = entry("github")
                .losing(Losing.of(WIKI, groups(300), here.accesses().of("people")));

        assertThat(Losing.full(List.of(some, most, entry("mail")))).containsExactly(new AppId("people", "github"));
        assertThat(Losing.full(List.of(entry("mail")))).isEmpty();
    }

    private static AccountEntry entry(String app) {
        return Serialization.unmarshal(
                "app: " + app + "\nnamespace: people\nstate: Active\nsince: x\nid: a1", AccountEntry.class);
    }

    /** What another role names can be told without a record, too. */
    @Test
    void leavesOutFirstWhatARoleNamesThatStays() {
        here.hasApp("wiki");
        here.hasRole("reader", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: g000}]}]}");
        here.ends(here.hasRole("going", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: g001}]}]}"));

        var recorded = Losing.of(WIKI, groups(257), here.accesses().of("people"));

        assertThat(recorded)
                .hasSize(256)
                .contains(new HeldEntitlement("group", "g001"), new HeldEntitlement("group", "g256"))
                .doesNotContain(new HeldEntitlement("group", "g000"));
        assertThat(Losing.isFull(recorded)).isTrue();
    }
}
