package dev.usher.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryIdTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void aGuidIsWrittenAsToolsOfActiveDirectoryWriteIt() {
        assertThat(BinaryId.guid(bytes("33221100554477668899aabbccddeeff")))
                .isEqualTo("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(BinaryId.guid(bytes("ffffffffffffffffffffffffffffffff")))
                .isEqualTo("ffffffff-ffff-ffff-ffff-ffffffffffff");
        assertThat(BinaryId.guid(bytes("0102"))).isEqualTo("0102");
    }

    @ParameterizedTest
    @ValueSource(strings = {"33221100554477668899aabbccddeeff", "ffffffffffffffffffffffffffffffff", "0102", ""})
    void aGuidIsFoundByWhatItIsWrittenAs(String hex) {
        assertThat(BinaryId.ofGuid(BinaryId.guid(bytes(hex)))).contains(bytes(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "010500000000000515000000dcf4dc3b833d2b46828ba62800020000",
                "0100000000000005",
                "ff01ffffffffffff00000080",
                "0105000000000005",
                "01ff000000000005"
            })
    void aSidIsFoundByWhatItIsWrittenAs(String hex) {
        assertThat(BinaryId.ofSid(BinaryId.sid(bytes(hex)))).contains(bytes(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"S-1", "S-1-5-4294967296", "S-999-5", "S-1-281474976710656", "xyz", "1-2-3-4-5"})
    void whatIsNoneIsNotFound(String text) {
        assertThat(BinaryId.ofSid(text)).isEmpty();
        assertThat(BinaryId.ofGuid(text)).isEmpty();
    }

    @Test
    void aSidIsWrittenAsToolsOfActiveDirectoryWriteIt() {
        assertThat(BinaryId.sid(bytes("010500000000000515000000dcf4dc3b833d2b46828ba62800020000")))
                .isEqualTo("S-1-5-21-1004336348-1177238915-682003330-512");
        assertThat(BinaryId.sid(bytes("0100000000000005"))).isEqualTo("S-1-5");
        assertThat(BinaryId.sid(bytes("0105000000000005"))).isEqualTo("0105000000000005");
        assertThat(BinaryId.sid(bytes("01ff000000000005"))).isEqualTo("01ff000000000005");
        assertThat(BinaryId.sid(bytes(""))).isEmpty();
    }
}
