package dev.usher.sync;

import dev.usher.connector.FirstAccess;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of how the holder of one account gets in: what is due to them, where it lies, and that access has ended. */
record CredentialBook(AccountWork work) {
    /** How its app says that they do, as far as it can be done there. */
    CredentialTerms terms() {
        var said = work.context.upkeep().credentials();
        return switch (said) {
            case CredentialTerms.None _ -> said;
            case CredentialTerms.Generated generated ->
                can(generated.mustChange() ? FirstAccess.PASSWORD_TO_CHANGE : FirstAccess.PASSWORD)
                        ? said
                        : CredentialTerms.NONE;
            case CredentialTerms.Invitation _ -> can(FirstAccess.INVITATION) ? said : CredentialTerms.NONE;
        };
    }

    private boolean can(FirstAccess way) {
        return work.context.setup().firstAccess().contains(way);
    }

    Optional<DueCredential> on(Page page) {
        return work.holder
                .identities()
                .flatMap(identity -> Optional.ofNullable(page.credentials().get(identity)).stream())
                .findFirst();
    }

    Optional<DueCredential> known() throws LedgerFailure {
        return on(work.context.book().page());
    }

    /** The page on which something is due from now on; what is due already stays so since then. */
    Page owing(Page page) {
        return on(page).filter(DueCredential::isOpen).isPresent()
                ? page
                : page.withoutCredentials(identities()).withCredential(work.holder.identity(), due());
    }

    /** It is to be something new, so that what lies there yet is of no use any more. */
    void owe() throws LedgerFailure {
        takeAway();
        work.context.book().editInCompany(this::owing);
    }

    void lies(DueCredential given) throws LedgerFailure {
        work.context
                .book()
                .editInCompany(
                        page -> page.withoutCredentials(identities()).withCredential(work.holder.identity(), given));
    }

    /** Nothing is due, and nothing lies there any more. */
    void forget() throws LedgerFailure {
        if (known().isPresent()) {
            takeAway();
            work.context.book().editInCompany(page -> page.withoutCredentials(identities()));
        }
    }

    /** Of what cannot be taken away now its time runs out: the page goes on to say so. */
    private void takeAway() throws LedgerFailure {
        var place = known().flatMap(DueCredential::lying);
        if (place.isPresent()) {
            try {
                work.context.ports().handout().drop(place.get());
            } catch (Handout.NotKept e) {
                throw new LedgerFailure("a Secret with a password cannot be deleted");
            }
        }
    }

    /** What is told of an account, with how its holder gets in. */
    Result told(Result word, Optional<Decision> decision) {
        return word.state() == AccountState.Active
                ? word.getting(Optional.empty(), lying())
                : word.getting(ended(word, decision), Optional.empty());
    }

    private Optional<DueCredential.Lying> lying() {
        if (!terms().areSome()) {
            return Optional.empty();
        }
        try {
            return known().flatMap(DueCredential::lying);
        } catch (LedgerFailure e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> ended(Result word, Optional<Decision> decision) {
        var before = work.known.flatMap(KnownAccount::ended);
        return before.isEmpty()
                        && word.state() == AccountState.Disabled
                        && decision.flatMap(Decision::reduction)
                                .filter(why -> why.takesEntitlements())
                                .isPresent()
                ? Optional.of(now())
                : before;
    }

    DueCredential due() {
        return DueCredential.at(now());
    }

    /** As exact as a status is. */
    private Instant now() {
        return work.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private Set<Identity> identities() {
        return work.holder.identities().collect(Collectors.toUnmodifiableSet());
    }

    /** The resource of the user; empty of an account that has none. */
    Optional<Basis.Reference> user() {
        return work.holder.basis().objects().stream()
                .filter(object -> object.kind().equals("ProvisionedUser"))
                .findFirst();
    }
}
