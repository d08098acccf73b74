package dev.usher.connector.sql;

import dev.usher.domain.account.Attributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the rows of an answer have in common: which columns there are, by names of ours and in their order. */
final class Shape {
    private static final Set<String> OTHERS = Set.of(Row.ID, Row.ACTIVE, Attributes.EXTERNAL_ID);

    private final List<String> labels;
    private final List<String> names;
    private final int[] columns;
    private final boolean[] describes;
    private final int id;
    private final int key;
    private final int active;

    /**
     * Of columns as the server calls them; of several that are one to us the last one counts.
     *
     * @param ours what such a column is to us
     */
    Shape(List<String> labels, UnaryOperator<String> ours) {
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
    }

    List<String> labels() {
        return labels;
    }

    /** The row that is being read. */
    Row row(ResultSet answer) throws SQLException {
        var values = new @Nullable String[columns.length];
        for (var place = 0; place < columns.length; place++) {
            values[place] = answer.getString(columns[place]);
        }
        return new Row(this, values);
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

    /** Whether it says what somebody is like. */
    boolean describes(int place) {
        return describes[place];
    }
}
