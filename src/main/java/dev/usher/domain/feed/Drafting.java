package dev.usher.domain.feed;

import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Workday;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes of a record what it says of a user, by the terms of its source.
 *
 * @param key the field by which the source knows people for ever
 */
public record Drafting(String key, List<FieldTerms> fields) {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_OWN = 1024;

    public Drafting {
        fields = List.copyOf(fields);
    }

    /** What comes of a record. */
    public sealed interface Drafted {
        record Of(Draft draft) implements Drafted {}

        /** Nothing: nobody can tell of whom it speaks, or whether they work here. */
        record Refused(Refusal refusal) implements Drafted {}
    }

    /** A value, or the rule that it breaks. */
    private sealed interface Value {
        record Good(String text) implements Value {}

        record Bad(Rule rule) implements Value {}
    }

    public Drafted of(FeedRecord record) {
        var said = record.value(key);
        if (said.isEmpty()) {
            return new Drafted.Refused(Refusal.of(record.place(), Optional.empty(), Rule.NO_KEY));
        }
        if (!isKey(said.get())) {
            return new Drafted.Refused(Refusal.of(record.place(), Optional.empty(), Rule.KEY_TOO_LONG));
        }
        return draft(record, said.get());
    }

    /** A key goes into the id of an employment, and is shown. */
    static boolean isKey(String text) {
        return text.length() <= LONGEST_KEY && text.codePoints().noneMatch(Drafting::isInvisible);
    }

    private static boolean isInvisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private Drafted draft(FeedRecord record, String who) {
        var life = new TreeMap<String, String>();
        var attributes = new TreeMap<String, String>();
        var refusals = new ArrayList<Refusal>();
        for (var field : fields) {
            var said = field.said(record);
            var fault = field.columns().stream()
                    .flatMap(name -> Optional.ofNullable(record.faults().get(name)).stream())
                    .findFirst();
            if (fault.isEmpty() && said.filter(String::isEmpty).isPresent()) {
                continue;
            }
            switch (fault.<Value>map(Value.Bad::new)
                    .orElseGet(() -> said.map(text -> value(field, text)).orElse(new Value.Bad(Rule.NOT_TOLD)))) {
                case Value.Good(String text) -> (field.isOfLife() ? life : attributes).put(field.name(), text);
                case Value.Bad(Rule rule) -> {
                    var refusal = new Refusal(record.place(), Optional.of(who), Optional.of(field.from()), rule);
                    if (field.isOfLife()) {
                        return new Drafted.Refused(refusal);
                    }
                    refusals.add(refusal);
                }
            }
        }
        return objection(life)
                .<Drafted>map(rule -> new Drafted.Refused(Refusal.of(record.place(), Optional.of(who), rule)))
                .orElseGet(() -> new Drafted.Of(new Draft(record.place(), who, life, attributes, refusals)));
    }

    /** Whoever stays because a word was missing is worse than a record that is told of. */
    private Optional<Rule> objection(TreeMap<String, String> life) {
        var saysStatus = fields.stream().anyMatch(field -> field.target().equals(Optional.of(Target.STATUS)));
        if (saysStatus && !life.containsKey(Target.STATUS.path())) {
            return Optional.of(Rule.NO_STATUS);
        }
        var start = Optional.ofNullable(life.get(Target.START_TIME.path())).flatMap(Moment::parse);
        var end = Optional.ofNullable(life.get(Target.END_TIME.path())).flatMap(Moment::parse);
        return start.isPresent() && end.isPresent() && isBefore(end.get(), start.get())
                ? Optional.of(Rule.DATES_REVERSED)
                : Optional.empty();
    }

    private static boolean isBefore(Moment end, Moment start) {
        return !end.end(Workday.WHOLE_DAYS_IN_UTC).isAfter(start.start(Workday.WHOLE_DAYS_IN_UTC));
    }

    private static Value value(FieldTerms field, String said) {
        var text = Optional.of(said);
        if (!field.words().isEmpty()) {
            text = Optional.ofNullable(field.words().get(said));
        }
        return text.<Value>map(word ->
                        field.target().map(target -> value(target, field, word)).orElseGet(() -> own(word)))
                .orElseGet(() -> new Value.Bad(Rule.UNKNOWN_WORD));
    }

    private static Value own(String text) {
        if (isFormula(text)) {
            return new Value.Bad(Rule.FORMULA);
        }
        return text.length() <= LONGEST_OWN ? new Value.Good(text) : new Value.Bad(Rule.VALUE_TOO_LONG);
    }

    /**
     * Whether a spreadsheet would take a text for something to work out: whoever exports people into one would run it; a number or a
     * handle may begin with the other signs.
     */
    public static boolean isFormula(String text) {
        return text.startsWith("=") || text.matches("(?s)[-+@].*[(|!].*");
    }

    /** Whether a text that was made of a record is a login name, or an address; none has white space in it. */
    public static boolean isName(Target target, String text) {
        var field = new FieldTerms(target.path(), target.path(), Map.of(), Optional.empty());
        return !text.isEmpty()
                && text.codePoints().noneMatch(letter -> Character.isWhitespace(letter) || isInvisible(letter))
                && value(target, field, text) instanceof Value.Good;
    }

    private static Value value(Target target, FieldTerms field, String text) {
        if (text.length() > target.longest() && target.kind() != Target.Kind.TIME) {
            return new Value.Bad(Rule.VALUE_TOO_LONG);
        }
        if (isFormula(text)) {
            return new Value.Bad(Rule.FORMULA);
        }
        return switch (target.kind()) {
            case TEXT, KEY -> new Value.Good(text);
            case ADDRESS -> checked(text, isAddress(text), Rule.NOT_AN_ADDRESS);
            case COUNTRY -> checked(text.toUpperCase(Locale.ROOT), text.matches("[A-Za-z]{2}"), Rule.NOT_A_COUNTRY);
            case LANGUAGE -> checked(text, isLanguage(text), Rule.NOT_A_LANGUAGE);
            case ZONE -> checked(text, isZone(text), Rule.NOT_A_ZONE);
            case TYPE -> checked(text, Words.TYPES.contains(text), Rule.UNKNOWN_WORD);
            case STATUS -> checked(text, Words.STATUSES.contains(text), Rule.UNKNOWN_WORD);
            case TIME ->
                field.format()
                        .map(format -> format.parse(text))
                        .orElseGet(() -> DateFormat.usual(text))
                        .<Value>map(moment -> new Value.Good(moment.text()))
                        .orElseGet(() -> new Value.Bad(Rule.NOT_A_DATE));
        };
    }

    private static Value checked(String text, boolean isGood, Rule otherwise) {
        return isGood ? new Value.Good(text) : new Value.Bad(otherwise);
    }

    private static boolean isAddress(String text) {
        return text.matches("[^@\\s]+@[^@\\s]+");
    }

    private static boolean isLanguage(String text) {
        return text.length() > 1 && !Locale.forLanguageTag(text).toLanguageTag().equals("und");
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty() && text.matches("[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*");
        } catch (DateTimeException e) {
            return false;
        }
    }
}
