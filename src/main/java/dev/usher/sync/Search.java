package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.KnownAccount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for accounts that a holder may have already. */
final class Search {
    private final AccountWork work;
    private final String userName;
    private final List<Scope.Key> keys;

    Search(AccountWork work, Desired desired) {
        this.work = work;
        this.userName = desired.attributes().userName();
        this.keys = Stream.<Scope.Key>concat(
                        Stream.of(
                                new Scope.Key.ExternalId(desired.identity().externalId()),
                                new Scope.Key.UserName(userName)),
                        formerly(work).map(Scope.Key.ExternalId::new))
                .toList();
    }

    /** The keys under which another namespace may have made the account; what a name stood for is recorded where it was made. */
    private static Stream<String> formerly(AccountWork work) {
        return work.holder.aliases().stream()
                .filter(alias -> alias.ofResource().isEmpty())
                .map(alias -> alias.in(work.context.app()).externalId())
                .sorted();
    }

    /** Every account that has the holder's key or login name, as the app says now. */
    List<Account> inApp() throws AppFailure {
        return work.calls.lookUp(keys);
    }

    /**
     * The same before one is made: of who never had an account the app is not asked what an inventory has answered.
     *
     * <p>Somebody may have made one since. An app that takes no user name twice refuses the create then; any other one is asked.
     */
    List<Account> beforeCreate() throws AppFailure {
        new Reservations(work).expectNone(userName);
        // Of a plan nothing is sent that the app could refuse.
        if (work.permission.isOnlyPlanning() || mayHaveHadOne()) {
            return inApp();
        }
        return work.calls.lookUp(work.context.register().open(keys, validity(), work.calls.keepsUserNamesUnique()));
    }

    /** The same where none is made: what has come since the last inventory is seen by the next one. */
    List<Account> whileAwaited() throws AppFailure {
        if (work.permission.isOnlyPlanning() || mayHaveHadOne()) {
            return inApp();
        }
        return work.calls.lookUp(work.context.register().open(keys, validity(), true));
    }

    private Duration validity() {
        return work.context
                .upkeep()
                .inventory()
                .every()
                .plus(work.context.timing().periodic());
    }

    /** Whether there may be an account that a complete inventory need not have seen: one was recorded, or a create was sent. */
    private boolean mayHaveHadOne() {
        var context = work.context;
        return Stream.of(work.known, work.holder.account(context.app()))
                        .flatMap(Optional::stream)
                        .map(KnownAccount::id)
                        .anyMatch(Optional::isPresent)
                || context.ports().world().recorded(context.app(), work.holder.identity()).stream()
                        .anyMatch(account -> account.idIn(context.tenant()).isPresent())
                || context.book().mayHaveClaimOf(work.holder, userName);
    }
}
