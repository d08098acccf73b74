package dev.usher.sync;

/** Somebody else has loaded the page since: this operator is not in charge any more. */
public final class Superseded extends LedgerFailure {
    public Superseded(String message) {
        super(message);
    }
}
