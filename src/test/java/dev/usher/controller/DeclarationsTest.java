package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Reaction;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.sync.Catalog;
import dev.usher.sync.Rate;
import dev.usher.sync.Tempo;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationsTest {
    private final Declarations declarations = new Declarations(new Catalog(List.of()), new KubernetesSerialization());

    private final Declarations speaking = new Declarations(
            new Catalog(List.of(
                    new ScimConnector(_ -> new HttpTransport(NetworkPolicy.PUBLIC_ONLY, 1), Clock.systemUTC()))),
            new KubernetesSerialization());

    private static TargetApp scim(String more) {
        return Serialization.unmarshal("""
                metadata: {name: wiki, namespace: people}
                spec:
                  connector:
                    scim:
                      endpoint: "https://scim.example.com"
                      auth: {bearer: {secretRef: {name: s, key: t}}}
                      %s
                """.formatted(more), TargetApp.class);
    }

    private static TargetApp app(String deprovisioning) {
        return Serialization.unmarshal("""
                metadata: {name: wiki, namespace: people}
                spec:
                  connector: {scim: {endpoint: "https://scim.example.com", auth: {bearer: {secretRef: {name: s, key: t}}}}}
                  deprovisioning: %s
                """.formatted(deprovisioning), TargetApp.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onUnassigned", "onLeave", "onSuspension", "onDeparture"})
    void areNotUnderstoodWhereAReactionIsOfANewerVersion(String reaction) {
        var app = app("{" + reaction + ": Archive}");

        assertThat(declarations.connector(app)).isEqualTo(new Reading.Newer<>("spec.deprovisioning." + reaction));
        assertThat(declarations.definition(app)).isEmpty();
    }

    @Test
    void areNotUnderstoodWhereASettingOfTheConnectorIsOfANewerVersion() {
        var app = scim("settings: {emails: all}");

        assertThat(speaking.connector(app)).isEqualTo(new Reading.Newer<>("spec.connector.scim.settings.emails"));
        assertThat(speaking.definition(app)).isEmpty();
        assertThat(speaking.connector(scim("settings: {emails: work}"))).isInstanceOf(Reading.Of.class);
    }

    @Test
    void keepAnAppWithTheVersionOfItsPresetThatItsStatusRecords() {
        var app = scim("preset: slack");
        assertThat(speaking.connector(app)).isInstanceOf(Reading.Of.class);

        app.setStatus(Serialization.unmarshal(
                "capabilities: [{name: preset, value: slack@999, origin: spec}]", TargetAppStatus.class));

        assertThat(speaking.connector(app)).isEqualTo(new Reading.Newer<>("spec.connector.scim.preset"));
    }

    @Test
    void sayWhichPresetsThereAre() {
        assertThat(speaking.connector(scim("preset: intranet")))
                .isEqualTo(new Reading.Of<>(new Catalog.Declared.Wrong(
                        "scim.preset",
                        "there is no such preset; there are atlassian, aws-identity-center, databricks, github-emu,"
                                + " google-cloud-identity, keycloak, rfc, salesforce, scim2-server, scimmy, slack, zoom",
                        false)));
    }

    @Test
    void sayWhatAnAppDoesWithAccountsAndWhatItDoesNotSayIsStandard() {
        assertThat(declarations.definition(app("{onUnassigned: Delete, onLeave: Keep, retentionSeconds: 60}")))
                .map(AppDefinition::deprovisioning)
                .contains(new Deprovisioning(
                        Reaction.Delete, Reaction.Keep, Reaction.Disable, Reaction.Disable, Duration.ofMinutes(1)));
        assertThat(declarations.definition(app("{}")))
                .map(AppDefinition::deprovisioning)
                .contains(Deprovisioning.STANDARD);
    }

    private static Rate rate(String rate) {
        return Declarations.tempo(app("{}\n  rate: " + rate)).over(Tempo.SILENT);
    }

    @Test
    void sayHowMuchAnAppMayBeAskedAndWhatTheyDoNotSayIsStandard() {
        assertThat(Declarations.tempo(app("{}"))).isEqualTo(Tempo.SILENT);
        assertThat(rate("{}")).isEqualTo(Rate.STANDARD);
        assertThat(rate("{perSecond: 5}")).isEqualTo(Rate.aSecond(5, 10, 8));
        assertThat(rate("{perMinute: 20}")).isEqualTo(new Rate(20, 1, 8));
        assertThat(rate("{burst: 9, concurrency: 3}")).isEqualTo(Rate.aSecond(25, 9, 3));
        assertThat(rate("{perSecond: 1000, burst: 10000, concurrency: 64}")).isEqualTo(Rate.aSecond(1_000, 10_000, 64));
    }

    @Test
    void areBoundedWhereTheSchemaOfTheClusterIsNot() {
        assertThat(rate("{perSecond: 0, burst: -1, concurrency: 0}")).isEqualTo(new Rate(1, 1, 1));
        assertThat(rate("{perSecond: 1000001, burst: 1000001, concurrency: 1000001}"))
                .isEqualTo(Rate.aSecond(1_000, 10_000, Rate.MOST_CONCURRENT));
    }
}
