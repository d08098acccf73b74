package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.LongSet;
import dev.usher.domain.account.RemoteId;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which keys the accounts of an app have: those that its last inventory saw, and those that were sent since.
 *
 * <p>Kept is a hash of each key as apps compare them, without case. A key that is in here may be an account's, and the app has
 * to be asked for it.
 */
final class Register {
    /** What an inventory has seen so far. */
    static final class Draft {
        private final LongSet seen = new LongSet();
        private final LongSet sent = new LongSet();
        private final LongSet ids = new LongSet();
        private boolean showsExternalIds;
        private boolean hidesUserNames;
        private boolean hasDoubles;

        synchronized void account(Account account) {
            ids.add(hash(account.id()));
            account.externalId().ifPresent(key -> {
                showsExternalIds = true;
                seen.add(hash(new Scope.Key.ExternalId(key)));
            });
            var name = account.attributes().userName();
            if (name.isEmpty()) {
                hidesUserNames = true;
            } else if (!seen.add(hash(new Scope.Key.UserName(name)))) {
                hasDoubles = true;
            }
        }

        /** It is there, and nothing more is known of it. */
        synchronized void unclear(RemoteId id) {
            ids.add(hash(id));
        }

        /** Whether more was sent, or told of, than can be kept for long. */
        private synchronized boolean isFull() {
            return sent.bytes() > MOST_BYTES;
        }

        private synchronized boolean saw(RemoteId id) {
            return ids.contains(hash(id));
        }

        /** Which accounts it saw; to be asked for once it came to its end. */
        private synchronized LongSet ids() {
            return ids;
        }

        private synchronized boolean showsSomebody() {
            return !ids.isEmpty();
        }

        private synchronized void sends(Scope.Key key) {
            if (!mayHave(key)) {
                sent.add(hash(key));
            }
        }

        private synchronized boolean mayHave(Scope.Key key) {
            var hash = hash(key);
            return seen.contains(hash) || sent.contains(hash);
        }

        /** Whether a key that is not in here is no account's, or the app itself would say so. */
        private synchronized boolean answers(Scope.Key key, boolean unique) {
            return switch (key) {
                case Scope.Key.ExternalId id -> showsExternalIds;
                case Scope.Key.UserName name -> unique && !hidesUserNames && !hasDoubles;
            };
        }

        synchronized int bytes() {
            return seen.bytes() + sent.bytes() + ids.bytes();
        }
    }

    /** Of a million keys. */
    private static final int MOST_BYTES = 16 << 20;

    private final Timing timing;
    private Optional<Draft> begun = Optional.empty();
    private Optional<Draft> complete = Optional.empty();
    private Optional<Draft> last = Optional.empty();
    /** Of that one nothing is asked but which accounts it saw, so that its keys need not be kept. */
    private Optional<LongSet> lastButOne = Optional.empty();

    private long completed;

    Register(Timing timing) {
        this.timing = timing;
    }

    /** An inventory begins; from now on it has to be told what is sent, since that may come to where it does not look any more. */
    synchronized Draft begin() {
        var draft = new Draft();
        begun = Optional.of(draft);
        return draft;
    }

    /** It came to its end, and answers from now on; unless everything was forgotten meanwhile. */
    synchronized void completes(Draft draft) {
        if (begun.filter(draft::equals).isPresent()) {
            complete = begun;
            begun = Optional.empty();
            completed = timing.nanos().getAsLong();
        }
    }

    /**
     * It was read to its end: what it saw was there before whatever comes from now on.
     *
     * <p>That holds also where it does not answer for keys, and is not forgotten when a later one fails.
     */
    synchronized void ends(Draft draft) {
        lastButOne = last.map(Draft::ids);
        last = Optional.of(draft);
    }

    /** Whether the last inventory that was read to its end saw the account; an inventory that still reads does not count. */
    synchronized boolean saw(RemoteId id) {
        return last.filter(draft -> draft.saw(id)).isPresent();
    }

    /** Whether the last inventory that was read to its end showed an account of this key, or one was sent since. */
    synchronized boolean mayShow(Scope.Key key) {
        return last.filter(draft -> draft.mayHave(key)).isPresent()
                || complete.filter(draft -> draft.mayHave(key)).isPresent();
    }

    /** Whether the one before the last saw it already. */
    synchronized boolean sawBefore(RemoteId id) {
        return lastButOne.filter(ids -> ids.contains(hash(id))).isPresent();
    }

    /** Whether the last inventory that was read to its end saw no account at all, as in an app that is new. */
    synchronized boolean sawNobody() {
        return last.filter(draft -> !draft.showsSomebody()).isPresent();
    }

    /** Nothing is known any more of which keys there are. */
    synchronized void forget() {
        begun = Optional.empty();
        complete = Optional.empty();
    }

    /** A change is about to be sent: an account may have these keys from now on. */
    void sends(Change.OfAccount change) {
        switch (change) {
            case Change.Create create ->
                sends(
                        Optional.of(create.desired().identity().externalId()),
                        Optional.of(create.desired().attributes().userName()));
            case Change.Update update ->
                sends(
                        update.delta().externalId(),
                        Optional.ofNullable(update.delta().attributes().get(Attributes.USER_NAME))
                                .flatMap(name -> name));
            case Change.Disable disable -> {}
            case Change.Enable enable -> {}
            case Change.Delete delete -> {}
            case Change.EndSessions end -> {}
            case Change.HandOver over -> {}
            case Change.SetPassword set -> {}
            case Change.Invite invite -> {}
        }
    }

    /** Somebody made an account, or gave it other keys; what makes too many of them has to be asked itself until the next inventory. */
    synchronized void learns(Account account) {
        if (complete.filter(Draft::isFull).isPresent()) {
            forget();
        }
        sends(account.externalId(), Optional.of(account.attributes().userName()).filter(name -> !name.isEmpty()));
    }

    private synchronized void sends(Optional<String> externalId, Optional<String> userName) {
        externalId.map(Scope.Key.ExternalId::new).ifPresent(this::sends);
        userName.map(Scope.Key.UserName::new).ifPresent(this::sends);
    }

    private void sends(Scope.Key key) {
        begun.ifPresent(draft -> draft.sends(key));
        complete.ifPresent(draft -> draft.sends(key));
    }

    /**
     * Which keys of an account that is to be made the app has to be asked for: all, if one of them may be an account's.
     *
     * @param validity how long an inventory answers
     * @param unique whether the app says that it takes no user name twice, so that it answers itself by refusing one
     */
    synchronized List<Scope.Key> open(List<Scope.Key> keys, Duration validity, boolean unique) {
        var answering = complete.filter(any -> timing.nanos().getAsLong() - completed <= validity.toNanos());
        if (answering.isEmpty() || keys.stream().anyMatch(answering.get()::mayHave)) {
            return keys;
        }
        return keys.stream()
                .filter(key -> !answering.get().answers(key, unique))
                .toList();
    }

    private static long hash(Scope.Key key) {
        var from = switch (key) {
            case Scope.Key.ExternalId id -> 0xcbf29ce484222325L;
            case Scope.Key.UserName name -> 0x84222325cbf29ce4L;
        };
        return LongSet.digest(from, comparable(key.value()));
    }

    private static long hash(RemoteId id) {
        return LongSet.digest(0x9ce484222325cbf2L, id.value());
    }

    /** At least as much is the same here as in any app: what is too much costs a look-up. */
    private static String comparable(String value) {
        return Normalizer.normalize(value.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
