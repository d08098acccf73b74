package dev.usher.source.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the owner of a file says about it.
 *
 * @param delimiter between fields; absent: the one that the header shows
 * @param encoding of a file that does not say its own by a byte order mark
 * @param trailer the last line, such as {@code END,{records}}, which counts the records before it where it holds {@code {records}}
 * @param columns that have to be there; the one of the key always has to
 * @param key the column that says of whom a record speaks
 */
public record CsvTerms(
        Optional<Character> delimiter,
        Encoding encoding,
        Optional<String> trailer,
        List<String> columns,
        String key,
        Limits limits) {
    /** How characters are written as bytes; a byte order mark at the beginning, of UTF-8 or UTF-16, overrules it. */
    public enum Encoding {
        UTF_8("UTF-8"),
        /** Its byte order is that of its mark, without which it is not read. */
        UTF_16("UTF-16"),
        WINDOWS_1252("windows-1252"),
        /** With characters alone: its control codes from 0x80 on are a sign of windows-1252, and are not read. */
        ISO_8859_1("ISO-8859-1");

        private final String title;

        Encoding(String title) {
            this.title = title;
        }

        /** By its name, in whatever case. */
        public static Optional<Encoding> of(String title) {
            return Arrays.stream(values())
                    .filter(encoding -> encoding.title.equalsIgnoreCase(title))
                    .findFirst();
        }

        /** As people write it: {@code windows-1252}. */
        public String title() {
            return title;
        }

        Charset charset() {
            return switch (this) {
                case UTF_8 -> StandardCharsets.UTF_8;
                case UTF_16 -> StandardCharsets.UTF_16;
                case WINDOWS_1252 -> Charset.forName(title);
                case ISO_8859_1 -> StandardCharsets.ISO_8859_1;
            };
        }
    }

    /**
     * How large things may be.
     *
     * @param bytes of the whole file
     * @param columns of the header
     * @param recordChars of a record, each of its fields counting as one more than it has
     * @param fieldChars of one value
     */
    public record Limits(long bytes, int columns, int recordChars, int fieldChars) {
        private static final int LONGEST_RECORD = 1 << 24;

        /** 256 MiB, 1,000 columns, 262,144 characters of a record, 32,768 of a value. */
        public static final Limits DEFAULT = new Limits(1L << 28, 1_000, 1 << 18, 1 << 15);

        public Limits {
            if (bytes < 1 || columns < 1 || recordChars < 1 || recordChars > LONGEST_RECORD || fieldChars < 1) {
                throw new IllegalArgumentException("limits are at least 1, of a record at most " + LONGEST_RECORD);
            }
        }
    }

    /** What stands in {@code trailer} for the number of records. */
    public static final String COUNT = "{records}";

    public CsvTerms {
        delimiter.filter(sign -> !separates(sign)).ifPresent(sign -> {
            throw new IllegalArgumentException("a delimiter is one character, and no quote or line break");
        });
        trailer.filter(line -> line.isBlank() || line.contains("\n") || line.contains("\r"))
                .ifPresent(line -> {
                    throw new IllegalArgumentException("a trailer is one line");
                });
        columns = withKey(columns, key);
    }

    private static boolean separates(char sign) {
        return sign >= '\t' && sign != '\n' && sign != '\r' && sign != '"' && !Character.isSurrogate(sign);
    }

    private static List<String> withKey(List<String> columns, String key) {
        var all = new ArrayList<>(columns);
        all.add(key);
        return all.stream().distinct().toList();
    }
}
