package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpSender;
import dev.usher.net.Tls;
import dev.usher.source.Breaks;
import dev.usher.source.Content;
import dev.usher.source.Feed;
import dev.usher.source.Mark;
import dev.usher.source.Pen;
import dev.usher.source.Recording;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads interfaces that answer in JSON, each over connections of its own. */
public final class HttpFeeds {
    private final Function<Tls, ? extends HttpSender> transports;
    private final Clock clock;
    private final Rest rest;

    /**
     * An interface as it was declared.
     *
     * @param server that is asked for people
     * @param tokens the authorization server, where there is one
     * @param delta how it is asked for what changed, where it can be
     */
    public record Declared(HttpTerms terms, Secured server, Secured tokens, Optional<DeltaTerms> delta) {
        public Declared {
            delta.ifPresent(one -> one.check(terms));
        }
    }

    /** @param transports makes one for each reading, which closes it */
    public HttpFeeds(Function<Tls, ? extends HttpSender> transports, Clock clock, Rest rest) {
        this.transports = transports;
        this.clock = clock;
        this.rest = rest;
    }

    /**
     * Reads it once, and keeps what it says, to be read as often as is wanted.
     *
     * @param secrets what nobody may see, by the names that the declaration uses
     * @param from where it may go on; all is read all the same where that is due, or where the source does not go on from there
     */
    public Recording read(Declared declared, Map<String, Sensitive> secrets, Optional<Mark> from) {
        try {
            return over(
                    declared,
                    secrets,
                    means -> declared.delta()
                            .map(delta -> new Course(declared.terms(), delta, secrets, means).read(from))
                            .orElseGet(() -> Recording.of(
                                    new HttpFeed(declared.terms(), secrets, means), Recording.USUAL_BYTES)));
        } catch (Breaks why) {
            return Recording.of(Feed.broken(why.flaw()), 0);
        }
    }

    /** What there is at an address. */
    public sealed interface Fetched {
        /** Why there is nothing of use, where that is so. */
        default Optional<Flaw> broke() {
            return this instanceof Broken(Flaw why) ? Optional.of(why) : Optional.empty();
        }

        /** All of it, which does not change any more. */
        record Of(Content content) implements Fetched {}

        record Broken(Flaw flaw) implements Fetched {}
    }

    /** Reads the file at the address of the request, whatever is in it. */
    public Fetched fetch(Declared declared, Map<String, Sensitive> secrets) {
        var terms = declared.terms();
        try {
            return over(declared, secrets, means -> {
                var proofs = new Proofs(terms.access(), secrets, means.clock(), means.tokens());
                var asking = new Asking(
                        terms.request().headers(), terms.bounds(), means, proofs, "text/csv, text/plain, */*;q=0.1");
                var request = terms.request();
                var answer = asking.answer(
                        request.method().name(),
                        new Steps(request, terms.pagination()).first().uri(),
                        request.body());
                return new Fetched.Of(asking.fine(answer).body()::stream);
            });
        } catch (Breaks why) {
            return new Fetched.Broken(why.flaw());
        }
    }

    /**
     * An interface that is written to, as it was declared.
     *
     * @param server that is told
     * @param tokens the authorization server, where there is one
     */
    public record Writing(WriteTerms terms, Secured server, Secured tokens) {}

    /**
     * Opens it for many writes, over connections of their own that end with the pen.
     *
     * @param secrets what nobody may see, by the names that the declaration uses
     */
    public Pen pen(Writing declared, Map<String, Sensitive> secrets) {
        var terms = declared.terms();
        var url = terms.change().sample();
        try {
            var server = tls(declared.server(), url, secrets);
            var tokens = tls(declared.tokens(), tokenUrl(terms.access(), url), secrets);
            var sender = transports.apply(server);
            try {
                return new HttpPen(terms, secrets, new Means(sender, transports.apply(tokens), clock, rest));
            } catch (RuntimeException e) {
                sender.close();
                throw e;
            }
        } catch (Breaks why) {
            return Pen.closed(why.flaw());
        }
    }

    /** What is read over connections that are let go of after it. */
    private interface Use<T> {
        T by(Means means) throws Breaks;
    }

    private <T> T over(Declared declared, Map<String, Sensitive> secrets, Use<T> use) throws Breaks {
        var server = tls(declared.server(), declared.terms().request().url(), secrets);
        var terms = declared.terms();
        var tokens =
                tls(declared.tokens(), tokenUrl(terms.access(), terms.request().url()), secrets);
        try (var sender = transports.apply(server);
                var tokenSender = transports.apply(tokens)) {
            return use.by(new Means(sender, tokenSender, clock, rest));
        }
    }

    private Tls tls(Secured secured, URI address, Map<String, Sensitive> secrets) throws Breaks {
        try {
            return secured.tls(address, secrets, clock.instant());
        } catch (IllegalArgumentException e) {
            throw new Breaks(Flaw.of(Defect.CERTIFICATE_UNUSABLE));
        }
    }

    private static URI tokenUrl(Access access, URI otherwise) {
        return access instanceof Access.Client client ? client.tokenUrl() : otherwise;
    }
}
