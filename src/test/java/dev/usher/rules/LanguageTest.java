package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Truth;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    private static final Language LANGUAGE = new Language();

    private static final Subject ADA = new Subject(
            "people",
            "ada",
            "Employee",
            Attributes.of(Map.of(
                    "userName", "ada.lovelace",
                    "department", "Engineering",
                    "givenName", "Ada",
                    "familyName", "Łövelåçe",
                    "email", "ada@example.com",
                    "title", "",
                    "badge", "77")),
            LocalDate.parse("2026-12-01"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.department == 'Engineering' && user.type == 'Employee'",
                "user.department in ['Sales', 'Engineering']",
                "user.name.given == 'Ada'",
                "user.attributes.badge == '77'",
                "user.attributes['badge'].startsWith('7')",
                "user.attributes[?'team'].orValue('none') == 'none'",
                "user.email.endsWith('@example.com')",
                "user.department.matches('^Eng')",
                "has(user.department) && !has(user.location)",
                "user.location == ''",
                "!has(user.title)",
                "!has(user.attributes.team)",
                "user.attributes.all(key, key.size() < 10)",
                "user.today == '2026-12-01'",
                "user.attributes.team == 'x' || true"
            })
    void isTrueOfAda(String expression) {
        assertThat(answer(expression)).isEqualTo(Truth.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.department == 'Sales'",
                "user.country == 'GB'",
                "has(user.name.given) && user.name.given == 'Grace'",
                "user.attributes.team == 'x' && false"
            })
    void isFalseOfAda(String expression) {
        assertThat(answer(expression)).isEqualTo(Truth.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.attributes.team == 'x'",
                "int(user.department) > 3",
                "plusDays(user.department, 1) == ''",
                "1 / (size(user.name.given) - 3) == 1",
                "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5].all(d, a+b+c+d > 0))))"
            })
    void doesNotKnowWhatCannotBeTold(String expression) {
        assertThat(answer(expression)).isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user.deprtment == 'x'|1|5|deprtment",
                "user.department|1|5|bool",
                "user.department ==|1|19|EOF",
                "usr.department == 'x'|1|1|usr",
                "user.department == 1|1|17|no matching overload",
                "now() > timestamp('2026-01-01T00:00:00Z')|1|4|now",
                "user.department.matches('(')|1|25|egex",
                "timestamp('today') > timestamp('2026-01-01T00:00:00Z')|1|11|imestamp"
            })
    void saysWhereARuleIsWrong(String expression, int line, int column, String part) {
        var flaw = ((Compiled.Flawed<Truth>) LANGUAGE.compile(new Rule(expression))).flaw();

        assertThat(flaw.line()).isEqualTo(line);
        assertThat(flaw.column()).isEqualTo(column);
        assertThat(flaw.message()).contains(part);
    }

    @Test
    void countsLinesAndColumnsFromOne() {
        var flaw = ((Compiled.Flawed<Truth>) LANGUAGE.compile(new Rule("user.department == 'x' &&\n  user.nothing")))
                .flaw();

        assertThat(flaw.text()).startsWith("line 2, column 7: ");
    }

    @Test
    void takesAsMuchTextAsAResourceCanHoldAndNoMore() {
        assertThat(LANGUAGE.compile(new Rule(ofLength(2048)))).isInstanceOf(Compiled.Usable.class);
        assertThat(LANGUAGE.compile(new Rule(ofLength(2049)))).isInstanceOf(Compiled.Flawed.class);
    }

    private static String ofLength(int length) {
        var empty = "'' == ''";
        return "'" + "x".repeat(length - empty.length()) + empty.substring(1);
    }

    @Test
    void refusesWhatIsTooDeep() {
        assertThat(LANGUAGE.compile(new Rule("(".repeat(200) + "true" + ")".repeat(200))))
                .isInstanceOf(Compiled.Flawed.class);
    }

    /** A few of these in a row would fill any memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a'.replace('a', 'aa') == ''",
                "['a', 'b'].join('-') == ''",
                "user.userName + 'a' == ''",
                "([1] + [2]).size() > 0",
                "b'a' + b'a' == b'a'",
                "['a'].map(x, x + x + x + x)[0] == ''",
                "optional.of('a').optMap(x, x + x).hasValue()",
                "strings.quote(user.userName) == ''",
                "dyn(user).deprtment == ''"
            })
    void refusesWhatMakesLongerTextsOrHidesTypes(String expression) {
        assertThat(LANGUAGE.compile(new Rule(expression))).isInstanceOf(Compiled.Flawed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.?today.orValue('') < '2027-01-01'",
                "[user].exists(u, u.today < '2027-01-01')",
                "optional.of(user).optMap(u, u.today < '2027-01-01').orValue(false)",
                "(true ? user : user).today < '2027-01-01'"
            })
    void knowsThatARuleAsksForTheDayInARoundaboutWay(String expression) {
        var compiled = LANGUAGE.compile(new Rule(expression));

        assertThat(compiled).isInstanceOf(Compiled.Usable.class);
        assertThat(compiled.asksForTheDay()).isTrue();
    }

    @Test
    void knowsWhichRulesAskForTheDay() {
        assertThat(LANGUAGE.compile(new Rule("user.today >= '2026-12-01'")).asksForTheDay())
                .isTrue();
        assertThat(LANGUAGE.compile(new Rule("has(user.today)")).asksForTheDay())
                .isTrue();
        assertThat(LANGUAGE.compile(new Rule("user.department == 'today'")).asksForTheDay())
                .isFalse();
        assertThat(LANGUAGE.compile(new Rule("user.attributes.today == 'x'")).asksForTheDay())
                .isFalse();
        assertThat(LANGUAGE.compile(new Rule("user.?location.orValue('') == 'x'"))
                        .asksForTheDay())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lower('ÅDA') == 'åda'",
                "transliterate('Łövelåçe') == 'Lovelace'",
                "transliterate('Żółć Ćwikła') == 'Zolc Cwikla'",
                "transliterate('straße æon þorn') == 'strasse aeon thorn'",
                "transliterate('Αθηνά') == 'Athena'",
                "transliterate('Иван') == 'Ivan'",
                "slug('  Ada  King, Łövelåçe!') == 'ada-king-lovelace'",
                "slug('—') == ''",
                "localPart('ada.lovelace@example.com') == 'ada.lovelace'",
                "localPart('\"a@b\"@example.com') == '\"a@b\"'",
                "localPart('nobody') == ''",
                "plusDays('2026-12-31', 1) == '2027-01-01'",
                "plusDays(user.today, -1) < user.today",
                "daysBetween('2026-02-28', '2026-03-01') == 1",
                "daysBetween(user.today, '2026-11-30') == -1"
            })
    void knowsWhatPeopleNeed(String expression) {
        assertThat(answer(expression)).isEqualTo(Truth.YES);
    }

    private static Truth answer(String expression) {
        var compiled = LANGUAGE.compile(new Rule(expression));
        assertThat(compiled).as(expression).isInstanceOf(Compiled.Usable.class);
        return compiled.answer(Fields.of(ADA));
    }
}
