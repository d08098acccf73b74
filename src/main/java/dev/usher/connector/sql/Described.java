package dev.usher.connector.sql;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a row says of somebody, in the order of names, so that a copy of it is made at once and not name by name. */
@SuppressWarnings("JdkObsolete") // Nobody calls what a NavigableMap has beyond this.
final class Described extends AbstractMap<String, String> implements SortedMap<String, String> {
    private final Row row;
    private final int[] places;
    private final int size;

    Described(Row row) {
        this.row = row;
        this.places = new int[row.width()];
        var count = 0;
        for (var place = 0; place < places.length; place++) {
            if (row.describes(place)) {
                places[count++] = place;
            }
        }
        this.size = count;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < size;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return row.entry(places[at++]);
        }
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public String firstKey() {
        return entrySet().iterator().next().getKey();
    }

    @Override
    public String lastKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<String, String> subMap(String from, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<String, String> headMap(String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<String, String> tailMap(String from) {
        throw new UnsupportedOperationException();
    }
}
