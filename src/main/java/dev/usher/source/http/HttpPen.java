package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpAnswer;
import dev.usher.source.Breaks;
import dev.usher.source.Pen;
import java.util.Map;
import java.util.Optional;

/**
 * Writes by an interface that takes JSON: one request for each person, sent once. Of what is answered nothing is kept but its status.
 *
 * <p>Used by one thread at a time.
 */
final class HttpPen implements Pen {
    private static final int HAS_IT_ALREADY = 304;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final int UNPROCESSABLE = 422;

    private final WriteTerms.Change change;
    private final WriteBody body;
    private final Means means;
    private final Asking asking;

    /**
     * One that is open.
     *
     * @param secrets what nobody may see of {@link Access#secrets}
     * @param means by which it writes, which end with it
     */
    HttpPen(WriteTerms terms, Map<String, Sensitive> secrets, Means means) {
        this.change = terms.change();
        this.body = change.written();
        this.means = means;
        var proofs = new Proofs(terms.access(), secrets, means.clock(), means.tokens());
        this.asking = new Asking(change.sent(), terms.bounds(), means, proofs, "application/json, */*;q=0.1");
    }

    @Override
    public Answer write(Owed owed) {
        var uri = change.uri(owed.key());
        if (uri.isEmpty()) {
            return new Answer.Refused(Rule.KEY_LEADS_ELSEWHERE);
        }
        try {
            return judged(asking.answer(change.method().name(), uri.get(), Optional.of(body.with(owed.values()))));
        } catch (Breaks why) {
            return new Answer.Broken(why.flaw());
        }
    }

    private Answer judged(HttpAnswer answer) {
        if (Judged.isFine(answer)) {
            return Judged.isMarkup(answer.body())
                    ? new Answer.Broken(Flaw.of(Defect.MARKUP).answered(answer.status()))
                    : new Answer.Written();
        }
        return switch (answer.status()) {
            case HAS_IT_ALREADY -> new Answer.Written();
            case NOT_FOUND, GONE -> new Answer.Refused(Rule.NOT_IN_SOURCE);
            case BAD_REQUEST, CONFLICT, UNPROCESSABLE -> new Answer.Refused(Rule.NOT_TAKEN);
            default -> failed(Judged.refusal(answer, means.clock().instant(), Defect.NOT_WRITTEN), answer.status());
        };
    }

    /** Who may not write at all, and who is to wait, is told so whomever it is about. */
    private static Answer failed(Flaw flaw, int status) {
        return status == UNAUTHORIZED || flaw.defect() == Defect.TOO_MANY_REQUESTS
                ? new Answer.Broken(flaw)
                : new Answer.Failed(flaw);
    }

    @Override
    public void close() {
        means.sender().close();
        means.tokens().close();
    }
}
