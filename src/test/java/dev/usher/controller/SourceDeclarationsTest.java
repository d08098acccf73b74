package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.UserSource;
import dev.usher.kube.SourceFiles;
import dev.usher.source.Feeds;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceDeclarationsTest {
    private static final String CSV = "csv: {configMap: {name: hr, key: people.csv}}, key: number,";

    private final SourceDeclarations declarations =
            new SourceDeclarations(new SourceFiles(new KubernetesClientBuilder().build()));

    private Reading<Feeds.Setup> read(String spec, String status) {
        return declarations.read(Serialization.unmarshal("""
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: UserSource
                metadata: {name: hr, namespace: people}
                spec: {%s}
                status: {%s}
                """.formatted(spec, status), UserSource.class), "a", Set.of());
    }

    private Feeds.Setup setup(String spec, String status) {
        return ((Reading.Of<Feeds.Setup>) read(spec, status)).value();
    }

    @Test
    void readsWhatIsLeftOut() {
        var setup = setup(CSV + "fields: [{to: userName, from: login}]", "");

        assertThat(setup.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(setup.terms().isObserved()).isFalse();
        assertThat(setup.terms().sanity().terminatedPercent()).isEqualTo(5);
        assertThat(setup.terms().drafting().key()).isEqualTo("number");
    }

    @Test
    void readsWhatIsDeclared() {
        var terms = setup(
                        CSV
                                + "mode: Observe, match: [email], everySeconds: 5, sanity: {minimumRecords: 9, maximumTerminatedPercent: 1,"
                                + " maximumDisappearedPercent: 2, maximumChangedPercent: 3, maximumReturnedPercent: 4, maximumRefusedPercent: 6},"
                                + " fields: [{to: startTime, from: b, format: dd.MM.uuuu, words: {x: y}}]",
                        "")
                .terms();

        assertThat(terms.isObserved()).isTrue();
        assertThat(terms.match()).containsExactly("email");
        assertThat(terms.sanity())
                .hasToString(
                        "Sanity[minimumRecords=9, disappearedPercent=2, terminatedPercent=1, returnedPercent=4, refusedPercent=6, changedPercent=3]");
        assertThat(terms.drafting().fields()).singleElement().satisfies(field -> {
            assertThat(field.format()).isPresent();
            assertThat(field.words()).containsEntry("x", "y");
        });
    }

    @Test
    void missesNoFieldThatIsNotDeclaredAnyMore() {
        var terms = setup(CSV + "fields: [{to: userName, from: login}]", "fields: [login, dept]")
                .terms();

        assertThat(terms.fields()).containsExactly("login");
    }

    @Test
    void objectsToAFormatByWhichNoDateCanBeRead() {
        assertThat(read(CSV + "fields: [{to: startTime, from: b, format: dd.MM.uu}]", ""))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("startTime", "dd.MM.uuuu"));
    }

    @Test
    void guessesNothingOfAModeOrATargetThatItDoesNotKnow() {
        assertThat(read(CSV + "mode: Merge, fields: [{to: userName, from: login}]", ""))
                .isEqualTo(new Reading.Newer<>("spec.mode"));
        assertThat(read(CSV + "fields: [{to: userName, from: login}, {to: shoeSize, from: s}]", ""))
                .isEqualTo(new Reading.Newer<>("spec.fields[shoeSize].to"));
    }

    @Test
    void takesWhatItDoesNotKnowForNewer() {
        assertThat(read("key: number, fields: [{to: userName, from: login}]", ""))
                .isInstanceOf(Reading.Newer.class);
        assertThat(read(
                        "csv: {configMap: {name: hr, key: k}, encoding: EBCDIC}, key: n, fields: [{to: userName, from: l}]",
                        ""))
                .isInstanceOf(Reading.Newer.class);
    }
}
