package dev.usher.bench.budget;

/** Something did not happen within all patience, so that it cannot be measured. */
final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooSlow(String what) {
        super(what);
    }
}
