package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.connector.AppConfig;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What TargetApps say to their connectors, of whatever type. */
record ConnectorBlocks(KubernetesSerialization json) {
    /** Empty where the app names no connector that this version knows. */
    Optional<AppConfig> of(TargetApp app) {
        return Optional.ofNullable(app.getSpec())
                .flatMap(spec -> spec.connector().only())
                .map(connector -> new AppConfig(Translate.id(app), connector.getKey(), plain(connector.getValue())));
    }

    private Map<String, Object> plain(Object block) {
        var plain = new LinkedHashMap<String, Object>();
        Map<?, ?> tree = json.convertValue(block, Map.class);
        tree.forEach((name, value) -> plain.put(String.valueOf(name), value));
        return plain;
    }
}
