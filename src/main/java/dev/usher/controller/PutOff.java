package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.sync.Facts;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What somebody is to lose in an app to which nothing is written for now, because somebody suspended it. */
final class PutOff {
    private PutOff() {}

    /** Since when, as far as anybody remembers; empty: nothing is put off, or nobody can use the account. */
    static Optional<Instant> since(AccountEntry entry, Facts.OfPerson facts, Resolution resolution, Instant now) {
        if (!Passages.isOpen(entry, resolution) || entry.endedTime() != null) {
            return Optional.empty();
        }
        var app = Recall.id(entry);
        var next = resolution.next();
        var isLost = next.departedAt().isEmpty()
                && (next.owed().containsKey(app)
                        || (isUnassigned(app, facts, resolution) && !isKept(app, facts, Deprovisioning::onUnassigned)));
        return next.departedAt()
                .filter(any -> !isKept(app, facts, Deprovisioning::onDeparture))
                .or(() -> Optional.of(now)
                        .filter(any -> isLost || resolution.lockout().shuts(app)));
    }

    /** What a role gives that cannot be read nobody knows. */
    private static boolean isUnassigned(AppId app, Facts.OfPerson facts, Resolution resolution) {
        var held = resolution.next().roles().keySet();
        return facts.access().roles().keySet().containsAll(held)
                && !facts.access().appsOf(held).contains(app);
    }

    private static boolean isKept(AppId app, Facts.OfPerson facts, Function<Deprovisioning, Reaction> policy) {
        return Optional.ofNullable(facts.access().apps().get(app))
                .map(AppDefinition::deprovisioning)
                .map(policy)
                .filter(Reaction.Keep::equals)
                .isPresent();
    }

    /** Whether an account without a user would be shut, were it not for that. */
    static boolean isOf(RetainedAccount account, Decision decision) {
        return decision.isHeldBecause(Why.AppSuspended) && !account.getSpec().staysAsItIs();
    }
}
