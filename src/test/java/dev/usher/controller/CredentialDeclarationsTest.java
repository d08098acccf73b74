package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.connector.AppConfig;
import dev.usher.connector.AppSession;
import dev.usher.connector.Capability;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Learned;
import dev.usher.connector.Problem;
import dev.usher.connector.Target;
import dev.usher.connector.Wire;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.account.PasswordPolicy.CharacterClass;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Catalog;
import dev.usher.sync.Setup;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialDeclarationsTest {
    private static TargetApp app(String credentials) {
        return Serialization.unmarshal("""
                metadata: {name: wiki, namespace: people}
                spec:
                  connector: {scim: {endpoint: "https://scim.example.com", auth: {bearer: {secretRef: {name: s, key: t}}}}}
                  credentials: %s
                """.formatted(credentials), TargetApp.class);
    }

    private static CredentialTerms generated(boolean replaced) {
        return new CredentialTerms.Generated(
                PasswordPolicy.STANDARD, false, Duration.ofDays(3), new TreeMap<>(), replaced);
    }

    @Test
    void sayHowPeopleGetIn() {
        assertThat(CredentialDeclarations.of(app("{initial: None}"), false)).isEqualTo(CredentialTerms.none());
        assertThat(CredentialDeclarations.of(app("{initial: Invitation}"), false))
                .isEqualTo(new CredentialTerms.Invitation());
        assertThat(CredentialDeclarations.of(
                        app("{initial: Generated, mustChange: true, lifetimeSeconds: 3600, onDisable: Keep,"
                                + " policy: {length: 14, classes: [Lower, Digit]}, deliver: {labels: {by: letter}}}"),
                        false))
                .isEqualTo(new CredentialTerms.Generated(
                        new PasswordPolicy(14, new TreeSet<>(List.of(CharacterClass.Lower, CharacterClass.Digit))),
                        true,
                        Duration.ofHours(1),
                        new TreeMap<>(Map.of("by", "letter")),
                        false));
    }

    @Test
    void passwordsAreReplacedWhereSessionsCannotBeEndedUnlessSomebodySaysOtherwise() {
        assertThat(CredentialDeclarations.of(app("{initial: Generated}"), false))
                .isEqualTo(generated(true));
        assertThat(CredentialDeclarations.of(app("{initial: Generated}"), true)).isEqualTo(generated(false));
        assertThat(CredentialDeclarations.of(app("{initial: Generated, onDisable: Replace}"), true))
                .isEqualTo(generated(true));
        assertThat(CredentialDeclarations.of(app("{initial: Generated, onDisable: Keep}"), false))
                .isEqualTo(generated(false));
    }

    @Test
    void nothingIsGivenWhereNothingIsSaid() {
        assertThat(CredentialDeclarations.of(app("null"), false)).isEqualTo(CredentialTerms.none());
        assertThat(CredentialDeclarations.unknown(app("null"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{initial: Passkey} | spec.credentials.initial",
                "{initial: Generated, onDisable: Forget} | spec.credentials.onDisable",
                "{initial: Generated, policy: {classes: [Lower, Emoji]}} | spec.credentials.policy.classes"
            })
    void areNotUnderstoodWhereTheyAreOfANewerVersion(String credentials, String field) {
        assertThat(CredentialDeclarations.unknown(app(credentials))).contains(field);
    }

    @Test
    void sayWhatTheAppCannotGive() {
        assertThat(objection("{initial: Generated}")).contains("spec.credentials.initial");
        assertThat(objection("{initial: Generated}", FirstAccess.PASSWORD)).isEmpty();
        assertThat(objection("{initial: Generated, mustChange: true}", FirstAccess.PASSWORD))
                .contains("spec.credentials.mustChange");
        assertThat(objection(
                        "{initial: Generated, mustChange: true}", FirstAccess.PASSWORD, FirstAccess.PASSWORD_TO_CHANGE))
                .isEmpty();
        assertThat(objection("{initial: Invitation}", FirstAccess.PASSWORD)).contains("invitations");
        assertThat(objection("{initial: Invitation}", FirstAccess.INVITATION)).isEmpty();
        assertThat(objection("{initial: None}")).isEmpty();
    }

    private static String objection(String credentials, FirstAccess... ways) {
        var connector = new Giving(Set.of(ways));
        var config = new AppConfig(new AppId("people", "wiki"), "giving", Map.of());
        var declared = new Catalog.Declared.Usable(new Setup(connector, config, connector.target(config)));
        return CredentialDeclarations.objection(app(credentials), declared)
                .map(Objection::message)
                .orElse("");
    }

    /** Of an app that lets people in by these. */
    private record Giving(Set<FirstAccess> ways) implements Connector {
        @Override
        public String type() {
            return "giving";
        }

        @Override
        public AppConfig settled(AppConfig config, List<Capability> recorded) {
            return config;
        }

        @Override
        public List<Problem> problems(AppConfig config) {
            return List.of();
        }

        @Override
        public Optional<String> objection(AppConfig config, String attribute) {
            return Optional.empty();
        }

        @Override
        public Set<FirstAccess> firstAccess(AppConfig config) {
            return ways;
        }

        @Override
        public Target target(AppConfig config) {
            return new Target(Tenant.of("giving"), List.of());
        }

        @Override
        public AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire) {
            throw new UnsupportedOperationException();
        }
    }
}
