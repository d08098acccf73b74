package dev.usher.controller;

import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.source.Pen;
import dev.usher.source.SourceId;
import dev.usher.sync.NotOffered;
import dev.usher.sync.Vault;
import java.util.List;
import java.util.function.Function;

/** Opens what writes by what Secrets offer; what a server has refused is not shown to it again for a while. */
record Pens(Vault vault, Rejections rejections) {
    /**
     * Opens one.
     *
     * @param declared how it is written: written otherwise, the same may be shown at once
     * @param uses what is shown
     */
    Pen open(SourceId source, Object declared, List<SecretUse> uses, Function<Credentials, Pen> open) {
        try {
            var credentials = vault.read(source.namespace(), uses);
            return rejections
                    .of(source, declared, credentials.version())
                    .map(Pen::closed)
                    .orElseGet(() -> new Noted(this, source, declared, credentials.version(), open.apply(credentials)));
        } catch (NotOffered e) {
            return Pen.closed(Shown.notOffered(e.failure()));
        }
    }

    /** Notes whether it was let in. That it may not write of one person is about nobody else, and about no password. */
    private record Noted(Pens pens, SourceId source, Object declared, String version, Pen pen) implements Pen {
        @Override
        public Answer write(Owed owed) {
            var answer = pen.write(owed);
            switch (answer) {
                case Answer.Broken(Flaw why) -> pens.rejections().note(source, declared, version, why);
                case Answer.Written written -> pens.rejections().forget(source);
                case Answer.Refused refused -> pens.rejections().forget(source);
                case Answer.Failed failed -> {}
                case Answer.Closed closed -> {}
            }
            return answer;
        }

        @Override
        public void close() {
            pen.close();
        }
    }
}
