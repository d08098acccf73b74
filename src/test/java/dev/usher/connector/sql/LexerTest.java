package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
    /** Pieces in which nothing is a parameter, though a colon and a quote stand in each. */
    private static final List<String> CLOSED = List.of(
            "':a'",
            "'it''s :a'",
            "E'\\':a'",
            "e'\\\\'",
            "\":a\"",
            "\"x\"\":a\"",
            "$$ :a ' $$",
            "$tag$ :a $$ ; $tag$",
            "-- :a ' ;\n",
            "/* :a ' ; */",
            "/* /* :a */ ; :b */",
            "x::text",
            "f(a := 1)",
            "U&'d\\0061t :a'",
            "N':a'",
            "1.5e3",
            "x[1:2]",
            "a$b$c");

    private static Query query(String text) {
        return Query.of(text);
    }

    @Test
    void aNameBehindAColonIsAPlaceForItsValue() {
        var query = query("UPDATE app.users SET login = :userName, mail=:email WHERE id = :id::bigint");
        assertThat(query.sql()).isEqualTo("UPDATE app.users SET login =  ? , mail= ?  WHERE id =  ? ::bigint");
        assertThat(query.parameters()).containsExactly("userName", "email", "id");
    }

    @Test
    void oneNameCanHaveManyPlaces() {
        assertThat(query("SELECT :a, :a, :b").parameters()).containsExactly("a", "a", "b");
    }

    @Test
    void aQuestionMarkThatIsAnOperatorStaysOne() {
        assertThat(query("SELECT tags ? :tag, '?' FROM app.t").sql()).isEqualTo("SELECT tags ??  ? , '?' FROM app.t");
        // The driver would take the first two of three for the operator.
        assertThat(query("SELECT :tags?'x', 'x'?:tag").sql()).isEqualTo("SELECT  ? ??'x', 'x'?? ?");
    }

    @Test
    void nothingInLiteralsNamesAndCommentsIsAParameter() {
        for (var piece : CLOSED) {
            assertThat(query("SELECT " + piece + " , :z").parameters())
                    .as(piece)
                    .containsExactly("z");
        }
    }

    @Test
    void howeverPiecesFollowOneAnotherTheParametersAreThoseBetweenThem() {
        var random = new Random(7);
        for (var run = 0; run < 2_000; run++) {
            var text = new StringBuilder("SELECT 1");
            var count = 0;
            for (var i = 0; i < 8; i++) {
                if (random.nextBoolean()) {
                    text.append(" , ").append(CLOSED.get(random.nextInt(CLOSED.size())));
                } else {
                    text.append(" + :p").append(count++);
                }
            }
            var query = query(text.toString());
            assertThat(query.parameters()).as(text.toString()).hasSize(count);
            assertThat(query.sql().chars().filter(sign -> sign == '?').count())
                    .as(text.toString())
                    .isEqualTo(count);
        }
    }

    @Test
    void noTextMakesItFailOtherwiseThanByWords() {
        var random = new Random(11);
        var signs = "'\"$:;-/*?\\{}E \n\0aA1_.,()[]é\ud83d\ude00";
        for (var run = 0; run < 20_000; run++) {
            var text = new StringBuilder();
            for (var i = random.nextInt(24); i > 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            var reading = new Lexer(text.toString()).read();
            if (reading instanceof Lexer.Reading.Of(Query query)) {
                // What is sent is read the same way once more, so that the driver is of one opinion with us.
                assertThat(query.sql()).doesNotContain(";--", "\0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP TABLE app.users",
                "SELECT 1;;; x",
                "SELECT 1; /* a */ x",
                "SELECT $1",
                "SELECT 1e'\\'' || :a --'",
                "SELECT 0xE'\\''",
                "SELECT 1e$a$ :b",
                "SELECT 1e\"a\"",
                "SELECT 1U&'a'",
                "SELECT 'a",
                "SELECT \"a",
                "SELECT $$a",
                "SELECT $t$ a $$",
                "SELECT /* /* */",
                "SELECT E'a\\'",
                "SELECT 'a' 'b'",
                "SELECT E'a'\n'b\\'; DROP TABLE app.users --'",
                "SELECT {fn now()}",
                "SELECT :äther",
                "SELECT \\d",
                "",
                "  ",
                "-- nothing",
                ";"
            })
    void whatIsNotOneStatementIsRefused(String text) {
        assertThat(Query.problem(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "SELECT 1 ; -- the end",
                "SELECT 'a' || 'b'",
                "SELECT ';'",
                "SELECT 1e5, 0xAF, 1_000, 2.5e+3, 7::text",
                "SELECT $$ ; $$",
                "WITH x AS (SELECT 1) SELECT * FROM x"
            })
    void oneStatementIsTaken(String text) {
        assertThat(Query.problem(text)).isEmpty();
    }

    @Test
    void wordsAreThoseOutsideLiterals() {
        assertThat(query("select 'delete' AS \"insert\" /* update */ FROM app.t")
                        .words())
                .containsExactly("select", "as", "from", "app", "t");
    }
}
