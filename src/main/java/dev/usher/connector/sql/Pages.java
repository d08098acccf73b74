package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads all rows of something, each page from behind the last id of the one before: a row that is there all the time is seen once,
 * whatever comes and goes meanwhile, and no snapshot is held for as long as it takes.
 */
record Pages(Database database, int size) {
    /** More are never taken in. */
    static final long MOST_ROWS = 10_000_000;
    /** What is not read in pages has to fit into memory. */
    static final int MOST_AT_ONCE = 20_000;

    /** A number has more digits than a smaller one. */
    private static final Comparator<String> NUMBERS =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** One page. */
    interface Page {
        List<Row> read(Sql sql, Optional<RemoteId> after, int limit) throws SQLException, AppFailure;
    }

    /** Where a row goes. */
    interface Taken {
        void row(Row row, RemoteId id) throws AppFailure;
    }

    /** How many there are. */
    long all(boolean paged, Page page, Taken taken) throws AppFailure {
        if (!paged) {
            return take(database.read(Op.LIST, sql -> page.read(sql, Optional.empty(), MOST_AT_ONCE)), taken);
        }
        var count = 0L;
        var pages = 0L;
        Optional<RemoteId> after = Optional.empty();
        // An id of an earlier page, which comes again if pages go in circles (Brent).
        Optional<RemoteId> earlier = Optional.empty();
        while (true) {
            var from = after;
            var rows = database.read(Op.LIST, sql -> page.read(sql, from, size));
            count += take(rows, taken);
            if (rows.size() < size) {
                return count;
            }
            after = rows.getLast().id();
            if (after.equals(from) || after.equals(earlier) || count > MOST_ROWS) {
                throw count > MOST_ROWS ? AppFailure.of(Kind.TRUNCATED, Detail.TOO_LARGE) : States.notUnderstood();
            }
            pages++;
            if (Long.bitCount(pages) == 1) {
                earlier = after;
            }
        }
    }

    private static long take(List<Row> rows, Taken taken) throws AppFailure {
        var ids = new ArrayList<RemoteId>(rows.size());
        for (var row : rows) {
            ids.add(row.id().orElseThrow(States::notUnderstood));
        }
        if (!areDifferent(ids)) {
            throw States.notUnderstood();
        }
        for (var place = 0; place < ids.size(); place++) {
            taken.row(rows.get(place), ids.get(place));
        }
        return ids.size();
    }

    /** What goes up in any order has nothing twice, which is soon seen of most. */
    private static boolean areDifferent(List<RemoteId> ids) {
        return goUp(ids, NUMBERS)
                || goUp(ids, Comparator.naturalOrder())
                || Set.copyOf(ids).size() == ids.size();
    }

    private static boolean goUp(List<RemoteId> ids, Comparator<String> order) {
        for (var place = 1; place < ids.size(); place++) {
            if (order.compare(ids.get(place - 1).value(), ids.get(place).value()) >= 0) {
                return false;
            }
        }
        return true;
    }
}
