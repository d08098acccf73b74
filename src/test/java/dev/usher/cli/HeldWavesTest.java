package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldWavesTest {
    private static TargetApp app(String name, String status) {
        return Serialization.unmarshal(
                "metadata: {name: " + name + ", namespace: people}\nstatus: " + status.replace("\n", " "),
                TargetApp.class);
    }

    private static final List<TargetApp> APPS = List.of(
            app("wiki", """
                    {held: [{wave: 0bad, count: 3, cause: Role clerk generation 2, limit: removals, since: "2026-09-01T00:00:00Z"},
                            {wave: 7c1e, count: 1214, cause: Role analyst generation 7, limit: removals, since: "2026-09-02T00:00:00Z"}]}
                    """),
            app("chat", "{held: [{wave: cafe, count: 5, cause: X, limit: changes, since: \"2026-09-03T00:00:00Z\"}]}"),
            app("new", "null"));

    @Test
    void areListedAppByAppTheLargestFirst() {
        assertThat(HeldWaves.in(APPS))
                .extracting(held -> held.app() + " " + held.wave().wave())
                .containsExactly("chat cafe", "wiki 7c1e", "wiki 0bad");
    }

    @Test
    void areToldToPeopleWithHowToDecide() {
        assertThat(HeldWaves.text(HeldWaves.in(List.of(APPS.getFirst())), List.of()))
                .contains(
                        "wiki  7c1e  1,214 by removals, held since 2026-09-02T00:00:00Z\n  because of Role analyst generation 7\n")
                .contains("\"wave\": \"7c1e\", \"count\": 1214, \"decision\": \"Release\"");
        assertThat(HeldWaves.text(List.of(), List.of())).isEqualTo("nothing is held\n");
    }

    @Test
    void areToldToScripts() {
        assertThat(HeldWaves.json(HeldWaves.in(List.of(APPS.get(1))), List.of()))
                .isEqualTo(
                        "{\"held\":[{\"namespace\":\"people\",\"app\":\"chat\",\"wave\":\"cafe\",\"count\":5,\"limit\":\"changes\",\"cause\":\"X\",\"since\":\"2026-09-03T00:00:00Z\"}],\"restorable\":[]}");
        assertThat(HeldWaves.json(List.of(), List.of())).isEqualTo("{\"held\":[],\"restorable\":[]}");
    }

    private static final List<TargetApp> TAKEN = List.of(app("wiki", """
                    {restorable: [{wave: w0bad, count: 3, cause: Role clerk generation 2, since: "2026-09-01T00:00:00Z", until: "2026-10-01T00:00:00Z"},
                                  {wave: w7c1e, count: 1214, cause: Role analyst generation 7, since: "2026-09-02T00:00:00Z", until: "2026-10-02T00:00:00Z"}]}
                    """));

    @Test
    void areListedWithThoseThatCanBeBroughtBackTheLatestFirst() {
        var taken = TakenWaves.in(TAKEN);

        assertThat(taken).extracting(one -> one.wave().wave()).containsExactly("w7c1e", "w0bad");
        assertThat(HeldWaves.text(List.of(), taken))
                .startsWith("nothing is held\n\nwiki  w7c1e  took something from 1,214 since 2026-09-02T00:00:00Z")
                .contains(
                        "until 2026-10-02T00:00:00Z",
                        "because of Role analyst generation 7",
                        "./usher restore w7c1e -n people");
        assertThat(HeldWaves.json(List.of(), taken.subList(1, 2)))
                .isEqualTo(
                        "{\"held\":[],\"restorable\":[{\"namespace\":\"people\",\"app\":\"wiki\",\"wave\":\"w0bad\",\"count\":3,\"cause\":\"Role clerk generation 2\",\"since\":\"2026-09-01T00:00:00Z\",\"until\":\"2026-10-01T00:00:00Z\"}]}");
        assertThat(TakenWaves.app(TAKEN, "w0bad")).hasValue("wiki");
        assertThat(TakenWaves.app(TAKEN, "wcafe")).isEmpty();
    }
}
