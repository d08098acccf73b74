package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The active accounts of one look at an app that nobody justifies. */
final class Unjustified {
    private final AppId app;
    private final Tenant tenant;
    private final World world;
    private final Holdings holdings;
    private final Clock clock;
    private final OrphanTerms terms;
    private final Protection protection;
    private final Map<RemoteId, Key> holders;
    private final Expectations expectations;
    private final Map<RemoteId, String> names = new HashMap<>();
    private final Set<RemoteId> leftBehind = new HashSet<>();
    private int acknowledged;
    private int ignored;
    private int spared;

    /** @param holders who was recorded when the look began */
    Unjustified(LaneContext context, Map<RemoteId, Key> holders, Expectations expectations) {
        this.app = context.app();
        this.tenant = context.tenant();
        this.world = context.ports().world();
        this.holdings = context.holdings();
        this.clock = context.timing().clock();
        this.terms = context.upkeep().orphans();
        this.protection = context.upkeep().protection();
        this.holders = holders;
        this.expectations = expectations;
    }

    /** Whether neither a resource nor a word of a lane tells whose it is. */
    boolean isNobodys(RemoteId id) {
        return !holders.containsKey(id) && holdings.ownerOf(id).isEmpty();
    }

    void sees(Account account) {
        if (!account.active()) {
            return;
        }
        var isLeft = isLeftBehind(account.id());
        if ((isLeft || isNobodys(account.id())) && !isAnsweredFor(account)) {
            names.put(account.id(), account.attributes().userName());
            if (isLeft) {
                leftBehind.add(account.id());
            }
        }
    }

    private boolean isAnsweredFor(Account account) {
        if (terms.acknowledge(account.id(), clock.instant())) {
            acknowledged++;
        } else if (terms.ignores(account, world)) {
            ignored++;
        } else if (protection.names(account, world)) {
            spared++;
        } else {
            return false;
        }
        return true;
    }

    /** Those that are no orphans, and how many of these are so on purpose. */
    InventoryReport.Excused excused(Set<RemoteId> orphans) {
        var kept = (int) orphans.stream().filter(leftBehind::contains).count();
        return new InventoryReport.Excused(acknowledged, ignored, spared, kept);
    }

    /** Its user is gone, and it stays in use since somebody wanted it so. */
    private boolean isLeftBehind(RemoteId id) {
        return Optional.ofNullable(holders.get(id))
                .filter(Key.OfRetained.class::isInstance)
                .flatMap(expectations::holder)
                .filter(holder -> holder instanceof Facts.OfRetained retained
                        && retained.retention().isLeftInUse(clock.instant()))
                .isPresent();
    }

    /** Those that are recorded: somebody wanted them to stay when their user went. */
    Set<RemoteId> leftBehind() {
        return Set.copyOf(leftBehind);
    }

    /**
     * Once everything was looked at: those of which there is neither a user nor a record nor a word that was given before a
     * create, of which no answer has come, and those that were left behind and that nobody has taken back.
     */
    Set<RemoteId> orphans(Collection<Claim> claims) {
        var recorded = world.holders(app, tenant);
        var promised = claims.stream()
                .map(claim -> claim.userName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return names.entrySet().stream()
                .filter(orphan -> !promised.contains(orphan.getValue().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .filter(id -> leftBehind.contains(id)
                        ? recorded.get(id) instanceof Key.OfRetained
                        : !recorded.containsKey(id) && isNobodys(id))
                .collect(Collectors.toUnmodifiableSet());
    }
}
