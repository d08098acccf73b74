package dev.usher.controller;

import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.LifecycleState;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Accounts that no status shows yet: lanes told of them since, or may be making them this moment, or were when an operator
 * ended.
 *
 * <p>Somebody who leaves, or is shut out, meanwhile does not do so without an account.
 */
final class Unrecorded {
    private final Mailbox mailbox;
    private final BiPredicate<AppId, Identity> mayBeMade;

    /**
     * Those of one operator.
     *
     * @param mayBeMade whether a lane may be making an account of somebody, or has left a claim to one
     */
    Unrecorded(Mailbox mailbox, BiPredicate<AppId, Identity> mayBeMade) {
        this.mailbox = mailbox;
        this.mayBeMade = mayBeMade;
    }

    /** What is decided about a user, knowing what no status shows yet. */
    Resolution resolve(Key key, Facts.OfPerson facts, Instant now) {
        var told = facts.knowing(mailbox.accounts(key, now));
        var resolution = told.resolve(now);
        var concerned = concerned(told, resolution);
        var making = concerned.isEmpty() ? Map.<AppId, KnownAccount>of() : inTheMaking(told, concerned, now);
        return making.isEmpty() ? resolution : told.knowing(making).resolve(now);
    }

    /**
     * Where an account in the making counts: whoever has left, or is shut out, is not so without it, and nobody loses a role
     * without what it gave being written down beside it.
     */
    private static Set<AppId> concerned(Facts.OfPerson facts, Resolution resolution) {
        var access = facts.access();
        if (resolution.state() == LifecycleState.Purged) {
            return access.apps().keySet();
        }
        var lost = facts.memory().roles().keySet().stream()
                .filter(role -> !resolution.next().roles().containsKey(role))
                .toList();
        var concerned = new HashSet<>(resolution.next().owed().keySet());
        if (!lost.isEmpty()) {
            concerned.addAll(access.gave(lost).keySet());
        }
        access.apps().keySet().stream().filter(resolution.lockout()::shuts).forEach(concerned::add);
        concerned.retainAll(access.apps().keySet());
        return concerned;
    }

    /** Only where there is no entry at all: one that says Deleted was looked for. */
    private Map<AppId, KnownAccount> inTheMaking(Facts.OfPerson facts, Set<AppId> concerned, Instant now) {
        var accounts = new HashMap<AppId, KnownAccount>();
        concerned.stream()
                .filter(app -> facts.account(app).isEmpty())
                .filter(app -> facts.identities().anyMatch(identity -> mayBeMade.test(app, identity)))
                .forEach(app -> accounts.put(app, KnownAccount.inTheMaking(now)));
        return accounts;
    }
}
