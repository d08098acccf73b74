package dev.usher.connector.scim;

import dev.usher.connector.Capability;
import dev.usher.connector.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one source says of settings.
 *
 * @param texts by their names; what is not allowed counts as not said
 */
record Layer(Map<String, String> texts) {
    static final Layer SILENT = new Layer(Map.of());

    Layer {
        texts = Map.copyOf(texts);
    }

    /** Of values as JSON has them, by the names of their settings. */
    static Layer of(Map<String, Object> json) {
        var texts = new TreeMap<String, String>();
        json.forEach((name, value) ->
                Setting.named(name).flatMap(setting -> setting.text(value)).ifPresent(text -> texts.put(name, text)));
        return new Layer(texts);
    }

    static Layer of(Collection<Capability> capabilities) {
        var texts = new TreeMap<String, String>();
        capabilities.forEach(capability -> texts.put(capability.name(), capability.value()));
        return new Layer(texts);
    }

    <T> Layer with(Setting<T> setting, T value) {
        var more = new TreeMap<>(texts);
        more.put(setting.name(), setting.values().text(value));
        return new Layer(more);
    }

    static List<Problem> problems(Map<String, Object> json) {
        return new TreeMap<>(json)
                .entrySet().stream()
                        .flatMap(said -> Setting.problem(said.getKey(), said.getValue()).stream())
                        .toList();
    }

    <T> Optional<T> value(Setting<T> setting) {
        return Optional.ofNullable(texts.get(setting.name())).flatMap(setting.values()::parse);
    }
}
