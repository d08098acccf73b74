package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainLettersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada|Ada",
                "Jürgen Müßig|JuergenMuessig",
                "Åse Brøndbæk|AaseBroendbaek",
                "Łukasz Żółć|LukaszZolc",
                "Þórður Guðmundsson|ThordurGudmundsson",
                "Đorđe|Dorde",
                "IJsbrand Œuvre|IJsbrandOeuvre",
                "Iñaki Señor|InakiSenor",
                "Işık|Isik",
                "O'Brien|OBrien",
                "O’Brien|OBrien",
                "De Morgan, Jr.|DeMorganJr",
                "Anne-Marie|Anne-Marie",
                "ẞ|Ss",
                "Иван|Ivan",
                "Ελένη|Elene",
                "李|li",
                "😀|''"
            })
    void writesNamesAsPassportsDo(String name, String plain) {
        assertThat(PlainLetters.ascii(name)).isEqualTo(plain);
        assertThat(PlainLetters.ascii(Normalizer.normalize(name, Normalizer.Form.NFD)))
                .as("whose accents stand behind their letters")
                .isEqualTo(plain);
    }

    @Test
    void anotherFunctionOnlyTakesTheAccentsAway() {
        assertThat(PlainLetters.transliterate("Jürgen Brøndbæk")).isEqualTo("Jurgen Brondbaek");
    }
}
