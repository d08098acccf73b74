package dev.usher.controller;

import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.source.SourceId;
import dev.usher.sync.NotOffered;
import dev.usher.sync.Vault;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads sources by what Secrets offer; what a server has refused is not shown to it again for a while. */
record Shown(Vault vault, Rejections rejections) {
    /**
     * Reads one source.
     *
     * @param declared how it is asked: asked otherwise, it may be shown the same at once
     * @param uses what it is shown
     * @param read asks
     * @param flaw why what was read is of no use, where that is so
     * @param otherwise what is read where nobody is asked
     */
    <T> T read(
            SourceId source,
            Object declared,
            List<SecretUse> uses,
            Function<Credentials, T> read,
            Function<T, Optional<Flaw>> flaw,
            Function<Flaw, T> otherwise) {
        try {
            var credentials = vault.read(source.namespace(), uses);
            var before = rejections.of(source, declared, credentials.version());
            if (before.isPresent()) {
                return otherwise.apply(before.get());
            }
            var answer = read.apply(credentials);
            flaw.apply(answer)
                    .ifPresentOrElse(
                            why -> rejections.note(source, declared, credentials.version(), why),
                            () -> rejections.forget(source));
            return answer;
        } catch (NotOffered e) {
            return otherwise.apply(notOffered(e.failure()));
        }
    }

    /** The API server did not answer, or a Secret is not there for it. */
    static Flaw notOffered(Failure why) {
        return why.kind() == Kind.WAITING
                ? Flaw.of(Defect.NOT_READ)
                : Flaw.of(Defect.CREDENTIALS_NOT_OFFERED).about(why.names());
    }
}
