package dev.usher.domain.safety;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Workday;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.AccountTruths;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which accounts of an app need nobody who justifies them, and what becomes of those that do and have nobody.
 *
 * @param ignore which are none of Usher's business; where it cannot be told, an account is not ignored
 * @param acknowledged those that somebody knows of, and for how long
 * @param reply what becomes of those that are provably Usher's
 * @param grace for how long complete inventories have to have shown one before
 */
public record OrphanTerms(
        Optional<AccountRule> ignore, Map<RemoteId, Pause> acknowledged, Reply reply, Duration grace) {
    /** What becomes of an account that nobody justifies. */
    public enum Reply {
        /** It is told of. */
        Report,
        Disable,
        /** Disabled, and deleted after the retention. */
        Delete
    }

    /** How long somebody has to say who stands behind one. */
    public static final Duration STANDARD_GRACE = Duration.ofDays(7);

    /** Of an app that says nothing. */
    public static final OrphanTerms STANDARD = new OrphanTerms(Optional.empty(), Map.of());

    public OrphanTerms {
        acknowledged = Map.copyOf(acknowledged);
    }

    /** Those of which is told, and no more. */
    public OrphanTerms(Optional<AccountRule> ignore, Map<RemoteId, Pause> acknowledged) {
        this(ignore, acknowledged, Reply.Report, STANDARD_GRACE);
    }

    /** The same with this reply. */
    public OrphanTerms reacting(Reply next, Duration after) {
        return new OrphanTerms(ignore, acknowledged, next, after);
    }

    /** Whether somebody knows of an account now; a date is over when it is over in UTC. */
    public boolean acknowledge(RemoteId id, Instant now) {
        return Optional.ofNullable(acknowledged.get(id))
                .filter(known -> known.holdsAt(now, Workday.WHOLE_DAYS_IN_UTC))
                .isPresent();
    }

    /** Whether an account is none of Usher's business. */
    public boolean ignores(Account account, AccountTruths truths) {
        return ignore.filter(rule -> truths.of(rule, account) == Truth.YES).isPresent();
    }

    /** Whether an account is nothing to tell of. */
    public boolean excuse(Account account, AccountTruths truths, Instant now) {
        return acknowledge(account.id(), now) || ignores(account, truths);
    }
}
