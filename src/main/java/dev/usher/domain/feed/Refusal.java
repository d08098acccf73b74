package dev.usher.domain.feed;

import java.util.Optional;

/**
 * Why one record is not applied, for whoever owns the source; it holds no value of the record but its key.
 *
 * @param place where the record stands, as {@link FeedRecord#place} has it
 * @param key of whom it speaks, where that is known
 * @param field by the source's own name, where one field is the reason
 */
public record Refusal(long place, Optional<String> key, Optional<String> field, Rule rule) {
    public Refusal {
        // Whatever stands where a key should is not shown, unless it can be one.
        key = key.filter(Drafting::isKey);
    }

    /** What every record has to be. */
    public enum Rule {
        NO_KEY("it has no key: nobody can tell of whom it speaks"),
        KEY_TWICE("another record of this run has the same key: correct the source, neither is applied"),
        KEY_TOO_LONG("its key is longer than 128 characters, or has characters that cannot be seen"),
        OTHER_COUNT(
                "it does not have as many fields as there are columns: look for a delimiter, or a line break, without quotes"),
        QUOTES("white space, or a character that cannot be seen, stands before the quotes of this value: take it out"),
        VALUE_TOO_LONG("the value is longer than this field may be"),
        NOT_TOLD(
                "a field is missing of which this value is made: correct the source, or let `value` do without, such as by record[?'Middle name'].orValue('')"),
        UNKNOWN_WORD("the word is not one that `fields[].words` knows: add it there, or correct the source"),
        NOT_A_DATE("this is no date of the format that is declared, or one that does not exist"),
        DATES_REVERSED("the end is before the start"),
        NOT_AN_ADDRESS("this is no e-mail address"),
        NOT_A_COUNTRY("this is no country code of two letters"),
        NOT_A_ZONE("this is no time zone of the IANA data base"),
        NOT_A_LANGUAGE("this is no language tag, such as en-GB"),
        FORMULA("it begins as a formula of a spreadsheet does"),
        NOT_A_RECORD("it is no object with fields"),
        NOT_A_VALUE("there is an object, or a list of them, where a value is expected: point into it"),
        NOT_TEXT("the value is no text, such as a photograph or a key: name another attribute"),
        NO_DETAIL("the source does not answer when it is asked for this record by itself"),
        NO_USER_NAME("a new user needs `userName`, and the record has none"),
        NO_CANDIDATE(
                "no candidate of this name can be made of the record: a field that it reads is missing, or what comes out is no name; correct the source, or add a candidate"),
        ALL_TAKEN("every candidate of this name is somebody's: add one with `n` to `naming`"),
        NO_STATUS("it has no status, and the source says one of everybody"),
        NAME_TAKEN(
                "a user whom this source did not make has the name that the new one would have: link that one by its `externalId`, or delete it"),
        KEY_CHANGED(
                "it has the `externalId` of somebody of whom the source spoke by another key: whether that is the same person the next whole reading tells"),
        SEVERAL_USERS("more than one user matches it: link one by its `externalId`"),
        TWO_RECORDS(
                "another record of this run means the same user: correct the source, or link the right one by its `externalId`"),
        KEY_SWAPPED(
                "the person of this key has another name and another address than before: confirm that it is the same person"),
        MANAGER_CYCLE("the managers of this record lead back to it"),
        NOT_ACCEPTED("the API server does not accept the user that this makes: look at the field"),
        NOT_ALLOWED("Usher may not write users here: set `rbac.userSources` of the Helm chart"),
        NOT_IN_SOURCE(
                "the source knows nobody of this key when it is to be told how they are called: look whether its key is the one by which it is written to, and whether Usher may see them there"),
        SEVERAL_IN_SOURCE("more than one entry of the source has this key: correct the source, none is written to"),
        KEY_LEADS_ELSEWHERE("its key cannot be a part of an address, since it might lead to another one"),
        NOT_TAKEN(
                "the source does not take what it is to be told: look at what it expects there, such as a length, a form, or that nobody else has it"),
        FAILS_ALONE(
                "the source fails, or refuses, each time it is told of this one, and takes it of others: look at this record, and at what Usher may write there"),
        CHANGED_MEANWHILE(
                "somebody else wrote there since it was read, and that is not overwritten: it is looked at with the next reading"),
        SEVERAL_VALUES(
                "there are several values already, none of which Usher may take away: write to an attribute that has one"),
        NAMES_THE_ENTRY("the entry is called by this attribute, and is not renamed: write to another one");

        private final String meaning;

        Rule(String meaning) {
            this.meaning = meaning;
        }

        /** One sentence that says what to do, without any value. */
        public String meaning() {
            return meaning;
        }
    }

    /** One of a whole record. */
    public static Refusal of(long place, Optional<String> key, Rule rule) {
        return new Refusal(place, key, Optional.empty(), rule);
    }
}
