package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names that are kept for whoever had them in an app: mail and files may still bear them. */
record Reservations(AccountWork work) {
    /** Why the holder cannot be called so in the app. */
    Optional<Failure> of(String userName) {
        var person = work.holder.identities().collect(Collectors.toUnmodifiableSet());
        return work.context
                .ports()
                .world()
                .reservation(work.context.app(), work.context.tenant(), userName, person)
                .map(record -> Failure.of(Kind.NAME_RESERVED, Detail.RESERVED_BY, record));
    }

    /** Before anything is claimed for a new account; one of ours that was sent before is looked for all the same. */
    void expectNone(String userName) throws AppFailure {
        var reserved = work.claim().isPresent() ? Optional.<Failure>empty() : of(userName);
        if (reserved.isPresent()) {
            throw new AppFailure(reserved.get(), false);
        }
    }
}
