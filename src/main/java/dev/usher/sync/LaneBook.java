package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A lane's page of the ledger: edits that arrive together are stored in one write. */
final class LaneBook {
    private record Edit(UnaryOperator<Page> change, CompletableFuture<Page> stored) {}

    private final Ledger ledger;
    private final AppId app;
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Edit> waiting = new ConcurrentLinkedQueue<>();
    private volatile Optional<Page> page = Optional.empty();

    LaneBook(Ledger ledger, AppId app) {
        this.ledger = ledger;
        this.app = app;
    }

    /** The page as last stored; loaded on first use. */
    Page page() throws LedgerFailure {
        writing.lock();
        try {
            if (page.isEmpty()) {
                page = Optional.of(ledger.load(app));
            }
            return page.get();
        } finally {
            writing.unlock();
        }
    }

    /** Stores an edit, and returns the page that holds it; an edit that changes nothing writes nothing. */
    Page edit(UnaryOperator<Page> change) throws LedgerFailure {
        var mine = new Edit(change, new CompletableFuture<>());
        waiting.add(mine);
        writing.lock();
        try {
            if (!mine.stored().isDone()) {
                storeWaiting();
            }
            return mine.stored().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LedgerFailure failure ? failure : new LedgerFailure("the edit failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerFailure("interrupted");
        } finally {
            writing.unlock();
        }
    }

    /**
     * A claim has served once a status or a record holds the id; then it is dropped, a write for all of them together.
     *
     * @param recorded whose accounts are; not asked where there is no claim
     */
    void settleClaims(Supplier<Collection<Identity>> recorded) throws LedgerFailure {
        if (page().claims().isEmpty()) {
            return;
        }
        var served = Set.copyOf(recorded.get());
        edit(before -> {
            var next = before;
            for (var identity : before.claims().keySet()) {
                next = served.contains(identity) ? next.withoutClaim(identity) : next;
            }
            return next;
        });
    }

    private void storeWaiting() {
        var edits = new ArrayList<Edit>();
        for (var edit = waiting.poll(); edit != null; edit = waiting.poll()) {
            edits.add(edit);
        }
        try {
            var before = page();
            var after = before;
            for (var edit : edits) {
                after = edit.change().apply(after);
            }
            var stored = after.equals(before) ? before : ledger.write(before, after);
            page = Optional.of(stored);
            edits.forEach(edit -> edit.stored().complete(stored));
        } catch (Superseded e) {
            edits.forEach(edit -> edit.stored().completeExceptionally(e));
        } catch (LedgerFailure | RuntimeException e) {
            // What is stored is not known: the next use reads it again.
            page = Optional.empty();
            edits.forEach(edit -> edit.stored().completeExceptionally(e));
        }
    }

    /** Whether somebody may have a claim; where the ledger does not say, anybody may. */
    boolean mayHaveClaimOf(Identity identity) {
        try {
            return page().claims().containsKey(identity);
        } catch (LedgerFailure e) {
            return true;
        }
    }
}
