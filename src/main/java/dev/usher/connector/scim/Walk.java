package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.LongSet;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ListPage;
import java.net.URI;
import java.util.Optional;

/**
 * What one way through a list has shown so far, from which follows whether it has come to its end, or ever will.
 *
 * <p>Kept of each row is a number for its id, which a hundred thousand of them can afford. Two ids with one number count once, so
 * that the list seems too short, and never longer than it is.
 */
final class Walk {
    private static final long OF_ROWS = 0x9ae16a3b2f90404fL;
    private static final long OF_PAGES = 0xc3a5c85c97cb3127L;
    /** Of an app that has no such number of accounts in one tenant, but another one for whoever asks on. */
    private static final int MOST_ROWS = 1_000_000;
    /** Some apps filter what they are about to show, so that a page may be empty; but not all of them. */
    private static final int MOST_IDLE = 10;

    private final Dialect.Method method;
    private final LongSet seen = new LongSet();
    private final LongSet pages = new LongSet();
    private int rows;
    private int fresh;
    private int idle;
    private int most;
    private boolean shrunk;

    Walk(Dialect.Method method) {
        this.method = method;
    }

    Dialect.Method method() {
        return method;
    }

    int rows() {
        return rows;
    }

    void sees(ListPage page) throws AppFailure {
        if (method == Dialect.Method.INDEX && page.total().isEmpty()) {
            throw Pages.notUnderstood();
        }
        var before = seen.size();
        for (var row : page.rows()) {
            seen.add(LongSet.digest(
                    OF_ROWS, Users.id(row).orElseThrow(Pages::notUnderstood).value()));
        }
        rows += page.rows().size();
        fresh = seen.size() - before;
        if (rows > MOST_ROWS) {
            throw Pages.truncated();
        }
        var total = page.total().orElse(most);
        if (total > MOST_ROWS) {
            throw AppFailure.of(Kind.TRUNCATED, Detail.TOO_LARGE);
        }
        shrunk = total < most;
        most = Math.max(most, total);
    }

    /**
     * Whether the list became shorter while it was read, where pages are counted: whoever came after what is gone moved forward, perhaps
     * onto a page that was read already.
     */
    boolean hasShrunk() {
        return shrunk && (method == Dialect.Method.INDEX || method == Dialect.Method.LINK);
    }

    /**
     * Whether this page was the last one.
     *
     * @throws AppFailure where it was not, and what follows would show nothing new
     */
    boolean isAtItsEnd(ListPage page, Optional<URI> next) throws AppFailure {
        var isWhole = page.total().isPresent() && seen.size() >= page.total().getAsInt();
        if (isWhole && (method == Dialect.Method.INDEX || next.isEmpty())) {
            return true;
        }
        if (next.isEmpty() ? page.isPart() || page.total().isPresent() : !leadsOn(page, next.get())) {
            if (isWhole) {
                return true;
            }
            throw Pages.truncated();
        }
        return next.isEmpty();
    }

    private boolean leadsOn(ListPage page, URI next) {
        idle = fresh > 0 ? 0 : idle + 1;
        var mayBeFiltered = method != Dialect.Method.INDEX && page.rows().isEmpty() && idle <= MOST_IDLE;
        return pages.add(LongSet.digest(OF_PAGES, next.toString())) && (fresh > 0 || mayBeFiltered);
    }
}
