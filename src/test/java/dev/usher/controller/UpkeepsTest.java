package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.safety.Protection;
import dev.usher.sync.InventoryTerms;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpkeepsTest {
    private static TargetApp app(String correlation) {
        return app(correlation, "{}");
    }

    private static TargetApp app(String correlation, String safety) {
        return Serialization.unmarshal("""
                metadata: {name: wiki, namespace: people}
                spec:
                  connector: {scim: {endpoint: "https://scim.example.com", auth: {bearer: {secretRef: {name: s, key: t}}}}}
                  correlation: %s
                  safety: %s
                """.formatted(correlation, safety), TargetApp.class);
    }

    @Test
    void sayHowAccountsThatWereThereAreFoundAndWhatIsNotSaidIsStandard() {
        assertThat(Upkeeps.of(app("{match: [userName], adoption: Adopt}"), false)
                        .correlation())
                .isEqualTo(new Correlation(List.of(Correlation.Key.USER_NAME), Correlation.Adoption.Adopt));
        assertThat(Upkeeps.of(app("{adoption: Refuse}"), false).correlation())
                .isEqualTo(new Correlation(Correlation.STANDARD.match(), Correlation.Adoption.Refuse));
        assertThat(Upkeeps.of(app("{}"), false).correlation()).isEqualTo(Correlation.STANDARD);
    }

    @Test
    void sayWhichAccountsAreNeverWrittenTo() {
        assertThat(Upkeeps.of(app("{}", "{protect: account.userName == 'root'}"), false)
                        .protection())
                .isEqualTo(new Protection(Optional.of(new AccountRule("account.userName == 'root'"))));
        assertThat(Upkeeps.of(app("{}"), false).protection()).isEqualTo(Protection.NONE);
    }

    private static InventoryTerms inventory(String inventory) {
        var app = Serialization.unmarshal(
                "metadata: {name: wiki, namespace: people}\nspec: {inventory: " + inventory + "}", TargetApp.class);
        return Upkeeps.of(app, false).inventory();
    }

    @Test
    void sayHowOftenAnAppIsReadAndWhatIsUnused() {
        assertThat(inventory("{everySeconds: 900, changesEverySeconds: 300, unusedAfterDays: 30}"))
                .isEqualTo(new InventoryTerms(
                        Duration.ofMinutes(15), Optional.of(Duration.ofMinutes(5)), Duration.ofDays(30)));
        assertThat(inventory("{changesEverySeconds: 0}").changes()).isEmpty();
        assertThat(inventory("{}")).isEqualTo(InventoryTerms.STANDARD);
        assertThat(inventory("{everySeconds: 1, changesEverySeconds: 1, unusedAfterDays: 9999}"))
                .isEqualTo(new InventoryTerms(
                        Duration.ofMinutes(1), Optional.of(Duration.ofMinutes(1)), Duration.ofDays(3650)));
    }

    @Test
    void sayByWhatSomebodyAsksForAnInventory() {
        var app = Serialization.unmarshal("""
                metadata:
                  name: wiki
                  namespace: people
                  annotations: {usher.dev/reconcile-requested-at: "2026-09-15T12:00:00Z"}
                """, TargetApp.class);

        assertThat(Upkeeps.of(app, false).inventory())
                .isEqualTo(InventoryTerms.STANDARD.requestedBy(Optional.of("2026-09-15T12:00:00Z")));
        app.getMetadata().setAnnotations(Map.of(Requested.ANNOTATION, " "));
        assertThat(Upkeeps.of(app, false).inventory().requested()).isEmpty();
        app.getMetadata().setAnnotations(Map.of(Requested.ANNOTATION, "x".repeat(500)));
        assertThat(Upkeeps.of(app, false).inventory().requested())
                .as("as much as a status can repeat")
                .hasValueSatisfying(said -> assertThat(said).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @CsvSource({"'{match: [userName, email]}', spec.correlation.match", "'{adoption: Guess}', spec.correlation.adoption"
    })
    void areNotUnderstoodWhereTheyAreOfANewerVersion(String correlation, String field) {
        assertThat(Upkeeps.unknown(app(correlation))).contains(field);
        assertThat(Upkeeps.unknown(app("{match: [userName], adoption: Ask}"))).isEmpty();
    }
}
