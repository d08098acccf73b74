package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import dev.usher.connector.Capability;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastUseTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final LastUse LAST =
            new LastUse("lastLogin", Capability.Origin.spec, Clock.fixed(NOW, ZoneOffset.UTC));

    private static Optional<Instant> last(String... values) {
        return LAST.of(new Entry("cn=x", new Attribute("lastLogin", values)));
    }

    @ParameterizedTest
    @CsvSource({
        "20261128101112Z, 2026-11-28T10:11:12Z",
        "20261128101112.5Z, 2026-11-28T10:11:12Z",
        "'20261128101112,123456Z', 2026-11-28T10:11:12Z",
        "20261128101112+0130, 2026-11-28T08:41:12Z",
        "202611281011-05, 2026-11-28T15:11:00Z",
        "2026112810Z, 2026-11-28T10:00:00Z",
        "20261130115959Z, 2026-11-30T11:59:59Z"
    })
    void aTimeIsReadAsDirectoriesWriteIt(String value, Instant expected) {
        assertThat(last(value)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"134089800001234567, 2025-11-30T12:40:00Z", "116444736010000000, 1970-01-01T00:00:01Z"})
    void ofActiveDirectoryItIsANumber(String value, Instant expected) {
        assertThat(last(value)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "never",
                "0",
                "9223372036854775807",
                "9999999999999999999",
                "1764412800",
                "20261128101112",
                "20261328101112Z",
                "20261128241112Z",
                "20261128101160Z",
                "20261128101112+9900",
                "20261128101112.Z",
                "000001010000Z",
                "19691231235959Z",
                "20261201120000Z",
                "99991231235959Z",
                "2026-11-28T10:11:12Z",
                "２０２６1128101112Z"
            })
    void whatCannotBeIsNotTold(String value) {
        assertThat(last(value)).isEmpty();
    }

    @Test
    void ofSeveralTimesTheLatestCountsThatCanBe() {
        assertThat(last("20250101000000Z", "20260101000000Z", "20300101000000Z", "x"))
                .contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(LAST.of(new Entry("cn=x"))).isEmpty();
    }

    @Test
    void eachWayToDisableHasAnAttributeThatGoesWithIt() {
        assertThat(LastUse.usual("ppolicy")).contains("pwdLastSuccess");
        assertThat(LastUse.usual("nsAccountLock")).contains("lastLoginTime");
        assertThat(LastUse.usual("userAccountControl")).contains("lastLogonTimestamp");
        assertThat(LastUse.usual("attribute")).isEmpty();
    }
}
