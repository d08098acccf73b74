package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Sink;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Deviation;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Likeness;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Spelling;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.Restraint;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One look at all accounts of an app, and at who holds what Usher gives there: which of the accounts that a read once agreed
 * with are not as decided any more.
 *
 * <p>Of what is seen nothing is kept but whether it differs. Accounts come first, then who holds what is {@link #watched}.
 */
final class Sweep implements Sink {
    private static final int MOST_UNCLEAR = 5;

    private final AppId app;
    private final Holdings holdings;
    private final Tenant tenant;
    private final Register.Draft register;
    private final Unkept unkept;
    private final Set<String> leftOut;
    private final Set<String> ignored;
    private final Dormancy dormancy;
    private final Spelling spelling;
    private Set<String> onTrial;
    private final Expectations expectations;
    private final Awaited awaited;
    private final Unjustified unjustified;
    private final Map<RemoteId, Key> holders;
    private final Set<RemoteId> made;
    private final Set<RemoteId> seen = new HashSet<>();
    private final Set<RemoteId> unclear = new HashSet<>();
    private final LastUses uses;
    private final Sightings ours = new Sightings();
    private final SortedSet<Entitlement> nested = new TreeSet<>();

    /**
     * One that has begun, and seen nothing.
     *
     * @param restraint what people decided about whom something was taken from
     * @param register told of every account
     */
    Sweep(LaneContext context, Restraint restraint, Register.Draft register, Capabilities capabilities) {
        this.dormancy = Dormancy.of(capabilities);
        this.spelling = Spellings.of(capabilities);
        this.register = register;
        this.app = context.app();
        this.tenant = context.tenant();
        this.holdings = context.holdings();
        this.unkept = context.reception().unkept();
        this.leftOut = capabilities.leftOut();
        this.ignored = unkept.names();
        this.onTrial = context.upkeep().drift().attributes() == Drift.Reply.Report ? Set.of() : unkept.due();
        this.holders = context.ports().world().holders(app, tenant);
        this.made = holders.isEmpty() && context.register().sawNobody() ? holdings.ids() : Set.of();
        this.expectations = new Expectations(context, restraint);
        this.uses = new LastUses(
                holders,
                capabilities.value(Capability.LAST_USE).filter("true"::equals).isPresent(),
                context.timing()
                        .clock()
                        .instant()
                        .minus(context.upkeep().inventory().unusedAfter()));
        this.awaited = new Awaited(context, expectations::facts);
        this.unjustified = new Unjustified(context, holders, expectations);
    }

    @Override
    public void unclear(RemoteId id) {
        unclear.add(id);
        register.unclear(id);
    }

    @Override
    public void used(RemoteId account, Instant last) {
        uses.used(account, last);
    }

    @Override
    public void account(Account account) {
        if (!seen.add(account.id())) {
            return;
        }
        unclear.remove(account.id());
        register.account(account);
        if (account.active()) {
            uses.active(account.id());
        }
        if (unjustified.isNobodys(account.id())) {
            awaited.sees(account);
        }
        unjustified.sees(account);
        passes(account.id(), account.active())
                .ifPresent(expected -> ours.sees(account, expected, deviations(expected, account)));
    }

    private Set<Deviation> deviations(Expected expected, Account account) {
        if (expected.restored()) {
            return account.active() ? EnumSet.noneOf(Deviation.class) : EnumSet.of(Deviation.SHUT);
        }
        return deviations(expected.decision(), meant(expected.decision(), account));
    }

    /** What the app keeps of nobody is no deviation; but of one account it may be, so that somebody looks whether it is still so. */
    private Set<Deviation> deviations(Decision decision, Account account) {
        var found = Deviation.of(decision, account, both(ignored, spared(decision)));
        if (dormancy.masks(account)) {
            found.remove(Deviation.CHANGED);
            return found;
        }
        if (decision instanceof Decision.Want want) {
            unkept.looks(want.account(), account);
        }
        if (onTrial.isEmpty() || found.contains(Deviation.CHANGED)) {
            return found;
        }
        var without = new HashSet<>(ignored);
        without.removeAll(onTrial);
        var tried = Deviation.of(decision, account, both(without, spared(decision)));
        if (tried.contains(Deviation.CHANGED)) {
            onTrial = Set.of();
        }
        return tried;
    }

    /** The account, in which what the app only spells otherwise is no difference. */
    private Account meant(Decision decision, Account shown) {
        return switch (decision) {
            case Decision.Want want -> spelling.asMeant(shown, want.account().attributes());
            case Decision.Planned planned -> meant(planned.would(), shown);
            case Decision.Disabled _, Decision.Absent _, Decision.Trim _, Decision.Hold _ -> shown;
        };
    }

    /** Those attributes for which the app has no place, but for what roles set. */
    private Set<String> spared(Decision decision) {
        return switch (decision) {
            case Decision.Want want -> want.account().spared(leftOut);
            case Decision.Planned planned -> spared(planned.would());
            case Decision.Disabled _, Decision.Absent _, Decision.Trim _, Decision.Hold _ -> Set.of();
        };
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        if (more.isEmpty()) {
            return some;
        }
        var all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** These are all who hold it; to be told once every account was. */
    void hold(Entitlement entitlement, Set<RemoteId> members) {
        ours.hold(entitlement, members);
    }

    /** What was not shown is looked at as well, as far as it is told who holds what. */
    void supposesTheRest() {
        holders.keySet().stream()
                .filter(id -> !seen.contains(id))
                .forEach(id -> passes(id, false).ifPresent(expected -> ours.supposes(id, expected)));
    }

    /** Whose members have to be looked at, once all accounts were. */
    Set<Entitlement> watched() {
        return expectations.watched();
    }

    /** Those accounts that were seen and are to hold it. */
    Set<RemoteId> expecting(Entitlement entitlement) {
        return ours.expecting(entitlement);
    }

    /** There is another one in it, whose holders hold it, too. */
    void nests(Entitlement outer) {
        nested.add(outer);
    }

    InventoryReport.Remarks remarks(Set<RemoteId> orphans) {
        var some = unclear.stream()
                .sorted(Comparator.comparing(RemoteId::value))
                .limit(MOST_UNCLEAR)
                .toList();
        return new InventoryReport.Remarks(
                nested, new InventoryReport.Unclear(unclear.size(), some), uses.use(), unjustified.excused(orphans));
    }

    int accounts() {
        return seen.size() + unclear.size();
    }

    /** Asks for work on those whose accounts need a closer look, and on those who have logged in for the first time. */
    void asks(LaneQueue queue, Map<RemoteId, Finding> news) {
        news.forEach((id, finding) ->
                Optional.ofNullable(holders.get(id)).ifPresent(key -> queue.offer(key, finding.priority())));
        newcomers().forEach((key, newcomer) -> queue.offer(key, newcomer.priority()));
    }

    /** What first logins have made since the last inventory. */
    Map<Key, Awaited.Newcomer> newcomers() {
        return awaited.found();
    }

    /** The active accounts that nobody justifies, once everything was looked at. */
    Set<RemoteId> orphans(Collection<Claim> claims) {
        var orphans = new HashSet<>(unjustified.orphans(claims));
        awaited.found().values().forEach(newcomer -> orphans.remove(newcomer.id()));
        return orphans;
    }

    /** Those of them that are recorded: somebody wanted them to stay when their user went. */
    Set<RemoteId> leftBehind() {
        return unjustified.leftBehind();
    }

    /** To be asked once everything was looked at; that an account was not shown is a reason to look, and no more. */
    Map<RemoteId, Finding> findings() {
        return findings(holders.keySet().stream().filter(id -> !seen.contains(id)));
    }

    /** The same of a read of changes, which says of the accounts that it does not show that they are gone, or nothing. */
    Map<RemoteId, Finding> findings(Stream<RemoteId> missed) {
        var found = ours.findings();
        missed.forEach(id -> passes(id, false)
                .filter(expected -> !expected.isShut() || dormancy != Dormancy.HIDDEN)
                .ifPresent(expected ->
                        found.put(id, new Finding(expected.aim(), Likeness.NONE, Set.of(Deviation.MISSED)))));
        return found;
    }

    /**
     * Whether the list had every account that is recorded as being there, and one at least: one that is not in it may be hidden,
     * and others with it, and where there is none nothing shows what the list leaves out. Before the first is recorded in an app
     * that had nobody it is those that are known here. Of one that is not clear it did not show the keys.
     */
    boolean showsWhatIsRecorded() {
        return !hasNothingToShow()
                && unclear.isEmpty()
                && seen.containsAll(made)
                && (holders.isEmpty() || holders.keySet().stream().anyMatch(seen::contains))
                && holders.entrySet().stream()
                        .filter(holder -> !seen.contains(holder.getKey()))
                        .noneMatch(holder -> isTakenToBeThere(holder.getKey(), holder.getValue()));
    }

    /** Whether there was no account of ours when it began. */
    boolean hasNothingToShow() {
        return holders.isEmpty() && made.isEmpty();
    }

    private boolean isTakenToBeThere(RemoteId id, Key key) {
        return expectations
                .holder(key)
                .flatMap(holder -> holdings.known(holder, app))
                .filter(account -> account.idIn(tenant).equals(Optional.of(id)))
                .filter(account -> account.state() == AccountState.Active || account.state() == AccountState.Disabled)
                .filter(account -> !dormancy.hides(account))
                .isPresent();
    }

    /** The one look at whose it is: with it goes from memory what is recorded by now, and what can be expected is told. */
    private Optional<Expected> passes(RemoteId id, boolean open) {
        var holder = Optional.ofNullable(holders.get(id)).flatMap(expectations::holder);
        holder.ifPresent(one -> holdings.settle(one, app));
        return holder.flatMap(one -> expectations.of(one, id, open));
    }
}
