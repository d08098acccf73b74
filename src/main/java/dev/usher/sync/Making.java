package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Step;
import java.util.List;
import java.util.Optional;

/** Makes an account that is nowhere, under a claim by which it is known to be ours whatever becomes of the answer. */
record Making(
        AccountWork work,
        Decision.Want want,
        Writing writing,
        FirstCredential credential,
        Candidates candidates,
        Search search) {
    /** What came of it. */
    sealed interface Made {
        /** One that has just been made as it was asked for. */
        record New(Account account) implements Made {}

        /** One that was made although nobody has the answer. */
        record Landed(Account account) implements Made {}

        /** Somebody who is there already. */
        record Met(Candidates.Match match) implements Made {}

        record None(Done done) implements Made {}
    }

    Made run() throws AppFailure, LedgerFailure {
        work.permission.imagines(want.account());
        if (!work.permission.allows(Step.CREATE)) {
            return new Made.None(work.planned());
        }
        work.calls.expectRecords();
        work.context.seats().expectOne(work);
        var before = work.claim();
        work.lateness.expectShown(before);
        var earlier = before.isPresent();
        var prepared = !want.account().enabled() && before.map(Claim::prepared).orElse(true);
        var instead = before.flatMap(Claim::instead).or(work::knownId);
        var claim =
                new Claim(want.account().attributes().userName(), work.context.tenant(), work.now(), prepared, instead);
        credential.isClaimed();
        work.context.book().claim(work.holder.identity(), claim, credential::claimed);
        // Between the decision and this line stand a wait and a write: whether it still holds is asked last thing
        // before it is sent.
        return switch (writing.send(new Change.Create(work.calls.nextId(), writing.made(), offered(earlier)))) {
            case Outcome.Agreed agreed
            when agreed.read().isPresent() ->
                new Made.New(credential.made(agreed.read().get()));
            case Outcome.Agreed _, Outcome.Accepted _ -> new Made.New(lookUpCreated(Kind.NOT_EFFECTIVE));
            case Outcome.Ambiguous ambiguous -> new Made.Landed(lookUpCreated(Kind.WAITING));
            case Outcome.Exists exists -> existing(exists.candidates(), earlier);
            case Outcome.Failed failed -> {
                withdrawUnless(earlier);
                throw new AppFailure(failed.why(), false);
            }
        };
    }

    /** Where nothing can be offered nothing is sent, under no claim. */
    private Optional<Change.NewPassword> offered(boolean earlier) throws AppFailure, LedgerFailure {
        try {
            return credential.atCreation();
        } catch (AppFailure e) {
            withdrawUnless(earlier);
            throw e;
        }
    }

    /** A claim from before this attempt stands: a create that was sent under it may still land. */
    private void withdrawUnless(boolean earlier) throws LedgerFailure {
        if (!earlier) {
            work.context.book().edit(page -> page.withoutClaim(work.holder.identity()));
            credential.isWithdrawn();
        }
    }

    /** An earlier create of ours may have landed late, which only a claim from before this one can tell. */
    private Made existing(List<Account> found, boolean earlier) throws AppFailure, LedgerFailure {
        withdrawUnless(earlier);
        if (found.isEmpty()) {
            throw AppFailure.of(Kind.REJECTED, Detail.CONFLICT_HIDDEN);
        }
        var match = candidates.among(found);
        if (match instanceof Candidates.Match.None) {
            throw AppFailure.of(Kind.FOREIGN, Detail.SAME_NAME);
        }
        return new Made.Met(match);
    }

    /** An answer that shows nothing is looked up, and never repeated: the claim tells the account is ours. */
    private Account lookUpCreated(Kind otherwise) throws AppFailure, LedgerFailure {
        if (candidates.among(search.inApp()) instanceof Candidates.Match.Own own) {
            return own.account();
        }
        throw AppFailure.of(otherwise, Detail.ANSWER_LOST);
    }
}
