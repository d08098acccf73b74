package dev.usher.connector.scim;

import dev.usher.connector.Block;
import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.net.web.Proof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A block of a TargetApp that declares a request about one account, and what proves Usher to whoever does it; nothing where there is none.
 *
 * @param name of the block
 * @param usual by which statuses it is answered that it is done, where nothing is said; empty: every 2xx
 */
record ErrandSettings(Block block, String name, Set<Integer> usual) {
    ErrandSettings {
        usual = Set.copyOf(usual);
    }

    RequestSettings request() {
        return new RequestSettings(block, name + ".request", usual);
    }

    private String role() {
        return name + "Token";
    }

    /** What has to be done; there are no problems when this is asked. */
    Optional<Errand> errand(Endpoint endpoint, Credentials credentials) {
        return request()
                .request(endpoint)
                .map(request -> new Errand(
                        request,
                        own(endpoint, credentials),
                        credentials.lacking().entrySet().stream()
                                .filter(lacks -> lacks.getKey().startsWith(role()))
                                .map(Map.Entry::getValue)
                                .findFirst()));
    }

    private Optional<Proof> own(Endpoint endpoint, Credentials credentials) {
        return token(endpoint)
                .filter(use -> credentials.lacking(use.role()).isEmpty())
                .map(use -> Proof.bearer(credentials.of(use.role())));
    }

    /**
     * What it takes to prove Usher there, without which the app can be used for everything else; the same.
     *
     * @param ofApp by what Usher is known to the app
     */
    List<SecretUse> uses(Endpoint endpoint, List<SecretUse> ofApp) {
        var own = token(endpoint);
        return own.isPresent()
                ? List.of(own.get())
                : request()
                        .host(endpoint)
                        .filter(host -> !host.equals(endpoint.host()))
                        .map(host -> ofApp.stream()
                                .map(use -> new SecretUse(
                                        role() + "." + use.role(), use.secret(), use.key(), List.of(host), true))
                                .toList())
                        .orElse(List.of());
    }

    /** What proves Usher there, where that is not what proves it to the app; the same. */
    private Optional<SecretUse> token(Endpoint endpoint) {
        return request()
                .host(endpoint)
                .flatMap(host -> block.text(name + ".secretRef.name")
                        .flatMap(secret -> block.text(name + ".secretRef.key")
                                .map(key -> new SecretUse(role(), secret, key, List.of(host), true))));
    }
}
