package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A lane's page of the ledger: edits that arrive together are stored in one write. */
final class LaneBook {
    private record Edit(UnaryOperator<Page> change, CompletableFuture<Page> stored) {}

    private static final int MANY = 64;

    private final Ledger ledger;
    private final World world;
    private final AppId app;
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Edit> waiting = new ConcurrentLinkedQueue<>();
    private volatile Optional<Page> page = Optional.empty();

    LaneBook(Ledger ledger, World world, AppId app) {
        this.ledger = ledger;
        this.world = world;
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

    /** A claim has served once a status or a record holds the id; then it is dropped, a write for all of them together. */
    void settleClaims() throws LedgerFailure {
        if (!page().claims().isEmpty()) {
            edit(this::withoutServed);
        }
    }

    private Page withoutServed(Page before) {
        return before.withoutClaims(before.claims().entrySet().stream()
                .filter(claim -> claim.getValue()
                        .hasServed(world.recorded(app, claim.getValue().tenant(), claim.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** In an onboarding many have served by the next write, which is as long as there are claims. */
    private Page lean(Page page) {
        return page.claims().size() < MANY ? page : withoutServed(page);
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
            var stored = after.equals(before) ? before : ledger.write(before, lean(after));
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
