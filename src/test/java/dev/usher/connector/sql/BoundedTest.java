package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private void says(char type, byte[] content) throws IOException {
        claims(type, content.length + 4);
        said.write(content);
    }

    private void claims(char type, int length) throws IOException {
        var out = new DataOutputStream(said);
        out.writeByte(type);
        out.writeInt(length);
    }

    private static byte[] proof(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeInt(11);
        bytes.write(text.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private Bounded bounded() {
        return new Bounded(new ByteArrayInputStream(said.toByteArray()));
    }

    @Test
    void whatIsWithinBoundsPassesAsItIs() throws IOException {
        says('R', proof("r=abc,s=QSXCR+Q6sek8bf92,i=4096"));
        says('D', new byte[100_000]);
        says('Z', new byte[0]);
        assertThat(bounded().readAllBytes()).isEqualTo(said.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 3, (8 << 20) + 5})
    void aMessageThatClaimsTooMuchIsNotRead(int length) throws IOException {
        claims('D', length);
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> bounded().readAllBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"r=a,s=b,i=1000001", "r=a,s=b,i=999999999999999999", "r=a,s=b", "r=a,s=b,i=99999999999999999999"
            })
    void nobodyMakesUsHashForHours(String challenge) throws IOException {
        says('R', proof(challenge));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> bounded().readAllBytes());
    }

    @Test
    void anEndInTheMiddleIsNoEnd() throws IOException {
        claims('R', 100);
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> bounded().readAllBytes());
    }
}
