package dev.usher.simulator;

import dev.usher.simulator.dialect.Access;
import dev.usher.simulator.dialect.Dialect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The bearer tokens that an app knows: the one it was given, and those that its token endpoint has issued. */
final class Tokens {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private static final class Token {
        private final Instant from;
        private final Instant until;
        private int uses;

        private Token(Instant from, Duration lifetime) {
            this.from = from;
            this.until = from.plus(lifetime);
        }
    }

    private final Clock clock;
    private final Map<String, Token> issued = new HashMap<>();
    private String given;
    private Token givenOne;

    Tokens(Clock clock, String given) {
        this.clock = clock;
        this.given = given;
        this.givenOne = new Token(clock.instant(), FOR_EVER);
    }

    /** From now on only this one is the given one. */
    synchronized void give(String wanted) {
        given = wanted;
        givenOne = new Token(clock.instant(), FOR_EVER);
    }

    synchronized String given() {
        return given;
    }

    synchronized String issue(Duration lifetime) {
        String name = "issued-" + UUID.randomUUID();
        issued.put(name, new Token(clock.instant(), lifetime));
        return name;
    }

    synchronized void revokeIssued() {
        issued.clear();
    }

    /** Whether the token is good for one more request, which counts. */
    synchronized boolean take(String name, Dialect dialect) {
        boolean byClient = dialect.find(Access.class)
                .filter(Access.ClientCredentials.class::isInstance)
                .isPresent();
        Token token = byClient ? issued.get(name) : givenOne;
        if (token == null || (!byClient && !name.equals(given))) {
            return false;
        }
        Access.TokenExpiry expiry =
                dialect.find(Access.TokenExpiry.class).orElse(new Access.TokenExpiry(FOR_EVER, Integer.MAX_VALUE));
        Instant now = clock.instant();
        boolean old = !now.isBefore(token.until) || !now.isBefore(token.from.plus(expiry.after()));
        if (old || token.uses >= expiry.requests()) {
            return false;
        }
        token.uses++;
        return true;
    }
}
