package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Block;
import dev.usher.connector.Capability;
import dev.usher.connector.Credentials;
import dev.usher.connector.DeclaredCertificate;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Waiver;
import dev.usher.domain.account.RemoteId;
import dev.usher.net.Tls;
import dev.usher.net.Trust;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The block {@code scim} of a TargetApp: {@code endpoint}, {@code auth}, {@code tls}, {@code sessions}, {@code handover}, {@code invitation}, {@code passwords}, {@code preset} and {@code settings}. */
final class ScimSettings {
    static final String ENDPOINT = "endpoint";
    static final String CA_BUNDLE = "tls.caBundle";
    /** What the app is shown. */
    static final String CLIENT_CERTIFICATE = "tls.clientCertificate";

    static final String PRESET = "preset";
    /** The preset with its version, as it was settled. */
    static final String PINNED = "pinned";

    private static final String SETTINGS = "settings";

    /** That it is under way is not that it is done. */
    private static final Set<Integer> BUT_UNDER_WAY =
            IntStream.range(200, 300).filter(status -> status != 202).boxed().collect(Collectors.toUnmodifiableSet());

    private final Block block;

    ScimSettings(Map<String, Object> settings) {
        this.block = new Block(settings);
    }

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        endpointProblem().ifPresent(advice -> problems.add(new Problem(ENDPOINT, advice)));
        problems.addAll(new AuthSettings(block).problems());
        problems.addAll(Authorities.problems(CA_BUNDLE, block.text(CA_BUNDLE)));
        if (block.at(CLIENT_CERTIFICATE).isPresent()) {
            DeclaredCertificate.problems(block, CLIENT_CERTIFICATE, address().flatMap(Endpoint::unshown))
                    .forEach(problem -> problems.add(problem.in(CLIENT_CERTIFICATE)));
        }
        var address = endpointProblem().isPresent() ? Optional.<Endpoint>empty() : Optional.of(endpoint());
        problems.addAll(sessions().problems(address));
        problems.addAll(handover().request().problems(address));
        problems.addAll(invitation().request().problems(address));
        Layer.problems(said()).forEach(problem -> problems.add(problem.in(SETTINGS)));
        return problems;
    }

    /** Where the app is; there are no problems when this is asked. */
    Endpoint endpoint() {
        return Endpoint.parse(block.text(ENDPOINT).orElse(""));
    }

    /** How Usher proves itself there; the same. */
    Access access() {
        return new AuthSettings(block).access();
    }

    /** What has to be known to prove it; the same. */
    List<SecretUse> secrets() {
        var host = endpoint().host();
        var ofApp = access().secrets(host);
        return Stream.of(
                        ofApp.stream().map(this::alsoForSessions),
                        certificate().stream().flatMap(own -> own.secrets(host).stream()),
                        handover().uses(endpoint(), ofApp).stream(),
                        invitation().uses(endpoint(), ofApp).stream())
                .flatMap(uses -> uses)
                .toList();
    }

    /** A certificate is shown to the app alone; everything else proves Usher wherever sessions are ended, too. */
    private SecretUse alsoForSessions(SecretUse use) {
        var hosts = Stream.concat(use.hosts().stream(), sessions().host(endpoint()).stream());
        return new SecretUse(use.role(), use.secret(), use.key(), hosts.toList());
    }

    /** How sessions end there. */
    RequestSettings sessions() {
        return new RequestSettings(block, "sessions.request", Set.of());
    }

    /** What has to be done elsewhere before an account is deleted. */
    ErrandSettings handover() {
        return new ErrandSettings(block, "handover", BUT_UNDER_WAY);
    }

    /** Whether an account may go without a handover. */
    Optional<Waiver> waiver(RemoteId account) {
        var entries = block.at("handover.waived").orElse("") instanceof Collection<?> all ? all : List.of();
        return entries.stream()
                .filter(entry ->
                        entry instanceof Map<?, ?> map && account.value().equals(map.get("id")))
                .map(entry -> new Waiver(
                        entry instanceof Map<?, ?> map && map.get("reason") instanceof String reason
                                ? Optional.of(reason)
                                : Optional.empty()))
                .findFirst();
    }

    /** How somebody is invited to choose how they sign on; whoever is asked may do so later. */
    ErrandSettings invitation() {
        return new ErrandSettings(block, "invitation", Set.of());
    }

    /** Whether the app has passwords of its own. */
    private boolean passwords() {
        return block.at("passwords").equals(Optional.of(true));
    }

    /** By what somebody can be let in for the first time. */
    Set<FirstAccess> firstAccess() {
        var ways = EnumSet.noneOf(FirstAccess.class);
        if (passwords()) {
            ways.add(FirstAccess.PASSWORD);
        }
        if (invitation().request().isThere()) {
            ways.add(FirstAccess.INVITATION);
        }
        return ways;
    }

    /** What the app can do beside what SCIM says; there are no problems when this is asked. */
    Declared declared(Credentials credentials) {
        return new Declared(
                sessions().request(endpoint()),
                handover().errand(endpoint(), credentials),
                invitation().errand(endpoint(), credentials),
                passwords());
    }

    /**
     * Who may vouch for the app, and what it is shown; the same.
     *
     * @throws AppFailure where the Secret holds no certificate that can be used now
     */
    Tls tls(Credentials credentials, Instant now) throws AppFailure {
        var tls = Tls.of(block.text(CA_BUNDLE).map(Trust::only).orElseGet(Trust::ofJvm));
        var certificate = certificate();
        return certificate.isPresent() ? certificate.get().shown(tls, endpoint().host(), credentials, now) : tls;
    }

    /** What is shown to the app, and to whoever issues tokens for it. */
    List<DeclaredCertificate> certificates() {
        var issuers =
                access() instanceof Access.Client client ? client.certificate() : Optional.<DeclaredCertificate>empty();
        return Stream.concat(certificate().stream(), issuers.stream()).toList();
    }

    private Optional<DeclaredCertificate> certificate() {
        return DeclaredCertificate.at(block, CLIENT_CERTIFICATE, "certificate");
    }

    /** The preset that the app names, or the one of those that name none. */
    String preset() {
        return block.text(PRESET).orElse(Presets.USUAL);
    }

    Capability.Origin presetOrigin() {
        return block.text(PRESET).isPresent() ? Capability.Origin.spec : Capability.Origin.defaulted;
    }

    Preset.Reference pinned() {
        return Preset.Reference.parse(block.text(PINNED).orElseGet(this::preset));
    }

    /** What is said of how the app speaks. */
    Layer dialect() {
        return Layer.of(said());
    }

    /** The settings by their dotted names. */
    private Map<String, Object> said() {
        var said = new TreeMap<String, Object>();
        if (block.at(SETTINGS).orElse("") instanceof Map<?, ?> settings) {
            flatten("", settings, said);
        }
        return said;
    }

    private static void flatten(String path, Map<?, ?> block, Map<String, Object> into) {
        block.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(path + key + ".", inner, into);
            } else {
                into.put(path + key, value);
            }
        });
    }

    private Optional<URI> address() {
        return endpointProblem().isPresent()
                ? Optional.empty()
                : Optional.of(endpoint().base());
    }

    private Optional<String> endpointProblem() {
        try {
            endpoint();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
