package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void whatIsSaidByTheWayIsNotHandedOver() throws IOException {
        says('1', new byte[0]);
        says('D', new byte[7]);
        var told = said.toByteArray();
        said.reset();
        for (var i = 0; i < 100_000; i++) {
            says('N', new byte[] {'M', 'x', 0, 0});
        }
        says('1', new byte[0]);
        says('A', new byte[40_000]);
        says('D', new byte[7]);
        says('N', new byte[0]);
        assertThat(bounded().readAllBytes()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"D, 20001", "E, 1000", "S, 50"})
    void messagesAreCountedHoweverSmallTheyAre(char type, int most) throws IOException {
        for (var i = 0; i < most; i++) {
            says(type, new byte[2]);
        }
        assertThat(bounded().readAllBytes()).isEqualTo(said.toByteArray());
        says(type, new byte[2]);
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> bounded().readAllBytes());
    }

    @Test
    void eachAnswerIsCountedByItself() throws IOException {
        for (var i = 0; i < 30_000; i++) {
            says('D', new byte[2]);
            says('C', new byte[2]);
            if (i % 500 == 0) {
                says('Z', new byte[1]);
            }
        }
        assertThat(bounded().readAllBytes()).isEqualTo(said.toByteArray());
    }

    @Test
    void rowsAreTheSameHoweverTheyCome() throws IOException {
        var random = new Random(5);
        for (var i = 0; i < 5_000; i++) {
            var content = new byte[random.nextInt(i % 50 == 0 ? 40_000 : 300)];
            random.nextBytes(content);
            says(i % 7 == 0 ? 'C' : 'D', content);
            if (i % 100 == 0) {
                says('N', content);
                says('Z', new byte[1]);
            }
        }
        for (var most : new int[] {1, 7, 8_192, 1_000_000}) {
            var whole = new ByteArrayOutputStream();
            var piece = new byte[most];
            var in = bounded();
            for (var count = in.read(piece, 0, most); count >= 0; count = in.read(piece, 0, most)) {
                whole.write(piece, 0, count);
            }
            assertThat(whole.toByteArray()).isEqualTo(withoutNotices());
        }
    }

    private byte[] withoutNotices() throws IOException {
        var kept = new ByteArrayOutputStream();
        var in = new DataInputStream(new ByteArrayInputStream(said.toByteArray()));
        while (in.available() > 0) {
            var type = in.readByte();
            var length = in.readInt();
            var content = in.readNBytes(length - 4);
            if (type != 'N') {
                var out = new DataOutputStream(kept);
                out.writeByte(type);
                out.writeInt(length);
                out.write(content);
            }
        }
        return kept.toByteArray();
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095})
    void aProofThatIsSoonGuessedIsGivenToNobody(int rounds) throws IOException {
        says('R', proof("r=a,s=b,i=" + rounds));
        assertThatExceptionOfType(Bounded.NotScram.class)
                .isThrownBy(() -> bounded().readAllBytes());
    }

    @Test
    void anEndInTheMiddleIsNoEnd() throws IOException {
        claims('R', 100);
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> bounded().readAllBytes());
    }
}
