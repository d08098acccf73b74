package dev.usher.cli;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What limits hold, and what waves took that can be brought back, for people and for scripts. */
final class HeldWaves {
    /** A wave in an app. */
    record Held(String namespace, String app, TargetAppStatus.HeldWave wave) {}

    private HeldWaves() {}

    /** As the apps say, app by app and the largest first. */
    static List<Held> in(List<TargetApp> apps) {
        return apps.stream()
                .flatMap(app -> Optional.ofNullable(app.getStatus()).stream()
                        .flatMap(status -> status.held().stream())
                        .map(wave -> new Held(
                                app.getMetadata().getNamespace(),
                                app.getMetadata().getName(),
                                wave)))
                .sorted(Comparator.comparing(Held::app)
                        .thenComparingLong(held -> -held.wave().count())
                        .thenComparing(held -> held.wave().wave()))
                .toList();
    }

    private static String text(List<Held> waves) {
        return waves.isEmpty()
                ? "nothing is held\n"
                : waves.stream().map(HeldWaves::text).collect(Collectors.joining("\n"));
    }

    private static String text(Held held) {
        var wave = held.wave();
        return """
                %s  %s  %,d by %s, held since %s
                  because of %s
                  it is over once that is undone; to decide about it (Release: they lose it now, Keep: nobody does for a week), fill in the last two and
                  kubectl create -n %s -f - <<< '{"apiVersion": "provisioning.usher.dev/v1alpha1", "kind": "RemovalDecision", "metadata": {"generateName": "%s-"}, "spec": {"app": {"name": "%s"}, "wave": "%s", "count": %d, "decision": "Release", "reason": "", "requestedBy": ""}}'
                """.formatted(
                        held.app(),
                        wave.wave(),
                        wave.count(),
                        wave.limit(),
                        wave.since(),
                        wave.cause(),
                        held.namespace(),
                        held.app(),
                        held.app(),
                        wave.wave(),
                        wave.count());
    }

    /** What is held, and what was taken and can be brought back. */
    static String text(List<Held> waves, List<TakenWaves.Restorable> taken) {
        return taken.isEmpty() ? text(waves) : text(waves) + "\n" + TakenWaves.text(taken);
    }

    /** Names are only ever added. */
    static String json(List<Held> waves, List<TakenWaves.Restorable> taken) {
        var all = new LinkedHashMap<String, Object>();
        all.put("held", waves.stream().map(HeldWaves::fields).toList());
        all.put("restorable", taken.stream().map(TakenWaves.Restorable::fields).toList());
        return new KubernetesSerialization().asJson(all);
    }

    private static Map<String, Object> fields(Held held) {
        var wave = held.wave();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("namespace", held.namespace());
        fields.put("app", held.app());
        fields.put("wave", wave.wave());
        fields.put("count", wave.count());
        fields.put("limit", wave.limit());
        fields.put("cause", wave.cause());
        fields.put("since", wave.since());
        return fields;
    }
}
