package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Membership;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.plan.Unexplained;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Work on the account of one holder in one app: decides at the moment of writing, then lets the app agree. */
final class AccountWork {
    final LaneContext context;
    final Key key;
    final Facts.OfHolder holder;
    final Optional<KnownAccount> known;
    final Inquiry inquiry;
    final LaneCalls calls;
    final Usage usage;
    final Permission permission;
    final Lateness lateness;
    private final Urgency urgency;
    private final Outlook outlook;
    private final Regained regained = new Regained(this);
    private Takeover takeover;
    private EntitlementTerms terms = EntitlementTerms.STANDARD;
    private Optional<Decision> taken = Optional.empty();
    private Optional<Applied> aim = Optional.empty();

    /** @param look that showed the holder */
    AccountWork(LaneContext context, LaneCalls calls, Urgency urgency, Key key, Facts.OfHolder holder, Look look) {
        this.context = context;
        this.calls = calls;
        this.urgency = urgency;
        this.key = key;
        this.holder = holder;
        this.known = context.holdings().known(holder, context.app()).or(this::claimed);
        this.outlook = new Outlook(context.app(), context.timing().clock(), holder.identity(), known, look);
        this.lateness = new Lateness(context, holder, calls);
        this.usage = new Usage(this);
        this.permission = new Permission(this);
        this.takeover = begun();
        this.inquiry = new Inquiry(context, key, known);
    }

    /** What was known of it because it was there before Usher when this work began. */
    private Takeover begun() {
        return Holdings.toDecide(known, holder.account(context.app()))
                .filter(account -> account.isIn(context.tenant()))
                .map(KnownAccount::takeover)
                .map(taken -> knownId().isPresent() ? taken.recorded() : taken.missed())
                .orElse(Takeover.NONE);
    }

    /** Converges the account with what is decided now. */
    Done run() throws AppFailure, LedgerFailure {
        var done = lateness.of(this::converge);
        if (done instanceof Done.Settled) {
            inquiry.ends(calls.haveWritten());
        }
        return done;
    }

    private Done converge() throws AppFailure, LedgerFailure {
        var decision = outlook.last().map(regained::with);
        if (decision.isEmpty()) {
            return Done.Settled.NOTHING;
        }
        terms = decision.get().terms();
        taken = decision;
        aim = Aims.of(decision.get(), context.digests());
        inquiry.isAbout(aim);
        urgency.raise(Priority.of(decision.get(), known.map(KnownAccount::state)));
        var rests = lateness.rests(decision.get(), inquiry.isOpen());
        return rests.isPresent() ? rests.get() : act(decision.get());
    }

    private Done act(Decision decision) throws AppFailure, LedgerFailure {
        return switch (decision) {
            case Decision.Want want -> regained.provided(want);
            case Decision.Trim trim -> new Trimming(this, trim).run();
            case Decision.Disabled disabled -> new Reduction(this, disabled, disabled.why(), false).run();
            case Decision.Absent absent -> new Reduction(this, absent, absent.why(), true).run();
            case Decision.Hold hold -> Done.Settled.NOTHING;
            case Decision.Planned plan -> act(permission.onlyPlans(plan));
        };
    }

    /** Whether a fresh look at the caches still gives this decision. */
    boolean stillDecided(Decision decision) {
        return decidedNow().map(permission::within).filter(decision::equals).isPresent();
    }

    /** What a fresh look at the caches gives; empty where there is nothing to decide about the holder any more. */
    Optional<Decision> decidedNow() {
        return outlook.now().map(regained::with);
    }

    /** The key that the app keeps for us. */
    String externalId() {
        return holder.identity().in(context.app()).externalId();
    }

    /** Whether a live read still shows the reason for taking something away; if not, it has to be decided again. */
    boolean isConfirmed(Decision decision) throws AppFailure {
        return permission.isOnlyPlanning()
                || new Grounds(context.ports().world(), holder, context.app()).hold(decision);
    }

    /** A create that was claimed and whose answer nobody has may have made an account without a known id. */
    private Optional<KnownAccount> claimed() {
        return claim().map(claim -> new KnownAccount(
                Optional.empty(), Optional.of(claim.tenant()), AccountState.Pending, Optional.empty(), claim.since()));
    }

    Optional<Claim> claim() {
        try {
            var claims = context.book().page().claims();
            var claim = holder.identities()
                    .flatMap(identity -> Optional.ofNullable(claims.get(identity)).stream())
                    .findFirst();
            return claim.filter(word -> word.tenant().equals(context.tenant()));
        } catch (LedgerFailure e) {
            // Without the ledger no claim is known, and nothing can be claimed either: the first write will say so.
            return Optional.empty();
        }
    }

    Optional<RemoteId> knownId() {
        return known.flatMap(account -> account.idIn(context.tenant()));
    }

    /** Not while an inventory says otherwise, or by what was confirmed in another tenant, unless it is gone: then a read has to tell. */
    boolean isSettledAs(AccountState state, Applied aim) {
        return !inquiry.isOpen()
                && known.filter(account -> account.isConfirmedAs(state, aim))
                        .filter(account -> state == AccountState.Deleted || account.isIn(context.tenant()))
                        .isPresent();
    }

