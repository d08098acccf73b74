package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Credentials;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.HttpSender;
import dev.usher.net.Tls;
import dev.usher.net.web.Proof;
import java.time.Clock;
import java.util.function.Function;

/** Makes what was declared and what the Secrets hold into proofs. */
record Proving(Function<Tls, ? extends HttpSender> transports, Clock clock) {

    /**
     * The proofs of one session.
     *
     * @throws AppFailure where a Secret holds what cannot be sent
     */
    Proofs of(Access access, Credentials credentials, Wire wire) throws AppFailure {
        return switch (access) {
            case Access.Bearer bearer ->
                new Proofs.Always(sendable("auth.bearer", Proof.bearer(credentials.of(Access.Bearer.TOKEN))));
            case Access.Basic basic -> new Proofs.Always(basic(credentials));
            case Access.Header(String name, Access.Key key) ->
                new Proofs.Always(sendable("auth.header", new Proof.Header(name, credentials.of(Access.Header.KEY))));
            case Access.Client client ->
                new AccessTokens(
                        new TokenEndpoint(transports.apply(tls(client, credentials)), client, credentials),
                        clock,
                        wire);
            case Access.CertificateAlone _ -> new Proofs.Always(new Proof.Connection());
        };
    }

    private Tls tls(Access.Client client, Credentials credentials) throws AppFailure {
        var tls = Tls.of(client.trust());
        var certificate = client.certificate();
        return certificate.isPresent()
                ? certificate.get().shown(tls, client.url().host(), credentials, clock.instant())
                : tls;
    }

    private static Proof basic(Credentials credentials) throws AppFailure {
        var user = credentials.of(Access.Basic.USER);
        var password = credentials.of(Access.Basic.PASSWORD);
        if (!Proof.isBasic(user, password)) {
            throw unsendable("auth.basic");
        }
        return user.reveal(name -> password.reveal(word -> Proof.basic(name, word)));
    }

    private static Proof sendable(String way, Proof.Header proof) throws AppFailure {
        if (!proof.isSendable()) {
            throw unsendable(way);
        }
        return proof;
    }

    private static AppFailure unsendable(String way) {
        return new AppFailure(
                Failure.of(
                        Kind.MISCONFIGURED,
                        Detail.SETTING,
                        way + ".secretRef",
                        "what the Secret holds cannot be sent this way: it has a character that is not allowed there"),
                false);
    }
}
