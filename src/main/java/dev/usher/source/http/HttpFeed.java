package dev.usher.source.http;

import dev.usher.domain.secret.Sensitive;
import dev.usher.source.Extent;
import dev.usher.source.Feed;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever an interface speaks of that answers in JSON. Its pages are read one after the other, and its records pass by one after the
 * other; each reading begins anew, and may find something else than the one before.
 *
 * <p>The names of a record's values are the JSON Pointers by which the terms ask for them.
 */
public final class HttpFeed implements Feed {
    private final HttpTerms terms;
    private final Means means;
    private final Proofs proofs;
    private final Optional<Reaching> reaching;

    /** @param secrets what nobody may see of {@link Access#secrets} */
    public HttpFeed(HttpTerms terms, Map<String, Sensitive> secrets, Means means) {
        this(terms, secrets, means, Optional.empty());
    }

    /** @param reaching how far it comes, where another reading may go on from there */
    HttpFeed(HttpTerms terms, Map<String, Sensitive> secrets, Means means, Optional<Reaching> reaching) {
        this.reaching = reaching;
        this.terms = terms;
        this.means = means;
        this.proofs = new Proofs(terms.access(), secrets, means.clock(), means.tokens());
    }

    @Override
    public Reading read(Sink sink) {
        return new HttpReading(
                        terms,
                        new Asking(terms.request().headers(), terms.bounds(), means, proofs, "application/json"),
                        sink,
                        reaching.<Following>map(one -> one).orElse(Following.NONE))
                .read();
    }

    @Override
    public Extent extent() {
        return reaching.map(Reaching::extent).orElse(Extent.ALL);
    }
}
