package dev.usher.controller;

import dev.usher.api.CredentialSettings;
import dev.usher.api.TargetApp;
import dev.usher.connector.FirstAccess;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.account.PasswordPolicy.CharacterClass;
import dev.usher.sync.Catalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** How apps say that the holders of their accounts come to get in. */
final class CredentialDeclarations {
    private static final Duration LIFETIME = Duration.ofDays(3);
    private static final long SHORTEST = 600;
    private static final long LONGEST = 2_592_000;
    private static final String INITIAL = "spec.credentials.initial";

    private CredentialDeclarations() {}

    private static Optional<CredentialSettings> said(TargetApp app) {
        return Optional.ofNullable(app.getSpec()).flatMap(spec -> Optional.ofNullable(spec.credentials()));
    }

    /** The field whose value this version does not know. */
    static Optional<String> unknown(TargetApp app) {
        return said(app).flatMap(said -> switch (said.initial()) {
            case "None", "Invitation" -> Optional.<String>empty();
            case "Generated" -> unknown(said);
            default -> Optional.of(INITIAL);
        });
    }

    private static Optional<String> unknown(CredentialSettings said) {
        if (Optional.ofNullable(said.onDisable())
                .filter(value -> !List.of("Replace", "Keep").contains(value))
                .isPresent()) {
            return Optional.of("spec.credentials.onDisable");
        }
        return Optional.ofNullable(said.policy())
                .filter(policy -> policy.classes().stream()
                        .anyMatch(one ->
                                Translate.constant(CharacterClass.class, one).isEmpty()))
                .map(any -> "spec.credentials.policy.classes");
    }

    /** @param endsSessions whether the app can be asked to end the sessions of an account */
    static CredentialTerms of(TargetApp app, boolean endsSessions) {
        return said(app)
                .map(said -> switch (said.initial()) {
                    case "Generated" -> generated(said, endsSessions);
                    case "Invitation" -> new CredentialTerms.Invitation();
                    default -> CredentialTerms.none();
                })
                .orElse(CredentialTerms.none());
    }

    private static CredentialTerms generated(CredentialSettings said, boolean endsSessions) {
        var lifetime = Optional.ofNullable(said.lifetimeSeconds())
                .map(seconds -> Duration.ofSeconds(Math.clamp(seconds, SHORTEST, LONGEST)))
                .orElse(LIFETIME);
        return new CredentialTerms.Generated(
                policy(Optional.ofNullable(said.policy())),
                Boolean.TRUE.equals(said.mustChange()),
                lifetime,
                new TreeMap<>(Optional.ofNullable(said.deliver())
                        .map(CredentialSettings.Deliver::labels)
                        .orElse(Map.of())),
                Optional.ofNullable(said.onDisable()).map("Replace"::equals).orElse(!endsSessions));
    }

    private static PasswordPolicy policy(Optional<CredentialSettings.Policy> said) {
        var classes = new TreeSet<CharacterClass>();
        said.map(CredentialSettings.Policy::classes)
                .orElse(List.of())
                .forEach(one -> Translate.constant(CharacterClass.class, one).ifPresent(classes::add));
        var length = said.flatMap(policy -> Optional.ofNullable(policy.length()))
                .map(asked -> Math.clamp(asked, PasswordPolicy.SHORTEST, PasswordPolicy.LONGEST))
                .orElse(PasswordPolicy.STANDARD.length());
        return new PasswordPolicy(length, classes.isEmpty() ? PasswordPolicy.STANDARD.classes() : classes);
    }

    /** What is asked for, and cannot be done in the app as it is declared; until then nobody is given anything. */
    static Optional<Objection> objection(TargetApp app, Catalog.Declared declared) {
        return declared instanceof Catalog.Declared.Usable usable
                ? wanted(app)
                        .filter(way -> !usable.setup().firstAccess().contains(way))
                        .map(CredentialDeclarations::lacks)
                : Optional.empty();
    }

    private static Optional<FirstAccess> wanted(TargetApp app) {
        return switch (of(app, true)) {
            case CredentialTerms.Generated generated ->
                Optional.of(generated.mustChange() ? FirstAccess.PASSWORD_TO_CHANGE : FirstAccess.PASSWORD);
            case CredentialTerms.Invitation _ -> Optional.of(FirstAccess.INVITATION);
            case CredentialTerms.None _ -> Optional.empty();
        };
    }

    private static Objection lacks(FirstAccess way) {
        return new Objection(
                Reason.CredentialsNotSupported,
                switch (way) {
                    case PASSWORD ->
                        "`spec.credentials.initial`: the app is not said to take passwords: say so in its connector, or choose None; until then nobody is given one";
                    case PASSWORD_TO_CHANGE ->
                        "`spec.credentials.mustChange`: the app cannot make people change a password: take it out; until then nobody is given one";
                    case INVITATION ->
                        "`spec.credentials.initial`: nobody is said to send invitations: say so in the connector of the app, or choose None; until then nobody is invited";
                });
    }
}
