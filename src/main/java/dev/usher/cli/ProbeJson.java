package dev.usher.cli;

import dev.usher.connector.Capability;
import dev.usher.connector.Examination;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An examination for scripts: names are only ever added. */
final class ProbeJson {
    private ProbeJson() {}

    static String of(Examination examination) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "findings",
                examination.findings().stream()
                        .map(finding -> Map.of(
                                "verdict", finding.verdict().name().toLowerCase(Locale.ROOT),
                                "of", finding.of(),
                                "what", finding.what()))
                        .toList());
        fields.put(
                "presets",
                examination.presets().stream()
                        .map(fit -> Map.of(
                                "preset", fit.preset(),
                                "verified", fit.verified(),
                                "byAddress", fit.byAddress(),
                                "agrees", fit.agrees(),
                                "contradicts", fit.contradicts()))
                        .toList());
        fields.put("settings", examination.advised());
        fields.put(
                "capabilities",
                examination.capabilities().stream().map(ProbeJson::capability).toList());
        fields.put(
                "steps",
                examination.steps().stream()
                        .map(step -> Map.of("when", step.when(), "requests", step.requests()))
                        .toList());
        return new KubernetesSerialization().asJson(fields);
    }

    private static Map<String, Object> capability(Capability one) {
        var origin = one.origin() == Capability.Origin.defaulted
                ? "default"
                : one.origin().name();
        return Map.of("name", one.name(), "value", one.value(), "origin", origin);
    }
}
