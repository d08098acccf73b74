package dev.usher.sync;

import dev.usher.connector.FirstAccess;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of how the holder of one account gets in: what is due to them, where it lies, and that access has ended. */
record CredentialBook(LaneContext context, Facts.OfHolder holder, Optional<KnownAccount> account) {
    static CredentialBook of(AccountWork work) {
        return new CredentialBook(work.context, work.holder, work.known);
    }

    /** How its app says that they do, as far as it can be done there. */
    CredentialTerms terms() {
        var said = context.upkeep().credentials();
        return switch (said) {
            case CredentialTerms.None _ -> said;
            case CredentialTerms.Generated generated ->
                can(generated.mustChange() ? FirstAccess.PASSWORD_TO_CHANGE : FirstAccess.PASSWORD)
                        ? said
                        : CredentialTerms.none();
            case CredentialTerms.Invitation _ -> can(FirstAccess.INVITATION) ? said : CredentialTerms.none();
        };
    }

    boolean can(FirstAccess way) {
        return context.setup().firstAccess().contains(way);
    }

    private Optional<DueCredential> on(Page page) {
        return page.credential(holder.identities());
    }

    Optional<DueCredential> known() throws LedgerFailure {
        return on(context.book().page());
    }

    /** What is due, and not given yet. */
    Optional<DueCredential> open() throws LedgerFailure {
        return known().filter(DueCredential::isOpen);
    }

    /** The page on which something is due from now on; what is due already stays so since then, unless access ended after that. */
    Page owing(Page page) {
        return on(page).filter(due -> due.isOpen() && isSinceTheEnd(due)).isPresent() ? page : with(page, next(page));
    }

    /** Whether it is of the time since access ended last. */
    boolean isSinceTheEnd(DueCredential due) {
        return account.flatMap(KnownAccount::ended)
                .filter(end -> due.since().isBefore(end.since()))
                .isEmpty();
    }

    /** The same where it is kept at once. */
    Page keeping(Page page) {
        var owing = owing(page);
        return on(owing)
                .flatMap(due -> place().map(due::keptIn))
                .map(due -> with(owing, due))
                .orElse(owing);
    }

    private Page with(Page page, DueCredential due) {
        return page.withoutCredentials(identities()).withCredential(holder.identity(), due);
    }

    private DueCredential next(Page page) {
        var before = on(page);
        var since = after(before);
        return before.map(due -> due.anew(since)).orElseGet(() -> DueCredential.at(since));
    }

    /** Later than what was due before, and not before access ended: by that it is told what was given since. */
    private Instant after(Optional<DueCredential> before) {
        return Stream.of(
                        Optional.of(now()),
                        before.map(due -> due.since().plusSeconds(1)),
                        account.flatMap(KnownAccount::ended).map(AccessEnd::since))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Something is due from now on, unless it is. */
    void owe() throws LedgerFailure {
        stores(this::owing);
    }

    /** It is to be something that nobody can have seen: what was kept for an earlier occasion is not sent any more, and of no use. */
    void oweAnew() throws LedgerFailure {
        stores(page -> on(page).filter(DueCredential::isUntouched).isPresent() ? page : with(page, next(page)));
    }

    /** From now on it may lie there. */
    void keeps(DueCredential due, DueCredential.Place place) throws LedgerFailure {
        stores(page -> with(page, due.keptIn(place)));
    }

    void isFetchable(DueCredential given) throws LedgerFailure {
        stores(page -> with(page, given));
    }

    /** Whether something is due, or may not have been fetched yet. */
    boolean isUnfinished() throws LedgerFailure {
        return known().filter(due -> due.isOpen() || due.fetchable(now()).isPresent())
                .isPresent();
    }

    /** They have what was due, and nothing of it can be fetched; or it is due no more. */
    void isOver() throws LedgerFailure {
        stores(page -> on(page).map(due -> with(page, due.over(now()))).orElse(page));
    }

    /** What lies there and is of no use goes at once, and not at the next look. */
    void takeAway() throws LedgerFailure {
        new Leftovers(
                        context.book(),
                        context.ports().handout(),
                        context.timing().clock())
                .takeAway(identities());
    }

    private void stores(UnaryOperator<Page> change) throws LedgerFailure {
        context.book().editInCompany(change);
    }

    /** What is told of an account that a person brought back. */
    Done.Held told(Done.Held back) {
        return new Done.Held(told(back.result(), Optional.empty()), back.until(), back.asOf());
    }

    /** What is told of an account, with how its holder gets in. */
    Result told(Result word, Optional<Decision> decision) {
        return word.isInUse()
                ? word.getting(Optional.empty(), fetchable())
                : word.getting(ended(word, decision), Optional.empty());
    }

    private Optional<DueCredential.Fetchable> fetchable() {
        return terms().areSome() ? loaded().flatMap(due -> due.fetchable(now())) : Optional.empty();
    }

    /** Nobody waits for the ledger to tell what is known anyway. */
    private Optional<DueCredential> loaded() {
        return context.book().loaded().flatMap(this::on);
    }

    private Optional<AccessEnd> ended(Result word, Optional<Decision> decision) {
        var before = account.flatMap(KnownAccount::ended);
        var due = loaded();
        var renewed = due.filter(DueCredential::isOpen).isPresent();
        if (before.isPresent()) {
            return before.map(end -> new AccessEnd(end.since(), end.renewed() || renewed));
        }
        return word.state() == AccountState.Disabled && ends(decision)
                ? Optional.of(new AccessEnd(after(due), renewed))
                : Optional.empty();
    }

    private static boolean ends(Optional<Decision> decision) {
        return decision.flatMap(Decision::reduction)
                .filter(why -> why.takesEntitlements())
                .isPresent();
    }

    /** As exact as a status is. */
    Instant now() {
        return context.timing().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Set<Identity> identities() {
        return holder.identities().collect(Collectors.toUnmodifiableSet());
    }

    /** The resource of the user; empty of an account that has none. */
    Optional<Basis.Reference> user() {
        return holder.basis().objects().stream()
                .filter(object -> object.kind().equals("ProvisionedUser"))
                .findFirst();
    }

    /** Where a password of theirs lies. */
    Optional<DueCredential.Place> place() {
        return user().map(user -> context.ports().handout().place(user, context.app()));
    }
}
