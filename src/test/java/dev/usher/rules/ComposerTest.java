package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposerTest {
    private static final Map<String, String> ADA = Map.of(
            "name.given", "Ada",
            "name.family", "De Łövelåce-King",
            "department", "Engineering",
            "attributes.badge", "77");

    private final Composer composer =
            Composer.ofPerson(Set.of("name.given", "name.family", "department", "title", "attributes.badge"));

    private static Composition.Usable usable(Composer composer, String expression) {
        assertThat(composer.understand(expression)).isInstanceOf(Composition.Usable.class);
        return (Composition.Usable) composer.understand(expression);
    }

    private static String flaw(Composer composer, String expression) {
        assertThat(composer.understand(expression)).as(expression).isInstanceOf(Composition.Flawed.class);
        return ((Composition.Flawed) composer.understand(expression)).flaw().text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ascii(name.given).lowerAscii() + '.' + ascii(name.family).lowerAscii()|ada.deloevelaace-king",
                "ascii(name.given).lowerAscii() + string(n)|ada7",
                "name.given.substring(0, 1) + department|AEngineering",
                "slug(concat([name.given, ' ', department]))|ada-engineering",
                "'x' + attributes.badge|x77",
                "'x' + attributes['badge']|x77",
                "has(name.family) ? name.given : department|Ada"
            })
    void makesATextOfWhatIsSaid(String expression, String text) {
        assertThat(usable(composer, expression).text(ADA, 7)).contains(text);
    }

    @Test
    void makesNoneOfWhatIsNotSaid() {
        assertThat(usable(composer, "name.given + title").text(ADA, 2)).isEmpty();
        assertThat(usable(composer, "name.given + name.family").text(Map.of("name.given", "Ada"), 2))
                .isEmpty();
        assertThat(usable(composer, "attributes.badge").text(Map.of("name.given", "Ada"), 2))
                .isEmpty();
        assertThat(usable(composer, "has(name.family) ? name.family : name.given")
                        .text(Map.of("name.given", "Ada"), 2))
                .contains("Ada");
        assertThat(usable(composer, "attributes[?'badge']").text(Map.of(), 2)).isEmpty();
    }

    @Test
    void tellsWhatItReadsAndWhetherItCounts() {
        var counted = usable(composer, "name.given + attributes['badge'] + string(n)");

        assertThat(counted.reads()).containsExactlyInAnyOrder("name.given", "attributes.badge");
        assertThat(counted.counts()).isTrue();
        assertThat(usable(composer, "department").counts()).isFalse();
        assertThat(usable(composer, "['a'].exists(x, x == 'a') ? 'b' : 'c'").reads())
                .isEmpty();
        assertThat(usable(composer, "string(size(attributes))").reads()).containsExactly("attributes.badge");
    }

    @Test
    void tellsOfANameThatNoFieldIsSaidToBe() {
        assertThat(flaw(composer, "departmnet")).contains("undeclared reference to 'departmnet'");
        assertThat(flaw(composer, "name.middle")).contains("undefined field 'middle'");
        assertThat(flaw(composer, "department + attributes.desk"))
                .isEqualTo("line 1, column 14: no field of the source is said to be 'attributes.desk'");
        assertThat(flaw(Composer.ofPerson(Set.of("name.given")), "name.given + name.family"))
                .contains("no field of the source is said to be 'name.family'");
    }

    @Test
    void tellsOfWhatIsNoText() {
        assertThat(flaw(composer, "n")).contains("expected type 'string' but found 'int'");
        assertThat(flaw(composer, "department +")).contains("line 1");
        assertThat(flaw(composer, "department.matches('(')? 'a' : 'b'")).contains("line 1");
    }

    @Test
    void noTextGetsLongerThanOneMayBe() {
        var whole = "department + department";
        var six = String.join(" + ", Collections.nCopies(6, "department"));
        var long200 = Map.of("department", "x".repeat(200));

        assertThat(usable(composer, whole).text(long200, 2)).contains("x".repeat(400));
        assertThat(usable(composer, six).text(long200, 2)).isEmpty();
    }

    @Test
    void readsTheFieldsOfARecordByTheirOwnNames() {
        var whole = usable(Composer.ofRecord(), "record['First name'] + ' ' + record.n");

        assertThat(whole.reads()).containsExactlyInAnyOrder("First name", "n");
        assertThat(whole.counts()).isFalse();
        assertThat(whole.text(Map.of("First name", "Ada", "n", "L"), 0)).contains("Ada L");
        assertThat(whole.text(Map.of("First name", "Ada"), 0)).isEmpty();
        assertThat(usable(Composer.ofRecord(), "record[?'Middle'].orValue('')").text(Map.of(), 0))
                .contains("");
        assertThat(flaw(Composer.ofRecord(), "record['a' + 'b']")).contains("name the field by a text");
        assertThat(flaw(Composer.ofRecord(), "record.exists(key, key == 'a') ? 'a' : 'b'"))
                .contains("name the field by a text");
    }
}
