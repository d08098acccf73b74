package dev.usher.domain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.person.Moment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormatTest {
    @ParameterizedTest
    @CsvSource({
        "2026-12-01,                      2026-12-01",
        "2026-12-01T08:30:00Z,            2026-12-01T08:30:00Z",
        "/Date(1388534400000)/,           2014-01-01",
        "/Date(1388534400000+0000)/,      2014-01-01",
        "/Date(1388565000000)/,           2014-01-01T08:30:00Z",
        "/Date(-86400000)/,               1969-12-31",
        "/Date(253402214400000)/,         9999-12-31",
        "/Date(999999999999999999)/,      none",
        "/Date(x)/,                       none",
        "01.12.2026,                      none"
    })
    void readsWhatIsUsual(String text, String meant) {
        assertThat(DateFormat.usual(text).map(Moment::text).orElse("none")).isEqualTo(meant);
    }
}
