package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhyJsonTest {
    @Test
    void hasNamesForScripts() {
        var town = new Town()
                .app("wiki", "")
                .role(
                        "builder",
                        "{membership: {rule: user.title == 'x'}, grants: [{app: {name: wiki}, entitlements: [{kind: group, value: builders}]}]}")
                .role("guest", "{grants: [{app: {name: wiki}}]}")
                .user("ada", "{userName: ada, roles: [{name: guest}]}");

        assertThat(town.json("ada", "wiki")).isEqualTo("""
                {"user":"ada","namespace":"people","lifecycleState":"Active","frozen":false,"suspended":false,"problems":[],
                "apps":[{"app":"wiki","namespace":"people","decision":"Enabled","text":"an enabled account","scope":[],
                "given":[{"roles":[{"role":"guest","namespace":"people","causes":[{"kind":"Explicit","since":"2026-09-15T12:00:00Z"}]}]}],
                "lacking":[{"role":"builder","namespace":"people","gives":[{"kind":"group","value":"builders"}],
                "rule":[{"rule":"user.title == 'x'","answer":"NO"}],"through":[]}]}]}
                """.replace("\n", ""));
    }

    @Test
    void namesWhatNoRoleExplains() {
        var town = new Town()
                .app("wiki", "")
                .user(
                        "ada",
                        "{userName: ada}",
                        "{accounts: [{app: wiki, namespace: people, state: Active, since: x, unexplained: [{kind: group, value: owners}], unexplainedCount: 3}]}");

        assertThat(town.json("ada", "wiki"))
                .contains("\"unexplained\":[{\"kind\":\"group\",\"value\":\"owners\"}],\"unexplainedCount\":3}");
    }

    @Test
    void namesTheReasonWhereThereIsNothing() {
        var town = new Town().app("wiki", "").user("ada", "{userName: ada}");

        assertThat(town.json("ada", "wiki")).contains("\"decision\":\"None\",\"reason\":\"NoRoleGivesIt\"");
    }

    @Test
    void namesARoleThatIsExplainedBeforeWithoutItsCauses() {
        var town = new Town()
                .app("wiki", "")
                .role("a", "{grants: [{app: {name: wiki}}]}")
                .role("b", "{inherits: [{name: a}]}")
                .role("c", "{inherits: [{name: a}, {name: b}]}")
                .user("ada", "{userName: ada, roles: [{name: c}]}");

        assertThat(town.json("ada", "wiki"))
                .contains("\"via\":{\"role\":\"c\",\"namespace\":\"people\",\"causes\":[")
                .contains("\"via\":{\"role\":\"c\",\"namespace\":\"people\"}");
    }

    @Test
    void saysWhyARoleIsNotGivenThatIsAskedFor() {
        var town = new Town()
                .app("wiki", "")
                .role("guest", "{grants: [{app: {name: wiki}}]}")
                .role("temp", "{grants: [{app: {name: wiki}}]}")
                .role("watcher", "{assignment: {explicit: Forbidden}, grants: [{app: {name: wiki}}]}")
                .user(
                        "ada",
                        "{userName: ada, roles: [{name: guest, from: \"2026-10-01\"}, {name: temp, until: \"2026-08-31\"}, {name: watcher}]}");

        assertThat(town.json("ada", "wiki"))
                .contains(
                        "\"refused\":{\"reason\":\"Begins\",\"time\":\"2026-10-01T00:00:00Z\"}",
                        "\"refused\":{\"reason\":\"Ended\",\"time\":\"2026-09-01T00:00:00Z\"}",
                        "\"refused\":{\"reason\":\"RoleNotAssignable\",\"effect\":\"WAITS\",\"message\":");
    }
}
