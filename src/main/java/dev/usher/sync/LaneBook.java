package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Mistake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A lane's page of the ledger: edits that arrive together are stored in one write.
 *
 * <p>Claims wait a moment for each other, since each is one of many in an onboarding, and so does what a wave takes; whatever
 * else is stored is stored at once, and takes with it what waits.
 */
final class LaneBook {
    private record Edit(UnaryOperator<Page> change, CompletableFuture<Page> stored) {}

    /** So many wait for nobody else. */
    static final int MOST_IN_COMPANY = 100;

    private static final int MANY = 64;

    /** About as long as an account waits for company in a group: few are recorded earlier. */
    private static final Duration SERVES_WITHIN = Duration.ofSeconds(4);

    private final Ledger ledger;
    private final World world;
    private final AppId app;
    private final Aside aside;
    private final Duration company;
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Edit> waiting = new ConcurrentLinkedQueue<>();
    private volatile Optional<Page> page = Optional.empty();
    private int leanFrom = MANY;

    /**
     * A page that is not loaded yet.
     *
     * @param aside where whoever waits for company stands
     * @param company how long a claim, or what a wave takes, waits for others
     */
    LaneBook(Ledger ledger, World world, AppId app, Aside aside, Duration company) {
        this.ledger = ledger;
        this.world = world;
        this.app = app;
        this.aside = aside;
        this.company = company;
    }

    AppId app() {
        return app;
    }

    /** The page as last stored; loaded on first use. */
    Page page() throws LedgerFailure {
        var stored = page;
        return stored.isPresent() ? stored.get() : load();
    }

    private Page load() throws LedgerFailure {
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

    /** The same where it is known; nothing is asked. */
    Optional<Page> loaded() {
        return page;
    }

    /** Stores an edit at once, and returns the page that holds it; an edit that changes nothing writes nothing. */
    Page edit(UnaryOperator<Page> change) throws LedgerFailure {
        return stored(arrives(change));
    }

    /** Stores a claim and what goes with it, with those that come a moment later. */
    void claim(Identity identity, Claim claim, UnaryOperator<Page> with) throws LedgerFailure {
        inCompany(page -> with.apply(page.withClaim(identity, claim)));
    }

    /**
     * Stores an edit that is one of many, with those that come a moment later, and returns the page that holds it; until then
     * others may work in the place of who waits here. For an edit that changes nothing nobody waits.
     */
    Page editInCompany(UnaryOperator<Page> change) throws LedgerFailure {
        var now = page();
        return change.apply(now).equals(now) ? now : inCompany(change);
    }

    private Page inCompany(UnaryOperator<Page> change) throws LedgerFailure {
        var mine = arrives(change);
        if (company.isPositive() && waiting.size() < MOST_IN_COMPANY) {
            try {
                aside.step(() -> awaitCompany(mine));
            } catch (InterruptedException e) {
                waiting.remove(mine);
                throw interrupted();
            }
        }
        return stored(mine);
    }

    private Edit arrives(UnaryOperator<Page> change) {
        var mine = new Edit(change, new CompletableFuture<>());
        waiting.add(mine);
        return mine;
    }

    /** Until somebody has stored it, or has failed to; or for as long as there is to wait. */
    private void awaitCompany(Edit mine) throws InterruptedException {
        try {
            mine.stored().get(company.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Whoever waited here looks what became of it.
        }
    }

    private Page stored(Edit mine) throws LedgerFailure {
        writing.lock();
        try {
            if (!mine.stored().isDone()) {
                storeWaiting();
            }
            return mine.stored().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LedgerFailure failure ? failure : new LedgerFailure("the edit failed");
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            writing.unlock();
        }
    }

    private static LedgerFailure interrupted() {
        Thread.currentThread().interrupt();
        return new LedgerFailure("interrupted");
    }

    /** A claim has served once a status or a record holds the id; then it is dropped, a write for all of them together. */
    void settleClaims() throws LedgerFailure {
        if (!page().claims().isEmpty()) {
            edit(this::withoutServed);
        }
    }

    private Page withoutServed(Page before) {
        return withoutServed(before, claim -> true);
    }

    private Page withoutServed(Page before, Predicate<Claim> asked) {
        return before.withoutClaims(before.claims().entrySet().stream()
                .filter(claim -> asked.test(claim.getValue()))
                .filter(claim -> claim.getValue().hasServed(world.recorded(app, claim.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * In an onboarding many have served by the next write, which is as long as there are claims; those who have not are not asked again
     * with each write.
     */
    private Page lean(Page page) {
        if (page.claims().size() < leanFrom) {
            return page;
        }
        var newest = page.claims().values().stream().map(Claim::since).max(Comparator.naturalOrder());
        var served = newest.orElse(Instant.MAX).minus(SERVES_WITHIN);
        var lean = withoutServed(page, claim -> claim.since().isBefore(served));
        leanFrom = lean.claims().size() + MANY;
        return lean;
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
        } catch (LedgerFailure e) {
            isUnknown(edits, e);
        } catch (RuntimeException | Error e) {
            // Also where nothing goes on here: others wait for it, and hold what everybody needs.
            isUnknown(edits, e);
            System.getLogger(LaneBook.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            "the ledger of " + app + " could not be written",
                            Mistake.ofCode(e));
        }
    }

    /** What is stored is not known: the next use reads it again. */
    private void isUnknown(List<Edit> edits, Throwable why) {
        page = Optional.empty();
        edits.forEach(edit -> edit.stored().completeExceptionally(why));
    }

    /** Whether a create was claimed for this holder, or under this name; where the ledger does not say, one may have been. */
    boolean mayHaveClaimOf(Facts.OfHolder holder, String userName) {
        try {
            var claims = page().claims();
            return holder.identities().anyMatch(claims::containsKey)
                    || claims.values().stream()
                            .anyMatch(claim -> claim.userName().equalsIgnoreCase(userName));
        } catch (LedgerFailure e) {
            return true;
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
