package dev.usher.sync;

import dev.usher.domain.account.AppId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A ledger in memory that keeps the rules of the port: epochs rise, and only the page last read can be replaced. */
final class FakeLedger implements Ledger {
    private final Map<AppId, Page> pages = new HashMap<>();
    private final Tenure tenure;
    private int revisions;
    private int writes;
    private boolean broken;
    private boolean losesAnswers;
    private Optional<Error> mistake = Optional.empty();
    private boolean compares = true;

    FakeLedger(Tenure tenure) {
        this.tenure = tenure;
    }

    @Override
    public synchronized Page load(AppId app) throws LedgerFailure {
        check();
        var before = pages.getOrDefault(app, Page.first(app, 0));
        return store(before.ofEpoch(before.epoch() + 1));
    }

    @Override
    public synchronized Page write(Page before, Page after) throws LedgerFailure {
        check();
        if (compares && !stored(before.app()).revision().equals(before.revision())) {
            throw new Superseded("somebody else wrote it");
        }
        if (mistake.isPresent()) {
            throw mistake.get();
        }
        writes++;
        var stored = store(after);
        if (losesAnswers) {
            throw new LedgerFailure("the answer was lost");
        }
        return stored;
    }

    private void check() throws LedgerFailure {
        if (broken || !tenure.holds(Duration.ofSeconds(2))) {
            throw new LedgerFailure("it cannot be reached");
        }
    }

    private Page store(Page page) {
        var stored = page.ofRevision("r" + ++revisions);
        pages.put(page.app(), stored);
        return stored;
    }

    synchronized Page stored(AppId app) {
        return pages.getOrDefault(app, Page.first(app, 0));
    }

    synchronized int writes() {
        return writes;
    }

    synchronized void isBroken(boolean now) {
        broken = now;
    }

    /** What writes it has this mistake in it. */
    synchronized void isWrittenWith(Error mistaken) {
        mistake = Optional.of(mistaken);
    }

    synchronized void isWrittenWell() {
        mistake = Optional.empty();
    }

    /** Whoever wrote last is right. */
    synchronized void comparesNothing() {
        compares = false;
    }

    synchronized void losesAnswers(boolean now) {
        losesAnswers = now;
    }
}
