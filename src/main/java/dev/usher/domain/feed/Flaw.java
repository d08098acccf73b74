package dev.usher.domain.feed;

import java.util.List;
import java.util.OptionalLong;

/**
 * Why a source could not be read to its end; nothing is concluded from such a run, and nothing is applied of it.
 *
 * @param place where it shows, as {@link FeedRecord#place} has it
 * @param names of the columns, or of the settings, that it is about; never values
 */
public record Flaw(Defect defect, OptionalLong place, List<String> names) {
    /** What can be wrong with a source as a whole. */
    public enum Defect {
        EMPTY("there is nothing in it"),
        NO_RECORDS("there is a header, and no record"),
        NOT_TEXT("it is no text of the encoding that is declared"),
        BINARY(
                "it is a binary file, such as a spreadsheet or an archive: export it as CSV, in the encoding that is declared"),
        MARKUP("it is a page of HTML or XML: most likely somebody has to sign on there"),
        NOT_SEPARATED(
                "its first line has one column only, or none that `fields` names: it is no CSV, or has another delimiter"),
        CUT_OFF("it ends in the middle of a record: it was not written, or not read, to its end"),
        NO_TRAILER("its last line is not the one that `trailer` declares, or counts other records"),
        TOO_LARGE("it is larger than a source may be"),
        TOO_MANY_COLUMNS("it has more columns than a source may have"),
        TOO_LONG("a record is longer than one may be: look for a quote that nothing closes"),
        QUOTES(
                "something stands behind the quotes that close a value, or a record of several lines has not as many fields as there are columns: double the quotes within values, and look for one that nothing closes"),
        HEADER_TWICE("its header stands in it twice: most likely it was put together of two files"),
        COLUMN_TWICE("a column has the same name as another one"),
        COLUMN_MISSING("a column is missing that `fields` names"),
        NOT_THERE("what it is to be read from is not there"),
        NOT_OFFERED("the Secret does not offer itself: label it usher.dev/credential=true"),
        NOT_ALLOWED("Usher may not read it: set `rbac.userSources` of the Helm chart"),
        NOT_READ("it could not be read");

        private final String meaning;

        Defect(String meaning) {
            this.meaning = meaning;
        }

        /** One sentence that says what to do, without any value. */
        public String meaning() {
            return meaning;
        }
    }

    public Flaw {
        names = List.copyOf(names);
    }

    /** One of the source as a whole. */
    public static Flaw of(Defect defect) {
        return new Flaw(defect, OptionalLong.empty(), List.of());
    }
}
