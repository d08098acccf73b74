package dev.usher.connector.sql;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of an answer.
 *
 * @param values by names of ours; a column without a value is not there
 */
record Row(Map<String, String> values) {
    static final String ID = "id";
    static final String ACTIVE = "active";

    /** Longer ones describe nobody: photographs, keys. */
    private static final int LONGEST = 1_024;

    /** The server makes small letters of names that are not quoted. */
    private static final Map<String, String> KNOWN = Stream.concat(Attributes.FIELDS.stream(), Stream.of(ID, ACTIVE))
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    Row {
        // A copy of each row would be a tenth of the time of a list.
        values = Collections.unmodifiableMap(values);
    }

    /** What a column is to us. */
    static String name(String column) {
        return KNOWN.getOrDefault(column.toLowerCase(Locale.ROOT), column);
    }

    Optional<RemoteId> id() {
        return Optional.ofNullable(values.get(ID))
                .filter(text -> !text.isBlank() && text.length() <= RemoteId.MAX_LENGTH)
                .map(RemoteId::new);
    }

    /** The account that it is; empty of one that has no id, or of which nobody can tell whether it gets in. */
    Optional<Account> account() {
        return id().flatMap(id -> active().map(active -> {
            var described = new TreeMap<String, String>();
            values.forEach((name, value) -> {
                if (describes(name) && !value.isEmpty() && value.length() <= LONGEST) {
                    described.put(name, value);
                }
            });
            return new Account(
                    id,
                    Optional.ofNullable(values.get(Attributes.EXTERNAL_ID)).filter(key -> !key.isBlank()),
                    active,
                    new Attributes(described),
                    Optional.empty());
        }));
    }

    private static boolean describes(String name) {
        return !name.equals(ID) && !name.equals(ACTIVE) && !name.equals(Attributes.EXTERNAL_ID);
    }

    /** Where nothing is said of it everybody gets in; empty of a word that is neither yes nor no. */
    private Optional<Boolean> active() {
        return switch (values.getOrDefault(ACTIVE, "true").strip().toLowerCase(Locale.ROOT)) {
            case "t", "true", "1", "y", "yes", "on" -> Optional.of(true);
            case "f", "false", "0", "n", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
