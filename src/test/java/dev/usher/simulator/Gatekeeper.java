package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.simulator.dialect.Access;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.protocol.ScimError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Lets in who proves who it is, in the way that the dialect has, and issues tokens where that is the way. */
final class Gatekeeper {
    /** The address of the token endpoint at the simulator's root. */
    static final String TOKEN_PATH = "/oauth/token";

    private final Tokens tokens;
    private final Supplier<Dialect> dialect;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong granted = new AtomicLong();

    Gatekeeper(Tokens tokens, Supplier<Dialect> dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    Tokens tokens() {
        return tokens;
    }

    /** How often the token endpoint was asked. */
    long asked() {
        return asked.get();
    }

    /** How many tokens it issued. */
    long granted() {
        return granted.get();
    }

    /** The answer to somebody who is not let in. */
    Optional<Answer> refusal(Call call) {
        Dialect now = dialect.get();
        Optional<Access> access = now.find(Access.class);
        if (access.isPresent() && access.get() instanceof Access.Header key) {
            return call.header(key.name()).equals(key.value())
                    ? Optional.empty()
                    : Optional.of(Answer.of(
                            401, ScimError.of(401, "a valid key is needed").body()));
        }
        if (access.isPresent() && access.get() instanceof Access.Basic basic) {
            return call.header("Authorization").equals(credentials(basic.user(), basic.password()))
                    ? Optional.empty()
                    : Optional.of(Answer.of(
                                    401,
                                    ScimError.of(401, "name and password are needed")
                                            .body())
                            .with("WWW-Authenticate", "Basic realm=\"scim\""));
        }
        String sent = call.header("Authorization");
        if (access.isPresent() && access.get() instanceof Access.Connection) {
            return sent.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Answer.refused(ScimError.of(401, "nobody asked for it")));
        }
        boolean good = sent.startsWith("Bearer ") && tokens.take(sent.substring("Bearer ".length()), now);
        return good
                ? Optional.empty()
                : Optional.of(Answer.refused(ScimError.of(401, "a valid bearer token is needed")));
    }

    /** The access token response of RFC 6749 section 5, or its error. */
    Answer token(Call call) {
        Optional<Access.ClientCredentials> client = dialect.get()
                .find(Access.class)
                .filter(Access.ClientCredentials.class::isInstance)
                .map(Access.ClientCredentials.class::cast);
        if (client.isEmpty()) {
            return Answer.empty(404);
        }
        asked.incrementAndGet();
        if (!call.method().equals("POST") || !form(call, "grant_type").equals("client_credentials")) {
            return error(400, "unsupported_grant_type");
        }
        if (!proves(client.get(), call)) {
            return error(401, "invalid_client").with("WWW-Authenticate", "Basic realm=\"token\"");
        }
        granted.incrementAndGet();
        return Answer.of(
                        200,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("access_token", tokens.issue(client.get().expiresIn()))
                                .put("token_type", "Bearer")
                                .put("expires_in", client.get().expiresIn().toSeconds()))
                .with("Content-Type", "application/json")
                .with("Cache-Control", "no-store");
    }

    private static boolean proves(Access.ClientCredentials client, Call call) {
        boolean basic = call.header("Authorization").equals(credentials(client.id(), client.secret()));
        boolean body = form(call, "client_id").equals(client.id())
                && form(call, "client_secret").equals(client.secret());
        return switch (client.proof()) {
            case BASIC -> basic;
            case BODY -> body;
            case EITHER -> basic || body;
        };
    }

    private static Answer error(int status, String code) {
        return Answer.of(status, JsonNodeFactory.instance.objectNode().put("error", code))
                .with("Content-Type", "application/json");
    }

    private static String credentials(String name, String password) {
        byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static String form(Call call, String name) {
        for (String pair : call.body().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
