package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.rule.Rule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConjunctsTest {
    private final CelRulings rulings = new CelRulings();

    private List<String> parts(String rule) {
        return rulings.parts(new Rule(rule)).stream().map(Rule::expression).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "user.title == 'a' && user.type == 'b'            # user.title == 'a' ; user.type == 'b'",
                "has(user.title)&&has(user.email)&&true           # has(user.title) ; has(user.email) ; true",
                "(has(user.title) && has(user.email)) && true     # has(user.title) ; has(user.email) ; true",
                "((has(user.title) && true))                      # has(user.title) ; true",
                "true && (has(user.title) || false)               # true ; (has(user.title) || false)",
                "(true || false) && (false || true)               # (true || false) ; (false || true)",
                "user.title == 'a && b' && true                   # user.title == 'a && b' ; true",
                "user.title == \"it's && \" && true               # user.title == \"it's && \" ; true",
                "user.title == 'it\\'s && ' && true               # user.title == 'it\\'s && ' ; true",
                "user.title.matches(r'\\w && ') && true            # user.title.matches(r'\\w && ') ; true",
                "user.title == '''a' && ''' && true               # user.title == '''a' && ''' ; true",
                "user.?title.orValue('') != '' && true            # user.?title.orValue('') != '' ; true",
                "['a'].exists(x, x == user.title && true) && true # ['a'].exists(x, x == user.title && true) ; true",
            })
    void areTheConditionsThatHaveToBeTrueTogether(String rule, String parts) {
        assertThat(parts(rule)).isEqualTo(Arrays.asList(parts.split(" ; ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.title == 'a'",
                "true && false || true",
                "true || true && false",
                "true && false ? true : false",
                "!(true && false)",
                "(user.title == 'a')",
            })
    void areTheRuleItselfWhereItJoinsNoneByAnd(String rule) {
        assertThat(parts(rule)).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.titel == 'a' && true", "true &&", "user.title == 'a && b", "true && 'a'"})
    void areTheRuleItselfWhereItHasAFlaw(String rule) {
        assertThat(parts(rule)).containsExactly(rule);
    }

    @Test
    void mayStandInLinesOfTheirOwnWithComments() {
        assertThat(parts("""
                has(user.title) // not && but
                && has(user.email)
                """)).containsExactly("has(user.title) // not && but", "has(user.email)");
    }
}
