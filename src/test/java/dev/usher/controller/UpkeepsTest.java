package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.domain.plan.Correlation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpkeepsTest {
    private static TargetApp app(String correlation) {
        return Serialization.unmarshal("""
                metadata: {name: wiki, namespace: people}
                spec:
                  connector: {scim: {endpoint: "https://scim.example.com", auth: {bearer: {secretRef: {name: s, key: t}}}}}
                  correlation: %s
                """.formatted(correlation), TargetApp.class);
    }

    @Test
    void sayHowAccountsThatWereThereAreFoundAndWhatIsNotSaidIsStandard() {
        assertThat(Upkeeps.of(app("{match: [userName], adoption: Adopt}")).correlation())
                .isEqualTo(new Correlation(List.of(Correlation.Key.USER_NAME), Correlation.Adoption.Adopt));
        assertThat(Upkeeps.of(app("{adoption: Refuse}")).correlation())
                .isEqualTo(new Correlation(Correlation.STANDARD.match(), Correlation.Adoption.Refuse));
        assertThat(Upkeeps.of(app("{}")).correlation()).isEqualTo(Correlation.STANDARD);
    }

    @ParameterizedTest
    @CsvSource({"'{match: [userName, email]}', spec.correlation.match", "'{adoption: Guess}', spec.correlation.adoption"
    })
    void areNotUnderstoodWhereTheyAreOfANewerVersion(String correlation, String field) {
        assertThat(Upkeeps.unknown(app(correlation))).contains(field);
        assertThat(Upkeeps.unknown(app("{match: [userName], adoption: Ask}"))).isEmpty();
    }
}