    /** To be said before anything is sent: should it fail, what was confirmed earlier proves nothing. */
    void doubt() {
        known.ifPresent(account -> context.holdings().doubt(holder, account));
    }

    /** By id; or, where a create was claimed and never answered, by what was claimed. */
    Optional<Account> find() throws AppFailure {
        var id = knownId();
        if (id.isPresent()) {
            return calls.read(id.get());
        }
        var claim = claim();
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        var found = calls.lookUp(externalId(), claim.get().userName()).stream()
                .filter(claim.get()::names)
                .findFirst();
        lateness.expectShown(found.isPresent() ? Optional.empty() : claim);
        return found;
    }

    /** Takes note of an account of ours: nobody else can have it from now on. */
    void sees(Account account) {
        context.holdings().bind(account.id(), holder);
        takeover = takeover.found();
        usage.sees(account);
        permission.sees(account);
    }

    /** Whether the account was made ahead of a start and never seen enabled since. */
    boolean isPrepared() {
        return usage.isPrepared();
    }

    /** A read by id has to show the account that the id was recorded for; one that is being taken over may look like anybody's. */
    void expectOurs(Account account) throws AppFailure {
        if (!takeover.open() && !isOurs(account)) {
            throw AppFailure.of(Kind.STALE, Detail.IDENTITY_MISMATCH);
        }
    }

    /** Whether it has our key; or our name, where the app shows no key. */
    boolean isOurs(Account account) {
        return account.externalId()
                .map(shown -> holder.isKnownBy(shown, context.app()))
                .orElseGet(() -> holder.mayBeCalled(account.attributes().userName(), context.app(), now()));
    }

    /** The login name by which the account can be found; empty where nobody can tell it. */
    Optional<String> userName() {
        return holder.userName(context.app(), now());
    }

    /** Whether a fresh look at the caches still gives what this work was begun for, which is nothing that forbids a write. */
    boolean isStillDecided() {
        return permission.isUnprotected() && taken.map(this::stillDecided).orElse(false);
    }

    /** Sends a change if it is still decided; one that gives access and that nobody answers may still land. */
    Outcome send(Change.OfAccount change) {
        context.register().sends(change);
        var outcome = calls.send(change, this::isStillDecided);
        lateness.sent(change, outcome);
        return outcome;
    }

    /** What is known of the account because it was there before Usher. */
    Takeover takeover() {
        return takeover;
    }

    void knows(Takeover next) {
        takeover = next;
    }

    /** What it holds, and what it is to hold. */
    Entries entries(RemoteId id) {
        return new Entries(this, id);
    }

    /** What of the entitlements of the app is Usher's. */
    Ours ours() {
        return holder.ours(context.app()).owing(terms.owed());
    }

    /** The digest of what is decided, where that asks for something. */
    Applied aim() {
        return aim.orElseThrow(() -> new IllegalStateException("a decision to act has an aim"));
    }

    /** What the account still holds and nothing explains, where a read showed what it held before a change. */
    Optional<Unexplained> unexplained(Account read, Set<Entitlement> explained, Membership change) {
        return read.entitlements().map(shown -> Unexplained.of(shown, explained, change, ours()));
    }

    /** Nothing was read, or nothing is there any more. */
    Done settled(AccountState state, Optional<RemoteId> id, Applied aim) {
        var nothing = Optional.of(Unexplained.NONE).filter(any -> state.isNowhere());
        return settled(state, id, aim, nothing, Optional.empty());
    }

    /** @param drifted how the account differs from what is decided, where it is left so */
    Done settled(
            AccountState state,
            Optional<RemoteId> id,
            Applied aim,
            Optional<Unexplained> unexplained,
            Optional<Failure> drifted) {
        if (permission.withheld().isPresent()) {
            return planned();
        }
        return Done.Settled.with(noted(new Result(
                state,
                id,
                Optional.of(context.tenant()),
                Optional.of(aim),
                Optional.of(aim),
                drifted,
                isPrepared() && state == AccountState.Disabled,
                unexplained,
                takeover,
                Optional.empty())));
    }

    /** What would be done; nothing of it is known of the account. */
    Done planned() {
        var why = permission.withheld().orElseThrow();
        var id = permission.there().map(Account::id).or(this::knownId);
        return new Done.Asks(
                new Result(
                        permission.state(),
                        id,
                        Optional.of(context.tenant()),
                        aim,
                        Optional.empty(),
                        Optional.of(why),
                        isPrepared(),
                        Optional.empty(),
                        begun(),
                        Optional.empty()),
                why);
    }

    /** What is told of the account is what is known of it here from now on; it stands so since it did, or since now. */
    Result noted(Result word) {
        var told = CredentialBook.of(this).told(word, taken);
        var since = known.filter(account -> account.state() == told.state())
                .map(KnownAccount::since)
                // As exact as a status is, so that whoever reads it there counts from the same instant.
                .orElseGet(() -> now().truncatedTo(ChronoUnit.SECONDS));
        context.holdings().note(holder, told.known(since));
        return told;
    }

    /** The account of this id is gone, and with it what was known of it. */
    void forgets(RemoteId id) {
        context.holdings().forget(holder, id);
        takeover = Takeover.NONE;
    }

    Instant now() {
        return context.timing().clock().instant();
    }
}
