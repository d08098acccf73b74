package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/usher/connector/scim/presets");
    private static final Path DIGESTS = Path.of("src/test/resources/presets.sha256");
    private static final String FINE =
            "{'preset': 'x', 'version': 1, 'title': 'X', 'verified': false, 'sources': [], 'runs': [], 'settings': {}, 'notes': []}";

    static List<Preset> shipped() {
        return Presets.shipped().all();
    }

    private static List<String> files() throws IOException {
        try (var all = Files.list(FOLDER)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index"))
                    .sorted()
                    .toList();
        }
    }

    private static Preset read(String json) throws IOException {
        return Preset.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theIndexListsEveryFile() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("index"))).isEqualTo(files());
        assertThat(shipped().stream().map(preset -> preset.name() + "-" + preset.version() + ".json"))
                .containsExactlyElementsOf(files());
    }

    /** Whoever changes what apps of people out there are pinned to has to see it. */
    @Test
    void aVersionThatWasShippedStaysAsItIs() throws IOException {
        var digests = new TreeMap<String, String>();
        for (var file : files()) {
            digests.put(file, digest(Files.readAllBytes(FOLDER.resolve(file))));
        }
        var held = new TreeMap<String, String>();
        Files.readAllLines(DIGESTS)
                .forEach(
                        line -> held.put(line.substring(line.indexOf("  ") + 2), line.substring(0, line.indexOf(' '))));

        assertThat(digests)
                .as("a released version of a preset is never changed: write the next version, and add it to " + DIGESTS)
                .isEqualTo(held);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void thereIsOneForAppsThatNameNone() {
        assertThat(Presets.shipped().find(Preset.Reference.parse(Presets.USUAL)))
                .hasValueSatisfying(rfc -> assertThat(rfc.settings()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void saysWhereItIsFromAndWhetherItWasSeenToWork(Preset preset) {
        assertThat(preset.sources().isEmpty())
                .as("what nobody ran is what its sources say")
                .isEqualTo(preset.verified());
        assertThat(preset.sources()).allSatisfy(source -> {
            assertThat(source.address()).startsWith("https://");
            assertThat(LocalDate.parse(source.checked())).isAfter(LocalDate.of(2026, 1, 1));
        });
        assertThat(preset.verified()).isEqualTo(!preset.runs().isEmpty());
        assertThat(preset.title()).isNotBlank();
        for (var run : preset.runs()) {
            assertThat(Path.of("src/test/java/dev/usher/connector/scim", run.test() + ".java"))
                    .exists();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void saysOnlyWhatIsAllowed(Preset preset) {
        assertThat(Layer.problems(preset.settings())).isEmpty();
        assertThat(preset.layer().texts().keySet()).isEqualTo(preset.settings().keySet());
    }

    @Test
    void readsWhatIsComplete() throws IOException {
        assertThat(read(FINE))
                .isEqualTo(new Preset("x", 1, "X", false, null, List.of(), List.of(), Map.of(), null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'settings': {'page.sise': 10}",
                "'settings': {'page.size': '10'}",
                "'settings': {'page.size': 0}",
                "'settings': {'patch.valueFilters': 'false'}",
                "'settings': {'emails': 'work', 'emails': 'primary'}",
                "'settings': null",
                "'settings': {}, 'rate': 5",
                "'settings': {}, 'rate': {'perMinute': 5}",
                "'settings': {}, 'rate': {'perMinute': 0, 'burst': 1}",
                "'settings': {}, 'rate': {'perMinute': 5, 'burst': 0}",
                "'settings': []"
            })
    void refusesToReadAnythingElse(String settings) {
        assertThatThrownBy(() -> read(FINE.replace("'settings': {}", settings))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'version': 1, ", "'verified': false, ", "'sources': [], ", "'title': 'X', "})
    void refusesToReadWhatIsIncomplete(String missing) {
        assertThatThrownBy(() -> read(FINE.replace(missing, ""))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(FINE + "{}")).isInstanceOf(IOException.class);
    }
}
