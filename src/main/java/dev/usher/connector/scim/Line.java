package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Credentials;
import dev.usher.connector.Wire;
import dev.usher.net.HttpSender;
import dev.usher.net.Tls;
import java.time.Clock;
import java.util.function.Function;

/** Opens the way to an app, over which nothing has been asked yet. */
record Line(Function<Tls, ? extends HttpSender> transports, Clock clock) {
    /**
     * An exchange that has a proof: without one an app would be silent for another reason than those that are looked for.
     *
     * @throws AppFailure where there is none, in which case nothing is left open
     */
    Exchange open(ScimSettings settings, Credentials credentials, Wire wire, Speech speech) throws AppFailure {
        var tls = settings.tls(credentials, clock.instant());
        var proofs = new Proving(transports, clock).of(settings.access(), credentials, wire);
        try {
            proofs.next();
            return new Exchange(transports.apply(tls), clock, proofs, wire, speech);
        } catch (AppFailure | RuntimeException e) {
            proofs.close();
            throw e;
        }
    }
}
