package dev.usher.source.csv;

import dev.usher.domain.feed.Flaw.Defect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What the first bytes of a file say of the others.
 *
 * @param charset in which they are
 * @param mark how many bytes say so, and are no text
 */
record Beginning(Charset charset, int mark) {
    private static final List<Beginning> MARKED = List.of(
            new Beginning(StandardCharsets.UTF_8, 3),
            new Beginning(StandardCharsets.UTF_16BE, 2),
            new Beginning(StandardCharsets.UTF_16LE, 2));

    /** Of zip (and so of spreadsheets), an empty zip, older spreadsheets, gzip, and PDF. */
    private static final List<String> BINARIES = List.of("504b0304", "504b0506", "d0cf11e0", "1f8b", "25504446");

    static Beginning of(byte[] bytes, int length, CsvTerms.Encoding declared) throws Unreadable {
        if (length == 0) {
            throw Unreadable.of(Defect.EMPTY);
        }
        if (BINARIES.stream()
                .anyMatch(magic -> startsWith(bytes, length, HexFormat.of().parseHex(magic)))) {
            throw Unreadable.of(Defect.BINARY);
        }
        for (var marked : MARKED) {
            if (startsWith(bytes, length, "\uFEFF".getBytes(marked.charset))) {
                return marked;
            }
        }
        if (declared == CsvTerms.Encoding.UTF_16) {
            throw Unreadable.at(1, Defect.NOT_TEXT);
        }
        return new Beginning(declared.charset(), 0);
    }

    private static boolean startsWith(byte[] bytes, int length, byte[] magic) {
        return length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
