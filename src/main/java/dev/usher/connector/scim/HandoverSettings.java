package dev.usher.connector.scim;

import dev.usher.connector.Block;
import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Waiver;
import dev.usher.domain.account.RemoteId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The block {@code handover} of a TargetApp: what has to be done elsewhere before an account is deleted; nothing where there is none. */
record HandoverSettings(Block block) {
    private static final String HANDOVER = "handover";
    private static final String SECRET = HANDOVER + ".secretRef.";
    private static final String ROLE = "handoverToken";

    /** That it is under way is not that it is done. */
    private static final Set<Integer> DONE =
            IntStream.range(200, 300).filter(status -> status != 202).boxed().collect(Collectors.toUnmodifiableSet());

    RequestSettings request() {
        return new RequestSettings(block, HANDOVER + ".request", DONE);
    }

    /** What has to be done; there are no problems when this is asked. */
    Optional<Handover> handover(Endpoint endpoint, Credentials credentials) {
        return request()
                .request(endpoint)
                .map(request -> new Handover(
                        request,
                        own(endpoint, credentials),
                        credentials.lacking().entrySet().stream()
                                .filter(lacks -> lacks.getKey().startsWith(ROLE))
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
                                        ROLE + "." + use.role(), use.secret(), use.key(), List.of(host), true))
                                .toList())
                        .orElse(List.of());
    }

    /** What proves Usher there, where that is not what proves it to the app; the same. */
    private Optional<SecretUse> token(Endpoint endpoint) {
        return request()
                .host(endpoint)
                .flatMap(host -> block.text(SECRET + "name")
                        .flatMap(name -> block.text(SECRET + "key")
                                .map(key -> new SecretUse(ROLE, name, key, List.of(host), true))));
    }

    /** Whether an account may go as it is. */
    Optional<Waiver> waiver(RemoteId account) {
        var entries = block.at(HANDOVER + ".waived").orElse("") instanceof Collection<?> all ? all : List.of();
        return entries.stream()
                .filter(entry ->
                        entry instanceof Map<?, ?> map && account.value().equals(map.get("id")))
                .map(entry -> new Waiver(
                        entry instanceof Map<?, ?> map && map.get("reason") instanceof String reason
                                ? Optional.of(reason)
                                : Optional.empty()))
                .findFirst();
    }
}
