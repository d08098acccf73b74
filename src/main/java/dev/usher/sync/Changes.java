package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.outcome.Mistake;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
        private final Supplier<Sweep> begins;
        private final Set<RemoteId> shown = new HashSet<>();
        private final Set<RemoteId> gone = new HashSet<>();
        private final Set<Entitlement> changed = new HashSet<>();
        private Optional<Sweep> begun = Optional.empty();

        private News(LaneContext context, Supplier<Sweep> begins) {
            this.context = context;
            this.begins = begins;
        }

        private Sweep sweep() {
            var sweep = begun.orElseGet(begins);
            begun = Optional.of(sweep);
            return sweep;
        }

        @Override
        public void account(Account account) {
            shown.add(account.id());
            context.register().learns(account);
            sweep().account(account);
        }

        @Override
        public void unclear(RemoteId id) {
            absent(id);
        }

        @Override
        public void absent(RemoteId id) {
            sweep();
            gone.add(id);
        }

        @Override
        public void entitlement(Entitlement entitlement) {
            sweep();
            changed.add(entitlement);
        }
    }

    /** So many reads that do not come to their end are as good as a place that the app does not know. */
    private static final int MOST_FAILURES = 3;

    private final Supplier<Optional<LaneContext>> contexts;
    private final LaneSession session;
    private final LaneQueue queue;
    private final Standing standing;
    private final Bookmark bookmark;
    private int failures;

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
            var restraint = context.book().page().restraint();
            var capabilities = background.opened().capabilities();
            var news = new News(context, () -> new Sweep(context, restraint, new Register.Draft(), capabilities));
            var end = background.observe(new Scope.Since(cookie), news);
            if (news.begun.isPresent()) {
                holders(background, news);
            }
            if (!session.setup().equals(Optional.of(context.setup()))) {
                return;
            }
            news.begun.ifPresent(sweep -> conclude(context, news, sweep));
            failures = 0;
            bookmark.isAt(context.setup(), end.next().or(() -> Optional.of(cookie)));
            // Said once the app has shown that it goes on from where it was left.
            standing.isCounted(report -> report.followed(true));
        } catch (AppFailure e) {
            failed(e.failure().kind());
        } catch (LedgerFailure e) {
            // The same changes are told again.
            return;
        } catch (RuntimeException | Error e) {
            System.getLogger(Changes.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            "a read of what changed in " + context.app() + " failed",
                            Mistake.ofCode(e));
            isLost();
        }
    }

    /** Of those of which it can be told; apps know their names without regard to case. */
    private static void holders(Background background, News news) throws AppFailure {
        if (news.changed.isEmpty()) {
            return;
        }
        var sweep = news.sweep();
        sweep.supposesTheRest();
        var names = news.changed.stream().map(Entitlement::folded).collect(Collectors.toSet());
        for (var entitlement : sweep.watched()) {
            if (names.contains(entitlement.folded())) {
                background.holders(entitlement, sweep);
            }
        }
    }

    private void conclude(LaneContext context, News news, Sweep sweep) {
        var more = context.findings().more(sweep.findings(news.gone.stream()), news.shown);
        context.findings().join(sweep.newcomers());
        sweep.asks(queue, more);
    }

    /** What an app says that cannot be reached or is busy is true afterwards as well; all else may be so every time. */
    private void failed(Kind kind) {
        failures++;
        switch (kind) {
            case THROTTLED, UNAUTHORIZED, WAITING -> {}
            case UNREACHABLE -> {
                if (failures >= MOST_FAILURES) {
                    isLost();
                }
            }
            default -> isLost();
        }
    }

    private void isLost() {
        failures = 0;
        bookmark.isLost();
        standing.isCounted(report -> report.followed(false));
    }
}
