package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.HeldEntitlement;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
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
