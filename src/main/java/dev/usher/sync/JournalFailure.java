package dev.usher.sync;

/** The journal could not take a record. */
public final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure in words of ours. */
    public JournalFailure(String message) {
        super(message);
    }
}
