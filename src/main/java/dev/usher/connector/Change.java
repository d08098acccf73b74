package dev.usher.connector;

import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing to do in an app. */
public sealed interface Change {
    /** What it consists of, each with a record and an outcome of its own. */
    default Stream<ChangeId> ids() {
        return switch (this) {
            case OfAccount one -> Stream.of(one.id());
            case Members members ->
                Stream.concat(members.add.stream(), members.remove.stream()).map(Member::id);
            case Define define -> Stream.of(define.id());
        };
    }

    /** About one account: one transaction where the app has any. */
    sealed interface OfAccount extends Change {
        ChangeId id();

        /** Whether its holder can use the account once it has landed. */
        default boolean enables() {
            return switch (this) {
                case Create create -> create.desired().enabled();
                case Update update -> update.delta().enable();
                case Enable enable -> true;
                case Disable disable -> false;
                case Delete delete -> false;
                case EndSessions end -> false;
                case HandOver over -> false;
                case SetPassword set -> false;
                case Invite invite -> false;
            };
        }
    }

    /** By a request that was declared for one app, which names the account in as many ways as somebody may know it by. */
    sealed interface Naming extends OfAccount {
        RemoteId account();

        String userName();

        String externalId();
    }

    /**
     * Creates an account without entitlements, enabled or disabled as is desired; the planner looked first, and a connector never adopts.
     *
     * @param password with which its holder begins, where the app takes one at once: see {@link Capability#PASSWORDS}; elsewhere nothing is
     *     created, and it is said to be unsupported
     */
    record Create(ChangeId id, Desired desired, Optional<NewPassword> password) implements OfAccount {
        /** One without a password. */
        public Create(ChangeId id, Desired desired) {
            this(id, desired, Optional.empty());
        }
    }

    /** Changes attributes, name and state together. */
    record Update(ChangeId id, RemoteId account, Delta delta, Optional<String> version) implements OfAccount {}

    record Disable(ChangeId id, RemoteId account) implements OfAccount {}

    record Enable(ChangeId id, RemoteId account) implements OfAccount {}

    /** An account that is not there is as good as deleted. */
    record Delete(ChangeId id, RemoteId account) implements OfAccount {}

    /**
     * Ends what sessions the app has open for an account; one that has none is as good.
     *
     * @param userName as the app shows it, for those that know sessions by it
     * @param externalId the key that the app keeps for us, likewise
     */
    record EndSessions(ChangeId id, RemoteId account, String userName, String externalId) implements Naming {}

    /**
     * Has done elsewhere what has to be done before an account is deleted, such as archiving what it owns; one for which that was
     * done before is as good.
     *
     * @param userName as the app shows it, by which others may know the account
     * @param externalId the key that the app keeps for us, likewise
     */
    record HandOver(ChangeId id, RemoteId account, String userName, String externalId) implements Naming {}

    /**
     * Gives an account another password, and leaves it enabled or disabled as it was, whatever the app does with an account whose password changes.
     * The same password twice is as good as once. Some apps open an account by that, and a connector then shuts it by a second request: where the
     * outcome is {@link Outcome.Ambiguous}, a disabled account may be open, and is to be disabled before this is repeated.
     */
    record SetPassword(ChangeId id, RemoteId account, NewPassword password) implements OfAccount {}

    /**
     * Has the app, or whoever does that for it, invite the holder of an account to choose how they sign on.
     *
     * @param userName as the app shows it
     * @param externalId the key that the app keeps for us
     */
    record Invite(ChangeId id, RemoteId account, String userName, String externalId) implements Naming {}

    /** Adds accounts to an entitlement and takes accounts out; every member has its own outcome. */
    record Members(Entitlement entitlement, List<Member> add, List<Member> remove) implements Change {
        public Members {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /** Makes an entitlement that the app does not have. */
    record Define(ChangeId id, Entitlement entitlement) implements Change {}

    record Member(ChangeId id, RemoteId account) {}

    /**
     * A password that its holder did not choose.
     *
     * @param mustChange whether the app lets them do nothing before they chose another one
     */
    record NewPassword(Sensitive value, boolean mustChange) {}
}
