package dev.usher.domain.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Why a source could not be read to its end; nothing is concluded from such a run, and nothing is applied of it.
 *
 * @param place where it shows, as {@link FeedRecord#place} has it
 * @param names of the columns, or of the settings, that it is about; never values
 * @param status by which a server answered, where it is that
 * @param until before when the source asks not to be read again, where it does
 */
public record Flaw(Defect defect, OptionalLong place, List<String> names, OptionalInt status, Optional<Instant> until) {
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
        NOT_OFFERED("the Secret does not offer itself: label it usher.dev/source-file=<name of the UserSource>"),
        NOT_ALLOWED("Usher may not read it: set `rbac.userSources` of the Helm chart"),
        NOTHING_TO_GO_ON_FROM(
                "nothing in it says since when it can be asked for what changed: look at `at` of `delta`, and at what the source has there"),
        NOT_JSON("it is no JSON, or says one thing twice"),
        TOO_DEEP("its lists and objects are deeper within one another than those of a source may be"),
        POINTER_LEADS_NOWHERE(
                "a JSON Pointer finds nothing in an answer, or nothing that can be there: look at what the source answers, and at what Usher may see of it"),
        ELSEWHERE(
                "the next page is said to be at another scheme, host or port: what proves who asks is for the first one alone"),
        ENDLESS("its pages do not end: one comes again, or there are more than a source may have"),
        REDIRECTED("it answers with another address, to which nobody goes: give that one, or sign on there"),
        CREDENTIALS_REFUSED("it does not take what proves who asks: give another, or let it do more"),
        CREDENTIALS_NOT_OFFERED(
                "a Secret is not there, has no such key, or does not offer itself to this host: label it usher.dev/credential=true and annotate it usher.dev/hosts=<host>"),
        CREDENTIALS_UNUSABLE(
                "what the Secret holds cannot be sent this way: it has a character that is not allowed there"),
        CERTIFICATE_UNUSABLE(
                "the certificate that is to be shown has expired, is not valid yet, or does not go with its key: renew it"),
        TOO_MANY_REQUESTS("it asks to be asked later"),
        NOT_ADMITTED("the installation does not let Usher speak to this address"),
        NOT_TRUSTED("nobody vouches for who answers, or it does not take the certificate that it is shown"),
        UNREACHABLE("nobody answers at its address"),
        TOO_SLOW("it takes longer than reading a source may"),
        NO_TLS(
                "the connection would not be encrypted, and one of both sides wants that: let its server speak TLS, and declare ldaps:// or `tls.startTLS`"),
        LIMITED(
                "its server ends the list by a limit of its own: let it find any number of entries for Usher, page by page"),
        PART_ELSEWHERE(
                "a part of it is kept by another server, to which nobody goes: declare a base below which everything is there, and a source for each of the others"),
        ENTRY_TWICE("an entry came twice: most likely it was renamed meanwhile, and it is read again"),
        NOT_UNDERSTOOD("what answers does not speak as it should, or says what nobody asked for"),
        INTERRUPTED("Usher stopped while it was read"),
        NOT_READ("it could not be read"),
        NOT_WRITTEN(
                "it fails when it is told how people are called: look at what it is told, and at how it is doing itself"),
        WRITE_NOT_ALLOWED("Usher may not write it: set `rbac.writeBack` of the Helm chart"),
        WRITE_NOT_OFFERED(
                "the ConfigMap does not offer itself to be written: label it usher.dev/write-back=<name of the UserSource>"),
        SHEET_TOO_LARGE(
                "the file of names would be larger than 900 KB, which is more than a ConfigMap holds: divide the source, or write back by `http` or `ldap`"),
        SHEET_NOT_OURS(
                "what is there is not the file that was written: it is left alone until everybody is read, and written anew then"),
        WRITTEN_MEANWHILE("somebody else wrote it at the same moment: it is written again"),
        NOT_FOUND_OUT(
                "a fault of Usher's own kept it from being told: it is in the log of the operator, and tried again"),
        NO_PLACE("others are told at the moment, as many as go together: it is told after them");

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

    /** Of what is no server. */
    public Flaw(Defect defect, OptionalLong place, List<String> names) {
        this(defect, place, names, OptionalInt.empty(), Optional.empty());
    }

    /** One of the source as a whole. */
    public static Flaw of(Defect defect) {
        return new Flaw(defect, OptionalLong.empty(), List.of());
    }

    /** The same, said of these names. */
    public Flaw about(List<String> said) {
        return new Flaw(defect, place, said, status, until);
    }

    /** The same, at a place. */
    public Flaw at(long where) {
        return new Flaw(defect, OptionalLong.of(where), names, status, until);
    }

    /** The same, by what a server answered. */
    public Flaw answered(int said) {
        return new Flaw(defect, place, names, OptionalInt.of(said), until);
    }

    /** The same, and nothing more before then. */
    public Flaw until(Instant then) {
        return new Flaw(defect, place, names, status, Optional.of(then));
    }
}
