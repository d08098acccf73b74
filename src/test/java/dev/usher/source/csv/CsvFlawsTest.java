package dev.usher.source.csv;

import static dev.usher.source.csv.ReadFile.endingWith;
import static dev.usher.source.csv.ReadFile.in;
import static dev.usher.source.csv.ReadFile.naming;
import static dev.usher.source.csv.ReadFile.separatedBy;
import static dev.usher.source.csv.ReadFile.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFlawsTest {
    private static Flaw flaw(String text) {
        return ReadFile.of(text).flaw();
    }

    private static Flaw at(long line, Defect defect, String... names) {
        return new Flaw(defect, OptionalLong.of(line), List.of(names));
    }

    private static byte[] bytes(Object... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            switch (part) {
                case String text -> all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                case Integer one -> all.write(one);
                default -> throw new IllegalArgumentException();
            }
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\r\n \t\n", "\uFEFF", "\uFEFF \n"})
    void aFileWithNothingInItIsEmpty(String text) {
        assertThat(flaw(text)).isEqualTo(Flaw.of(Defect.EMPTY));
    }

    @Test
    void aFileOfNothingButAByteOrderMarkOfAnyKindIsEmpty() {
        assertThat(ReadFile.of(bytes(0xFF, 0xFE), ReadFile.TERMS).flaw()).isEqualTo(Flaw.of(Defect.EMPTY));
        assertThat(ReadFile.of(bytes(0xFE, 0xFF), ReadFile.TERMS).flaw()).isEqualTo(Flaw.of(Defect.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,name", "id,name\n", "id,name\n\n \n,\n"})
    void aHeaderAloneHasNoRecords(String text) {
        assertThat(flaw(text)).isEqualTo(Flaw.of(Defect.NO_RECORDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>\n<html>id,name",
                "\uFEFF\n  <html><body>Sign in</body></html>",
                "<?xml version=\"1.0\"?>\n<users/>",
                "<users>\n<id>1</id>"
            })
    void aPageIsMarkup(String text) {
        assertThat(flaw(text)).isEqualTo(Flaw.of(Defect.MARKUP));
    }

    @Test
    void aPageInAnotherEncodingIsMarkupAllTheSame() {
        assertThat(ReadFile.of(bytes("<html>", "x".repeat(9000), 0xE9, "</html>"), ReadFile.TERMS)
                        .flaw())
                .isEqualTo(Flaw.of(Defect.MARKUP));
    }

    @Test
    void aSpreadsheetOrAnArchiveIsBinary() throws IOException {
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("xl/workbook.xml"));
            out.write(bytes("id,name\n1,Ada\n"));
        }
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(bytes("id,name\n1,Ada\n"));
        }
        var old = bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, "id,name");
        for (var file : List.of(zip.toByteArray(), gzip.toByteArray(), old, bytes("%PDF-1.7\n"))) {
            for (var encoding : CsvTerms.Encoding.values()) {
                assertThat(ReadFile.of(file, in(encoding)).flaw()).isEqualTo(Flaw.of(Defect.BINARY));
            }
        }
    }

    @Test
    void aFileWithAZeroByteIsBinaryWhereverItStands() {
        assertThat(flaw("id,name\n1,A\0da\n")).isEqualTo(at(2, Defect.BINARY));
        assertThat(flaw("id,name\n1,\"A\n\0\"\n")).isEqualTo(at(3, Defect.BINARY));
        assertThat(flaw("id,name\n" + "1,Ada\n".repeat(100_000) + "\0")).isEqualTo(at(100_002, Defect.BINARY));
        assertThat(ReadFile.of("id,name\n".getBytes(StandardCharsets.UTF_16LE), ReadFile.TERMS)
                        .flaw())
                .isEqualTo(at(1, Defect.BINARY));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 3_000, 50_000})
    void bytesThatAreNoTextOfTheEncodingAreNotGuessed(int before) {
        var file = bytes("id,name\r\n", "1,Ada\r\n".repeat(before), "2,Zo", 0xEB, "\r\n3,Bob\r\n");
        assertThat(ReadFile.of(file, ReadFile.TERMS).flaw()).isEqualTo(at(before + 2L, Defect.NOT_TEXT));
    }

    @Test
    void halfACharacterIsNoText() {
        assertThat(ReadFile.of(bytes("id,name\n2,Zo", 0xC3), ReadFile.TERMS).flaw())
                .isEqualTo(at(2, Defect.NOT_TEXT));
        assertThat(ReadFile.of(bytes(0xFF, 0xFE, "i", 0, "d"), ReadFile.TERMS).flaw())
                .isEqualTo(at(1, Defect.NOT_TEXT));
    }

    @Test
    void halfAPairOfSurrogatesIsNoText() {
        assertThat(ReadFile.of(bytes("id,name\n1,", 0xED, 0xA0, 0x80, "\n"), ReadFile.TERMS)
                        .flaw())
                .isEqualTo(at(2, Defect.NOT_TEXT));
        var lone = bytes(0xFE, 0xFF, 0, "i", 0, "d", 0, "\n", 0xD8, 0x3D, 0, "\n");
        assertThat(ReadFile.of(lone, naming("id")).flaw()).isEqualTo(at(2, Defect.NOT_TEXT));
    }

    @Test
    void aByteThatAnEncodingDoesNotHaveIsNoText() {
        var file = bytes("id,name\n1,", 0x81, "\n");
        assertThat(ReadFile.of(file, in(CsvTerms.Encoding.WINDOWS_1252)).flaw()).isEqualTo(at(2, Defect.NOT_TEXT));
        assertThat(ReadFile.of(file, in(CsvTerms.Encoding.ISO_8859_1)).flaw()).isEqualTo(at(2, Defect.NOT_TEXT));
    }

    @Test
    void aFileThatDoesNotSayTheOrderOfItsBytesIsNotGuessed() {
        assertThat(ReadFile.of(bytes("id,name\n"), in(CsvTerms.Encoding.UTF_16)).flaw())
                .isEqualTo(at(1, Defect.NOT_TEXT));
    }

    @Test
    void aHeaderOfOneColumnIsNotSeparated() {
        assertThat(flaw("idname\n1Ada\n")).isEqualTo(at(1, Defect.NOT_SEPARATED, "id", "name"));
        assertThat(flaw("id\n1\n")).isEqualTo(at(1, Defect.NOT_SEPARATED, "name"));
        assertThat(ReadFile.of("\nid;name\n1;Ada\n", separatedBy(',')).flaw())
                .isEqualTo(at(2, Defect.NOT_SEPARATED, "id", "name"));
        assertThat(flaw("sep=;\nid;name\n1;Ada\n").defect()).isEqualTo(Defect.NOT_SEPARATED);
    }

    @Test
    void aFirstLineThatIsNoHeaderIsNotSeparated() {
        assertThat(flaw("1,Ada\n2,Bob\n")).isEqualTo(at(1, Defect.NOT_SEPARATED, "id", "name"));
    }

    @Test
    void aFileMayHaveOneColumnWhereOneIsNamed() {
        assertThat(ReadFile.of("id\n1\n", naming("id")).complete().records()).isEqualTo(1);
    }

    @Test
    void columnsThatAreMissingAreNamed() {
        assertThat(ReadFile.of("x,name\n1,Ada\n", naming("id", "name", "mail")).flaw())
                .isEqualTo(at(1, Defect.COLUMN_MISSING, "mail", "id"));
        assertThat(flaw("id, \"name\"\n1,Ada\n")).isEqualTo(at(1, Defect.COLUMN_MISSING, "name"));
    }

    @Test
    void aColumnThatIsNamedMayNotStandTwice() {
        assertThat(flaw("id,name,id\n1,Ada,2\n")).isEqualTo(at(1, Defect.COLUMN_TWICE, "id"));
        assertThat(flaw("Id,name,ID\n1,Ada,2\n")).isEqualTo(at(1, Defect.COLUMN_TWICE, "id"));
    }

    @Test
    void oneColumnIsNotTwoNames() {
        assertThat(ReadFile.of("id,MAIL\n1,a@example.com\n", naming("id", "mail", "Mail"))
                        .flaw())
                .isEqualTo(at(1, Defect.COLUMN_MISSING, "mail", "Mail"));
        assertThat(ReadFile.of("id,mail\n1,a@example.com\n", naming("id", "mail", " mail"))
                        .flaw())
                .isEqualTo(at(1, Defect.COLUMN_TWICE, " mail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,name\n1,Ada\n2", "id,name\n2", "id,name,x\n1,Ada,\n,", "id,name\n1,Ada\n\n2"})
    void aLastRecordThatLacksItsEndIsCutOff(String text) {
        assertThat(flaw(text)).isEqualTo(at(text.lines().count(), Defect.CUT_OFF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,Ada\n2,\"Bo", "1,Ada\n2,\"", "1,Ada\n2,\"Bob\"\"", "1,Ada\n2,\"Bob\n", "1,Ada\n\"2,Bob\n\n"})
    void aFileThatEndsWithinQuotesIsCutOff(String text) {
        assertThat(flaw("id,name\n" + text)).isEqualTo(at(3, Defect.CUT_OFF));
    }

    @Test
    void aTrailerThatIsNotThereIsMissed() {
        for (var end :
                List.of("", "END,1\n", "END,\n", "END,x\n", "END,2,x\n", "end,2\n", "END,99999999999999999999\n")) {
            assertThat(ReadFile.of("id,name\n1,Ada\n2,Bob\n" + end, endingWith("END,{records}"))
                            .flaw()
                            .defect())
                    .as(end)
                    .isEqualTo(Defect.NO_TRAILER);
        }
        assertThat(ReadFile.of("id,name\n1,Ada\nEND,2\n", endingWith("END,{records}"))
                        .flaw())
                .isEqualTo(at(3, Defect.NO_TRAILER));
        assertThat(ReadFile.of("id,name\n", endingWith("END,{records}")).flaw()).isEqualTo(Flaw.of(Defect.NO_TRAILER));
        assertThat(ReadFile.of("id,name\nEND,0\n", endingWith("END,{records}")).flaw())
                .isEqualTo(Flaw.of(Defect.NO_RECORDS));
    }

    @Test
    void twoFilesInOneAreNotTakenForOne() {
        assertThat(flaw("id,name\n1,Ada\nid,name\n2,Bob\n")).isEqualTo(at(3, Defect.HEADER_TWICE));
        assertThat(flaw("\uFEFFid,name\n1,Ada\n\uFEFFid,name\n2,Bob\n")).isEqualTo(at(3, Defect.HEADER_TWICE));
        assertThat(ReadFile.of("id,name\n1,Ada\nEND,1\nid,name\n2,Bob\nEND,1\n", endingWith("END,{records}"))
                        .flaw()
                        .defect())
                .isEqualTo(Defect.HEADER_TWICE);
    }

    @Test
    void somethingBehindTheQuotesOfAValueBreaksTheFile() {
        assertThat(flaw("id,name\n1,Ada\n2,\"Bob\" Smith\n")).isEqualTo(at(3, Defect.QUOTES));
        assertThat(flaw("\"id\"x,name\n1,Ada\n")).isEqualTo(at(1, Defect.QUOTES));
    }

    @Test
    void aQuoteThatTheNextOneClosesSwallowsNobody() {
        assertThat(flaw("id,name\n1,\"Ada\n2,\"Bob\"\n")).isEqualTo(at(2, Defect.QUOTES));
        assertThat(flaw("id,name\n1,\"Ada\n2,\", Bob\"\n3,Cy\n")).isEqualTo(at(2, Defect.QUOTES));
    }

    @Test
    void aFileThatIsTooLargeIsNotReadToItsEnd() {
        var limits = new CsvTerms.Limits(20_000, 9, 99, 9);
        var read = new AtomicInteger();
        assertThat(ReadFile.of(
                                () -> new SequenceInputStream(
                                        new ByteArrayInputStream(bytes("id,name\n")), endless("1,Ada\n", read)),
                                within(limits))
                        .flaw())
                .isEqualTo(Flaw.of(Defect.TOO_LARGE));
        assertThat(read).hasValueLessThan(40_000);
        var exact = bytes("id,name\n", "1,Ada\n".repeat(2));
        assertThat(ReadFile.of(exact, within(new CsvTerms.Limits(exact.length, 9, 99, 9)))
                        .complete()
                        .records())
                .isEqualTo(2);
        assertThat(ReadFile.of(exact, within(new CsvTerms.Limits(exact.length - 1, 9, 99, 9)))
                        .flaw())
                .isEqualTo(Flaw.of(Defect.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void aMillionColumnsAreNotCountedToTheEnd(char delimiter) {
        var read = new AtomicInteger();
        var header = bytes("id" + delimiter + ("x" + delimiter).repeat(1_000_000), "\n1\n");
        var file = ReadFile.of(() -> counted(header, read), ReadFile.TERMS);
        assertThat(file.flaw()).isEqualTo(at(1, Defect.TOO_MANY_COLUMNS));
        assertThat(read).hasValueLessThan(300_000);
    }

    @Test
    void aRecordMayHaveAMillionFieldsAndIsTooLong() {
        assertThat(flaw("id,name\n1,Ada\n" + ",x".repeat(1_000_000) + "\n")).isEqualTo(at(3, Defect.TOO_LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x,", "\n", "\"\"", "\"\",\"\"\n"})
    void aQuoteThatNothingClosesIsTooLongWhereItBegan(String filling) {
        var read = new AtomicInteger();
        var begin = new ByteArrayInputStream(bytes("id,name\n", "1,Ada\n".repeat(20_000), "2,\"Bob"));
        var file = ReadFile.of(() -> new SequenceInputStream(begin, endless(filling, read)), ReadFile.TERMS);
        assertThat(file.flaw()).isEqualTo(at(20_002, Defect.TOO_LONG));
        assertThat(read).hasValueLessThan(4 << 18);
    }

    @Test
    void aHeaderThatNeverEndsIsTooLong() {
        assertThat(ReadFile.of(() -> endless("x", new AtomicInteger()), ReadFile.TERMS)
                        .flaw())
                .isEqualTo(at(1, Defect.TOO_LONG));
        assertThat(flaw("id,name," + "x".repeat(1 << 16) + "\n1,Ada,\n")).isEqualTo(at(1, Defect.TOO_LONG));
        assertThat(ReadFile.of(() -> endless(" ", new AtomicInteger()), ReadFile.TERMS)
                        .flaw())
                .isEqualTo(at(1, Defect.TOO_LONG));
    }

    @Test
    void howLongARecordMayBeDoesNotHangOnHowItArrives() {
        var limits = within(new CsvTerms.Limits(1 << 20, 9, 1000, 1000));
        for (var filling : List.of("x", "\"\"")) {
            var fits = bytes("id,name\n1,\"", filling.repeat(997), "\"\n");
            var longer = bytes("id,name\n1,\"", filling.repeat(998), "\"\n");
            for (var most : List.of(1, 7, 9_000)) {
                assertThat(ReadFile.of(() -> slowly(fits, most), limits)
                                .complete()
                                .records())
                        .isEqualTo(1);
                assertThat(ReadFile.of(() -> slowly(longer, most), limits).flaw())
                        .isEqualTo(at(2, Defect.TOO_LONG));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 9, 10_000, 400_000})
    void whatCannotBeReadIsSaidSo(int before) {
        var file = bytes("id,name\n", "1,Ada\n".repeat(100_000));
        assertThat(ReadFile.of(
                                () -> new SequenceInputStream(new ByteArrayInputStream(file, 0, before), broken()),
                                ReadFile.TERMS)
                        .flaw())
                .isEqualTo(Flaw.of(Defect.NOT_READ));
    }

    @Test
    void whatCannotBeOpenedIsSaidSo() {
        assertThat(ReadFile.of(
                                () -> {
                                    throw new IOException("no such host hr.example.com");
                                },
                                ReadFile.TERMS)
                        .flaw())
                .isEqualTo(Flaw.of(Defect.NOT_READ));
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void aFlawSaysNoValue(Defect defect) {
        assertThat(Unreadable.at(7, defect)).hasMessage(defect.meaning());
    }

    private static InputStream endless(String text, AtomicInteger read) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            @Override
            public int read() {
                return bytes[read.getAndIncrement() % bytes.length];
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                for (var i = 0; i < length; i++) {
                    target[offset + i] = (byte) read();
                }
                return length;
            }
        };
    }

    private static InputStream counted(byte[] bytes, AtomicInteger read) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                var some = super.read(target, offset, length);
                read.addAndGet(some);
                return some;
            }
        };
    }

    private static InputStream slowly(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, most));
            }
        };
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset by 192.0.2.1");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
    }
}
