package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Scope;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.outcome.Mistake;
import dev.usher.domain.safety.FirstSeen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads an app completely, and asks for work on those accounts that are not as decided any more.
 *
 * <p>It changes nothing by itself: whoever works on an account reads it by its id first. What was not read to its end is thrown
 * away.
 */
final class Inventory {
    /** How one ended. */
    enum Reading {
        /** Nothing follows from it. */
        BROKEN_OFF,
        /** It saw everything, as far as the app shows it. */
        COMPLETE,
        /** The same, and there was no account of ours yet that it could have shown, nor any other. */
        NOTHING_TO_SHOW
    }

    private static final int MOST_TOLD = 20;

    private final Supplier<Optional<LaneContext>> contexts;
    private final LaneSession session;
    private final LaneQueue queue;
    private final Standing standing;
    private final Bookmark bookmark;

    /** @param bookmark told where a read of what changes can begin */
    Inventory(
            Supplier<Optional<LaneContext>> contexts,
            LaneSession session,
            LaneQueue queue,
            Standing standing,
            Bookmark bookmark) {
        this.contexts = contexts;
        this.session = session;
        this.queue = queue;
        this.standing = standing;
        this.bookmark = bookmark;
    }

    Reading take() {
        var context = contexts.get();
        if (context.isEmpty()) {
            return Reading.BROKEN_OFF;
        }
        try {
            var background = new Background(session.get(), queue);
            var draft = session.register().begin();
            var sweep = sweep(context.get(), draft, background);
            var end = read(background, context.get(), sweep);
            if (!session.setup().equals(Optional.of(context.get().setup()))) {
                return Reading.BROKEN_OFF;
            }
            conclude(context.get(), sweep, draft);
            bookmark.isAt(context.get().setup(), end.next());
            if (sweep.showsWhatIsRecorded()) {
                session.register().completes(draft);
            } else {
                session.register().forget();
            }
            return sweep.hasNothingToShow() && session.register().sawNobody()
                    ? Reading.NOTHING_TO_SHOW
                    : Reading.COMPLETE;
        } catch (AppFailure e) {
            failed(e.failure());
        } catch (LedgerFailure e) {
            failed(Failure.of(Kind.WAITING, Detail.LEDGER));
        } catch (RuntimeException | Error e) {
            System.getLogger(Inventory.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            "an inventory of " + context.get().app() + " failed",
                            Mistake.ofCode(e));
            failed(Failure.of(Kind.INTERNAL, Detail.NONE));
        }
        return Reading.BROKEN_OFF;
    }

    private static Sweep sweep(LaneContext context, Register.Draft draft, Background background) throws LedgerFailure {
        var restraint = context.book().page().restraint();
        return new Sweep(context, restraint, draft, background.opened().capabilities());
    }

    private static Completeness read(Background background, LaneContext context, Sweep sweep) throws AppFailure {
        var isFollowed = context.upkeep().inventory().changes().isPresent();
        var end = background.observe(new Scope.All(isFollowed), sweep);
        for (var entitlement : sweep.watched()) {
            background.holders(entitlement, sweep);
        }
        return end;
    }

    private void conclude(LaneContext context, Sweep sweep, Register.Draft draft) throws LedgerFailure {
        var orphans = sweep.orphans(context.book().page().claims().values());
        var now = context.timing().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var known = firstSeen(context, orphans, sweep.leftBehind(), now);
        session.register().ends(draft);
        var isFirst = !context.findings().areComplete();
        var news = context.findings().news(sweep.findings());
        context.findings().come(sweep.newcomers());
        sweep.asks(queue, news);
        if (isFirst) {
            // Some wait for it before they take over what was there before Usher.
            queue.hasten();
        }
        var longest = known.longest()
                .limit(MOST_TOLD)
                .map(orphan -> new InventoryReport.Orphan(orphan.getKey(), orphan.getValue()))
                .toList();
        var found = new InventoryReport.Found(
                sweep.accounts(),
                orphans.size(),
                longest,
                confirmed(known, orphans, sweep.leftBehind(), now),
                sweep.remarks(orphans));
        standing.isCounted(
                before -> before.finding(found, context.upkeep().inventory().requested()));
    }

    /** Stored, since nobody else remembers it. */
    private static FirstSeen firstSeen(LaneContext context, Set<RemoteId> orphans, Set<RemoteId> ours, Instant now)
            throws LedgerFailure {
        var tenant = context.tenant();
        UnaryOperator<Page> seen = page -> page.withOrphans(
                page.orphans().orElseGet(() -> new FirstSeen(tenant, Map.of())).seeing(tenant, orphans, ours, now));
        return context.book().edit(seen).orphans().orElseGet(() -> new FirstSeen(tenant, Map.of()));
    }

    /** One look may be wrong, and two that agree seldom are: those that an earlier one showed as well. */
    private static Map<RemoteId, Instant> confirmed(
            FirstSeen known, Set<RemoteId> orphans, Set<RemoteId> ours, Instant now) {
        return known.since().entrySet().stream()
                .filter(orphan -> ours.contains(orphan.getKey()) && orphans.contains(orphan.getKey()))
                .filter(orphan -> orphan.getValue().isBefore(now))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** That this operator is not in charge, or a session was closed meanwhile, says nothing of the app. */
    private void failed(Failure why) {
        session.register().forget();
        if (why.kind() != Kind.WAITING) {
            standing.isCounted(before -> before.failing(why));
        }
    }
}
