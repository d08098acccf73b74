package dev.usher.connector.sql;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One row of an answer, by names of ours; a column without a value is not there. */
final class Row {
    static final String ID = "id";
    static final String ACTIVE = "active";
    static final String LAST_USE = "lastUse";

    /** Longer ones describe nobody: photographs, keys. */
    private static final int LONGEST = 1_024;

    /** The server makes small letters of names that are not quoted. */
    private static final Map<String, String> KNOWN = Stream.concat(
                    Attributes.FIELDS.stream(), Stream.of(ID, ACTIVE, LAST_USE))
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    private final Shape shape;
    /** In the order of their names: a map of each row would be a third of the time of a list. */
    private final @Nullable String[] values;

    Row(Shape shape, @Nullable String[] values) {
        this.shape = shape;
        this.values = values;
    }

    Optional<String> get(String name) {
        return at(shape.names().indexOf(name));
    }

    private Optional<String> at(int place) {
        return place < 0 ? Optional.empty() : Optional.ofNullable(values[place]);
    }

    Map<String, String> values() {
        var there = new TreeMap<String, String>();
        for (var place = 0; place < values.length; place++) {
            var name = shape.names().get(place);
            Optional.ofNullable(values[place]).ifPresent(value -> there.put(name, value));
        }
        return there;
    }

    /** How many columns there are. */
    int width() {
        return values.length;
    }

    /** Whether a column says what somebody is like. */
    boolean describes(int place) {
        var value = values[place];
        return value != null && shape.describes(place) && !value.isEmpty() && value.length() <= LONGEST;
    }

    /** The name and the value of a column that has one. */
    Map.Entry<String, String> entry(int place) {
        return Map.entry(
                shape.names().get(place), Optional.ofNullable(values[place]).orElseThrow());
    }

    /** What a column is to us. */
    static String name(String column) {
        return KNOWN.getOrDefault(column.toLowerCase(Locale.ROOT), column);
    }

    Optional<RemoteId> id() {
        return at(shape.id())
                .filter(text -> !text.isBlank() && text.length() <= RemoteId.MAX_LENGTH)
                .map(RemoteId::new);
    }

    Optional<String> key() {
        return at(shape.key()).filter(key -> !key.isBlank());
    }

    /** When the account was last used; empty where nobody knows. */
    Optional<Instant> lastUse() {
        return shape.lastUse() < 0 ? Optional.empty() : at(shape.lastUse()).map(Instant::parse);
    }

    /** The account that it is; empty of one that has no id, or of which nobody can tell whether it gets in. */
    Optional<Account> account() {
        return id().flatMap(this::account);
    }

    /** The same, of one of which the id is known. */
    Optional<Account> account(RemoteId id) {
        return active().map(active ->
                new Account(id, key(), active, new Attributes(new Described(this)), Optional.empty()));
    }

    /** Where nothing is said of it everybody gets in; empty of a word that is neither yes nor no. */
    private Optional<Boolean> active() {
        var said = at(shape.active()).orElse("t");
        return switch (said) {
            case "t" -> Optional.of(true);
            case "f" -> Optional.of(false);
            default ->
                switch (said.strip().toLowerCase(Locale.ROOT)) {
                    case "t", "true", "1", "y", "yes", "on" -> Optional.of(true);
                    case "f", "false", "0", "n", "no", "off" -> Optional.of(false);
                    default -> Optional.empty();
                };
        };
    }
}
