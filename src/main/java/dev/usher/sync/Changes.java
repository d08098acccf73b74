package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what changed in an app since the last inventory, where the app tells it, and asks for work on those accounts that are not
 * as decided any more.
 *
 * <p>It is a shortcut: whatever it is not told, or fails to read, the next inventory finds.
 */
final class Changes {
    /** What is told; the first word of it begins a look. */
    private static final class News implements Sink {
        private final LaneContext context;
        private final Sweep sweep;
        private final Set<RemoteId> gone = new HashSet<>();
        private final Set<Entitlement> changed = new HashSet<>();
        private boolean any;

        private News(LaneContext context, Sweep sweep) {
            this.context = context;
            this.sweep = sweep;
        }

        @Override
        public void account(Account account) {
            any = true;
            context.register().learns(account);
            sweep.account(account);
        }

        @Override
        public void unclear(RemoteId id) {
            absent(id);
        }

        @Override
        public void absent(RemoteId id) {
            any = true;
            gone.add(id);
        }

        @Override
        public void entitlement(Entitlement entitlement) {
            any = true;
            changed.add(entitlement);
        }
    }

    private final Supplier<Optional<LaneContext>> contexts;
    private final LaneSession session;
    private final LaneQueue queue;
    private final Standing standing;
    private final Bookmark bookmark;

    /** @param bookmark where the next read begins */
    Changes(
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

    /** How far it came does not matter to anybody but the next one. */
    void read() {
        var context = contexts.get().filter(LaneContext::surveyed);
        var cookie = context.flatMap(here -> bookmark.in(here.setup()));
        if (context.isPresent() && cookie.isPresent()) {
            read(context.get(), cookie.get());
        }
    }

    private void read(LaneContext context, Scope.Cookie cookie) {
        try {
            var background = new Background(session.get(), queue);
            var news = new News(
                    context,
                    new Sweep(context, new Register.Draft(), background.opened().capabilities()));
            var end = background.observe(new Scope.Since(cookie), news);
            if (!session.setup().equals(Optional.of(context.setup()))) {
                return;
            }
            if (news.any) {
                holders(background, news);
                conclude(context, news);
            }
            bookmark.isAt(context.setup(), end.next().or(() -> Optional.of(cookie)));
        } catch (AppFailure e) {
            failed(e.failure().kind());
        } catch (LedgerFailure e) {
            // The same changes are told again.
            return;
        } catch (RuntimeException e) {
            isLost();
            System.getLogger(Changes.class.getName())
                    .log(System.Logger.Level.ERROR, "a read of what changed in " + context.app() + " failed", e);
        }
    }

    /** One of whom it cannot be told waits for the next inventory, and keeps nobody else from being looked at. */
    private static void holders(Background background, News news) throws AppFailure {
        if (news.changed.isEmpty()) {
            return;
        }
        news.sweep.supposesTheRest();
        var changed = new HashSet<>(news.changed);
        changed.retainAll(news.sweep.watched());
        for (var entitlement : changed) {
            background.holders(entitlement, news.sweep);
        }
    }

    private void conclude(LaneContext context, News news) {
        context.findings()
                .more(news.sweep.findings(news.gone.stream()))
                .forEach((id, finding) -> news.sweep.holder(id).ifPresent(key -> queue.offer(key, finding.priority())));
        var newcomers = news.sweep.newcomers();
        context.findings().join(newcomers);
        newcomers.forEach((key, newcomer) -> queue.offer(key, newcomer.priority()));
    }

    /** What an app says that cannot be reached or is busy is true afterwards as well; all else may be so every time. */
    private void failed(Kind kind) {
        switch (kind) {
            case UNREACHABLE, THROTTLED, UNAUTHORIZED, WAITING -> {}
            default -> isLost();
        }
    }

    private void isLost() {
        bookmark.isLost();
        standing.isCounted(report -> report.followed(false));
    }
}
