package dev.usher.domain.safety;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Workday;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.AccountTruths;
import dev.usher.domain.rule.Truth;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which accounts of an app need nobody who justifies them.
 *
 * @param ignore which are none of Usher's business; where it cannot be told, an account is not ignored
 * @param acknowledged those that somebody knows of, and for how long
 */
public record OrphanTerms(Optional<AccountRule> ignore, Map<RemoteId, Pause> acknowledged) {
    /** Of an app that says nothing. */
    public static final OrphanTerms STANDARD = new OrphanTerms(Optional.empty(), Map.of());

    public OrphanTerms {
        acknowledged = Map.copyOf(acknowledged);
    }

    /** Whether an account is nothing to tell of; a date is over when it is over in UTC. */
    public boolean excuse(Account account, AccountTruths truths, Instant now) {
        return Optional.ofNullable(acknowledged.get(account.id()))
                        .filter(known -> known.holdsAt(now, Workday.WHOLE_DAYS_IN_UTC))
                        .isPresent()
                || ignore.filter(rule -> truths.of(rule, account) == Truth.YES).isPresent();
    }
}
