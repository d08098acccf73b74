package dev.usher.ldap;

import dev.usher.domain.account.LongSet;
import java.util.Collection;

/**
 * What the pages of one list have shown so far, from which follows whether it will ever come to its end.
 *
 * <p>That a bookmark comes again says nothing: some directories number the list by it, not the page.
 */
public final class Walk {
    private static final long OF_ROWS = 0x9ae16a3b2f90404fL;
    /** Of a directory that has no such number of people, but another one for whoever asks on. */
    private static final int MOST_ROWS = 1_000_000;
    /** A directory may look through a part in which there is nobody, and hand out a page of it; but not for ever. */
    private static final int MOST_IDLE = 100;

    /** Each of which may show one. */
    private static final int MOST_PAGES = 100_000;

    private final LongSet seen = new LongSet();
    private int pages;
    private int rows;
    private int idle;

    /**
     * Takes one page, and says whether what follows can show anything new.
     *
     * @param ids by which entries are told apart
     * @param goesOn whether it says that more follows
     */
    public boolean sees(Collection<String> ids, boolean goesOn) {
        var before = seen.size();
        ids.forEach(id -> seen.add(LongSet.digest(OF_ROWS, id)));
        pages++;
        rows += ids.size();
        idle = seen.size() > before ? 0 : idle + 1;
        var isRepeating = !ids.isEmpty() && idle > 0;
        var isEndless = pages >= MOST_PAGES || idle > MOST_IDLE || isRepeating;
        return rows <= MOST_ROWS && !(goesOn && isEndless);
    }

    /** How many different ones there are. */
    public int size() {
        return seen.size();
    }
}
