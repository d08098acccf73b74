package dev.usher.audit;

import dev.usher.domain.account.AppId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/** The records of one app, each of which names the digest of the one before; not safe for threads. */
final class Chain {
    /** What the first record of a chain has before it. */
    static final String NOTHING = "0".repeat(64);

    private final Optional<AppId> app;
    private final MessageDigest digest = sha256();
    private final TreeMap<String, Long> results = new TreeMap<>();
    private LocalDate day;
    private long number;
    private String previous = NOTHING;
    private long intents;
    private long decisions;
    private long first;
    private long last;

    Chain(Optional<AppId> app, LocalDate day) {
        this.app = app;
        this.day = day;
    }

    /** Where the next record is. */
    record Link(String of, LocalDate day, long number, String previous) {}

    Link next() {
        return new Link(app.map(AppId::toString).orElse(""), day, number + 1, previous);
    }

    /** The digest of its last record. */
    String head() {
        return previous;
    }

    /** A record is in the stream. */
    void add(Entry entry, long sequence, byte[] line, int length) {
        digest.update(line, 0, length);
        previous = HexFormat.of().formatHex(digest.digest());
        number++;
        switch (entry) {
            case Entry.OfWrite write ->
                write.outcome()
                        .ifPresentOrElse(
                                outcome -> results.merge(Status.name(outcome), 1L, Long::sum), () -> intents++);
            case Entry.OfDecision decision -> decisions++;
            case Entry.OfResumption resumption -> {}
            case Entry.OfCheckpoint checkpoint -> {
                startOver();
                return;
            }
        }
        first = first == 0 ? sequence : first;
        last = sequence;
    }

    private void startOver() {
        results.clear();
        intents = 0;
        decisions = 0;
        first = 0;
        last = 0;
    }

    /** Whether nothing was recorded since the last checkpoint. */
    boolean isSummed() {
        return first == 0;
    }

    boolean isOf(LocalDate other) {
        return day.equals(other);
    }

    void begins(LocalDate next) {
        day = next;
    }

    Optional<AppId> app() {
        return app;
    }

    Entry.Sum sum() {
        return new Entry.Sum(day, intents, new TreeMap<>(results), decisions, first, last);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
