package dev.usher.sync;

import dev.usher.domain.account.AppId;

/** What lanes must not forget, with one writer per app. */
public interface Ledger {
    /** Reads the page of an app and raises its epoch, which fences off whoever loaded it before. */
    Page load(AppId app) throws LedgerFailure;

    /**
     * Replaces one page by another.
     *
     * @throws Superseded where the stored page is not the one before
     * @throws LedgerFailure where it is not known to be stored
     */
    Page write(Page before, Page after) throws LedgerFailure;
}
