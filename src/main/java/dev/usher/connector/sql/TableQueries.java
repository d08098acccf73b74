package dev.usher.connector.sql;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The statements about the accounts of an application's tables, each of which is worded once. */
final class TableQueries {
    /** Accounts are given values of the same names: more than a few sets of names are none that come again. */
    private static final int MOST = 500;

    /** What a change is of. */
    private record Change(Set<String> names, boolean isNew, boolean key, boolean enable) {}

    private final TableWording wording;
    private final Query ping;
    private final Query first;
    private final Query next;
    private final Query read;
    private final Query find;
    private final Query disable;
    private final Query delete;
    private final ConcurrentHashMap<Change, Query> changes = new ConcurrentHashMap<>();

    TableQueries(TableWording wording) {
        this.wording = wording;
        this.ping = wording.ping();
        this.first = wording.first();
        this.next = wording.next();
        this.read = wording.read();
        this.find = wording.find();
        this.disable = wording.disable();
        this.delete = wording.delete();
    }

    Query ping() {
        return ping;
    }

    Query first() {
        return first;
    }

    Query next() {
        return next;
    }

    Query read() {
        return read;
    }

    Query find() {
        return find;
    }

    Query disable() {
        return disable;
    }

    Query delete() {
        return delete;
    }

    Query create(Collection<String> names) {
        return known(new Change(Set.copyOf(names), true, true, false), () -> wording.create(names));
    }

    Query update(Collection<String> names, boolean key, boolean enable) {
        return known(new Change(Set.copyOf(names), false, key, enable), () -> wording.update(names, key, enable));
    }

    private Query known(Change change, Supplier<Query> worded) {
        var known = changes.get(change);
        if (known != null) {
            return known;
        }
        var query = worded.get();
        if (changes.size() < MOST) {
            changes.put(change, query);
        }
        return query;
    }
}
