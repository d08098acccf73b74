package dev.usher.connector.sql;

import dev.usher.domain.account.Attributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the rows of an answer have in common: which columns there are, by names of ours and in their order. */
final class Shape {
    /** Of columns by their numbers in an answer. */
    @FunctionalInterface
    interface Times {
        LastUse of(int column) throws SQLException;
    }

    private static final Set<String> OTHERS = Set.of(Row.ID, Row.ACTIVE, Row.LAST_USE, Attributes.EXTERNAL_ID);

    private final List<String> labels;
    private final List<String> names;
    private final int[] columns;
    private final boolean[] describes;
    private final int id;
    private final int key;
    private final int active;
    private final int lastUse;
    private final Optional<LastUse> times;

    /**
     * Of columns as the server calls them; of several that are one to us the last one counts.
     *
     * @param ours what such a column is to us
     * @param times how a column says when somebody was last here
     */
    Shape(List<String> labels, UnaryOperator<String> ours, Times times) throws SQLException {
        var known = new TreeMap<String, Integer>();
        for (var place = 0; place < labels.size(); place++) {
            known.put(ours.apply(labels.get(place)), place + 1);
        }
        this.labels = List.copyOf(labels);
        this.names = List.copyOf(known.keySet());
        this.columns = known.values().stream().mapToInt(Integer::intValue).toArray();
        this.describes = new boolean[names.size()];
        for (var place = 0; place < names.size(); place++) {
            describes[place] = !OTHERS.contains(names.get(place));
        }
        this.id = names.indexOf(Row.ID);
        this.key = names.indexOf(Attributes.EXTERNAL_ID);
        this.active = names.indexOf(Row.ACTIVE);
        this.lastUse = names.indexOf(Row.LAST_USE);
        this.times = lastUse < 0 ? Optional.empty() : Optional.of(times.of(columns[lastUse]));
    }

    /** Whether it is that of columns that are called so. */
    boolean isOf(List<String> labels, Times times) throws SQLException {
        return this.labels.equals(labels)
                && (lastUse < 0 || this.times.equals(Optional.of(times.of(columns[lastUse]))));
    }

    /** The row that is being read. */
    Row row(ResultSet answer) throws SQLException {
        var values = new @Nullable String[columns.length];
        for (var place = 0; place < columns.length; place++) {
            values[place] = answer.getString(columns[place]);
        }
        if (lastUse >= 0) {
            values[lastUse] = used(answer).map(Instant::toString).orElse(null);
        }
        return new Row(this, values);
    }

    /** In one form, whatever the type of the column. */
    private Optional<Instant> used(ResultSet answer) throws SQLException {
        return times.isEmpty() ? Optional.empty() : times.get().at(answer, columns[lastUse]);
    }

    List<String> names() {
        return names;
    }

    /** Where the id is; negative, as of others, where there is none. */
    int id() {
        return id;
    }

    int key() {
        return key;
    }

    int active() {
        return active;
    }

    int lastUse() {
        return lastUse;
    }

    /** Whether it says what somebody is like. */
    boolean describes(int place) {
        return describes[place];
    }
}
