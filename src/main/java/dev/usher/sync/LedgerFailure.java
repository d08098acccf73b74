package dev.usher.sync;

/** The ledger could not be read or written: whatever it was to record must not happen. */
public class LedgerFailure extends Exception {
    public LedgerFailure(String message) {
        super(message);
    }
}
