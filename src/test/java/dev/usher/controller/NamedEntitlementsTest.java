package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Role;
import dev.usher.api.RoleStatus.NamedEntitlement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamedEntitlementsTest {
    private final Neighbourhood here = new Neighbourhood();

    private static String groups(int count) {
        return IntStream.range(0, count)
                .mapToObj("{kind: group, value: \"g%03d\"}"::formatted)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private List<String> values(Role role) {
        return NamedEntitlements.of(role, here.accesses().offered(role)).stream()
                .map(NamedEntitlement::value)
                .toList();
    }

    @Test
    void areWhatIsNamedNowAndWhatWasNamedBefore() {
        var role = here.hasRole(
                "people",
                "employee",
                "{grants: [{app: {name: wiki}, entitlements: " + groups(2) + "}]}",
                "{named: [{app: wiki, namespace: people, kind: group, value: veterans}]}");

        assertThat(values(role)).containsExactly("g000", "g001", "veterans");
    }

    /** What is named now can be read off the role until it is edited. */
    @Test
    void keepWhatWasNamedBeforeWhereThereIsNoRoomForAll() {
        var role = here.hasRole(
                "people",
                "employee",
                "{grants: [{app: {name: wiki}, entitlements: " + groups(256) + "}]}",
                "{named: [{app: wiki, namespace: people, kind: group, value: veterans}]}");

        assertThat(values(role)).hasSize(256).contains("veterans");
    }
}
