package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.runtime.Program;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Truth;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Rule KEPT = new Rule("kept");
    private static final Rule NEW = new Rule("new");

    private final List<Rule> asked = new ArrayList<>();

    @Test
    void asksOnlyRulesThatThePersonWasNotAskedBefore() {
        var before = row(Set.of(KEPT), "ada", Optional.empty());
        asked.clear();

        var row = row(Set.of(KEPT, NEW), "ada", Optional.of(before));

        assertThat(asked).containsExactly(NEW);
        assertThat(row.of(KEPT)).isEqualTo(Truth.YES);
        assertThat(row.of(NEW)).isEqualTo(Truth.YES);
    }

    @Test
    void asksEverythingAgainOnceSomethingElseIsSaidOfThePerson() {
        var before = row(Set.of(KEPT), "ada", Optional.empty());
        asked.clear();

        row(Set.of(KEPT, NEW), "ada.lovelace", Optional.of(before));

        assertThat(asked).containsExactlyInAnyOrder(KEPT, NEW);
    }

    private Row row(Set<Rule> rules, String userName, Optional<Row> before) {
        var subject = new Subject(
                "people",
                "ada",
                "Employee",
                Attributes.of(Map.of(Attributes.USER_NAME, userName)),
                LocalDate.parse("2026-12-01"));
        return Row.fill(Columns.of(rules, this::counting), Fingerprint.of(subject, false), Fields.of(subject), before);
    }

    /** Says yes, and that it was asked. */
    private Compiled<Truth> counting(Rule rule) {
        var program = (Program) Proxy.newProxyInstance(
                Program.class.getClassLoader(), new Class<?>[] {Program.class}, (proxy, method, arguments) -> {
                    asked.add(rule);
                    return true;
                });
        return new Compiled.Usable<>(program, false, Language::truth, Truth.UNKNOWN);
    }
}
