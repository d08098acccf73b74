package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.NetFailure;
import dev.usher.net.web.RetryAfter;
import dev.usher.source.Breaks;
import dev.usher.source.Unanswered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What an answer means that is not what was asked for; nothing that it says gets any further. */
final class Judged {
    private static final int STATUS_CLASS = 100;
    private static final int THROTTLED = 429;
    private static final Set<Integer> ASKS_TO_WAIT = Set.of(THROTTLED, 503);
    private static final Set<Integer> OF_CREDENTIALS = Set.of(401, 403);
    private static final int BYTES_THAT_TELL = 256;

    private Judged() {}

    static boolean isFine(HttpAnswer answer) {
        return answer.status() / STATUS_CLASS == 2;
    }

    /** Of one that is not fine when somebody is asked for. */
    static Flaw refusal(HttpAnswer answer, Instant now) {
        return refusal(answer, now, Defect.NOT_READ);
    }

    /**
     * Of one that is not fine.
     *
     * @param otherwise what is wrong where it says nothing that is known
     */
    static Flaw refusal(HttpAnswer answer, Instant now, Defect otherwise) {
        var status = answer.status();
        if (OF_CREDENTIALS.contains(status)) {
            return Flaw.of(Defect.CREDENTIALS_REFUSED).answered(status);
        }
        var until = ASKS_TO_WAIT.contains(status)
                ? answer.header("Retry-After")
                        .flatMap(said -> RetryAfter.parse(said, now))
                        .map(now::plus)
                : Optional.<Instant>empty();
        var flaw = Flaw.of(status == THROTTLED || until.isPresent() ? Defect.TOO_MANY_REQUESTS : otherwise)
                .answered(status);
        return until.map(flaw::until).orElse(flaw);
    }

    /** That there is something, and no page for people. */
    static void expectText(HttpAnswer answer) throws Breaks {
        var body = answer.body();
        if (body.size() == 0) {
            throw Breaks.by(Defect.EMPTY);
        }
        if (isMarkup(body)) {
            throw Breaks.by(Defect.MARKUP);
        }
    }

    /** Whether it is a page for people. */
    static boolean isMarkup(Body body) {
        try (var bytes = body.stream()) {
            for (var next : bytes.readNBytes(BYTES_THAT_TELL)) {
                // Bytes beyond ASCII are those of a mark of the encoding.
                if (next > ' ') {
                    return next == '<';
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("what is in memory can be read", e);
        }
    }

    static Breaks failure(NetFailure failure) {
        return Breaks.by(Unanswered.defect(failure.kind()));
    }
}
