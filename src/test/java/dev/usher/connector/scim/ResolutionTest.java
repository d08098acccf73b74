package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.domain.account.Spelling;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResolutionTest {
    private static final List<Origin> SPOKEN = List.of(Origin.spec, Origin.preset, Origin.learned, Origin.discovered);

    /** Who says something other than the standard, and whose word counts. */
    record Row(Setting<?> setting, Set<Origin> speakers, Origin winner) {
        @Override
        public String toString() {
            return setting.name() + " said by " + speakers + ": " + winner;
        }
    }

    static Stream<Row> table() {
        return Setting.ALL.stream()
                .flatMap(setting -> Stream.iterate(0, set -> set < 16, set -> set + 1)
                        .map(set -> SPOKEN.stream()
                                .filter(origin -> (set & (1 << SPOKEN.indexOf(origin))) != 0)
                                .toList())
                        .map(speakers -> new Row(setting, Set.copyOf(speakers), winner(setting, speakers))));
    }

    /** The first of those who may speak. */
    private static Origin winner(Setting<?> setting, List<Origin> speakers) {
        var people = List.of(Origin.spec, Origin.preset);
        return speakers.stream()
                .filter(origin -> setting.said() == Setting.Said.BY_ALL || people.contains(origin))
                .findFirst()
                .orElse(Origin.defaulted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void theStrongestWordThatMayBeSaidCounts(Row row) {
        var layers = new EnumMap<Origin, Layer>(Origin.class);
        SPOKEN.forEach(origin -> layers.put(
                origin,
                row.speakers().contains(origin)
                        ? new Layer(Map.of(row.setting().name(), other(row.setting(), origin)))
                        : Layer.SILENT));

        var resolution = Resolution.of(layers(layers));

        var expected =
                row.winner() == Origin.defaulted ? row.setting().standardText() : other(row.setting(), row.winner());
        assertThat(resolution.capabilities())
                .hasSize(Setting.ALL.size())
                .contains(new Capability(row.setting().name(), expected, row.winner()))
                .filteredOn(other -> !other.name().equals(row.setting().name()))
                .extracting(Capability::origin)
                .containsOnly(Origin.defaulted);
        assertThat(resolution.dialect().equals(Resolution.of(silence()).dialect()))
                .isEqualTo(row.winner() == Origin.defaulted);
    }

    /** A value that is not the standard one; where there are several, each speaker has their own. */
    private static String other(Setting<?> setting, Origin of) {
        var texts = texts(setting.values()).stream()
                .filter(text -> !text.equals(setting.standardText()))
                .toList();
        return texts.get(SPOKEN.indexOf(of) % texts.size());
    }

    private static List<String> texts(Values<?> values) {
        return switch (values) {
            case Values.Choice<?> choice -> List.of(choice.allowed().split(", "));
            case Values.Whole whole ->
                List.of(
                        Integer.toString(whole.least()),
                        Integer.toString(whole.least() + 1),
                        Integer.toString(whole.most() - 1),
                        Integer.toString(whole.most()));
            case Values.Truth truth -> List.of("true", "false");
            case Values.Some<?> some -> {
                var words = List.of(some.allowed().replaceFirst(".* of ", "").split(", "));
                yield List.of(words.getFirst(), words.get(1) + "," + words.getFirst(), "", words.get(1));
            }
            case Values.Names names -> List.of("title", "department,title", "", "urn:x:y:z");
            case Values.Refusals refusals -> List.of("403", "409/full", "402,429", "");
        };
    }

    private static Resolution.Layers layers(Map<Origin, Layer> layers) {
        return new Resolution.Layers(
                layers.getOrDefault(Origin.spec, Layer.SILENT),
                layers.getOrDefault(Origin.preset, Layer.SILENT),
                layers.getOrDefault(Origin.learned, Layer.SILENT),
                layers.getOrDefault(Origin.discovered, Layer.SILENT));
    }

    private static Resolution.Layers silence() {
        return layers(Map.of());
    }

    @Test
    void whatIsNotAllowedCountsAsNotSaid() {
        var odd = new ArrayList<Capability>();
        for (var setting : Setting.ALL) {
            odd.add(new Capability(setting.name(), "whatever", Origin.learned));
        }
        odd.add(new Capability("page.size", "0", Origin.learned));
        odd.add(new Capability("noSuchSetting", "true", Origin.learned));

        var layer = Layer.of(odd);

        assertThat(Resolution.of(new Resolution.Layers(layer, layer, layer, layer)))
                .isEqualTo(Resolution.of(silence()));
    }

    @Test
    void whatBearsOnHowAccessEndsIsNeverBelievedOfAnApp() {
        assertThat(Setting.ALL.stream().filter(setting -> setting.said() == Setting.Said.BY_PEOPLE))
                .extracting(Setting::name)
                .contains("active.via", "delete.means", "disabled.are", "groups.supported");
    }

    @Test
    void aSilentWorldIsAsTheRfcsSay() {
        assertThat(Resolution.of(silence()).dialect())
                .isEqualTo(new Dialect(
                        new Dialect.Protocol(Dialect.Discovery.AUTO, Dialect.MediaType.SCIM, Dialect.Versions.IGNORE),
                        new Dialect.Writes(
                                Dialect.Update.PATCH,
                                Dialect.Style.PATH,
                                true,
                                Dialect.Emails.WORK,
                                Dialect.ManagerForm.COMPLEX,
                                Set.of()),
                        new Dialect.Activity(
                                Dialect.ActiveType.BOOLEAN,
                                Dialect.ActiveVia.UPDATE,
                                Dialect.DisabledAre.SHOWN,
                                Dialect.Deletion.HARD),
                        new Dialect.Finding(
                                List.of(Dialect.Filterable.values()),
                                List.of(Dialect.Clue.EXTERNAL_ID, Dialect.Clue.USER_NAME)),
                        new Dialect.Paging(Dialect.Method.INDEX, 100),
                        new Dialect.Memberships(
                                true,
                                Dialect.MembersRead.GROUP,
                                Dialect.MembersWritten.PATCH,
                                Dialect.Removal.FILTER,
                                100,
                                false),
                        new Dialect.Reads(0),
                        new Dialect.Seats(Set.of("402")),
                        Spelling.EXACT));
    }
}
