package dev.usher.connector.scim;

import dev.usher.connector.Capability;
import dev.usher.connector.Problem;
import dev.usher.net.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The block {@code scim} of a TargetApp: {@code endpoint}, {@code auth}, {@code preset} and {@code settings}. */
final class ScimSettings {
    static final String ENDPOINT = "endpoint";
    static final String CA_BUNDLE = "tls.caBundle";
    static final String PRESET = "preset";
    /** The preset with its version, as it was settled. */
    static final String PINNED = "pinned";

    private static final String SETTINGS = "settings";

    private final Block block;

    ScimSettings(Map<String, Object> settings) {
        this.block = new Block(settings);
    }

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        endpointProblem().ifPresent(advice -> problems.add(new Problem(ENDPOINT, advice)));
        problems.addAll(new AuthSettings(block).problems());
        problems.addAll(Authorities.problems(CA_BUNDLE, block.text(CA_BUNDLE)));
        Layer.problems(said()).forEach(problem -> problems.add(problem.in(SETTINGS)));
        return problems;
    }

    /** Where the app is; there are no problems when this is asked. */
    Endpoint endpoint() {
        return Endpoint.parse(block.text(ENDPOINT).orElse(""));
    }

    /** How Usher proves itself there; the same. */
    Access access() {
        return new AuthSettings(block).access();
    }

    /** Who may vouch for the app; the same. */
    Trust trust() {
        return block.text(CA_BUNDLE).map(Trust::only).orElseGet(Trust::ofJvm);
    }

    /** The preset that the app names, or the one of those that name none. */
    String preset() {
        return block.text(PRESET).orElse(Presets.USUAL);
    }

    Capability.Origin presetOrigin() {
        return block.text(PRESET).isPresent() ? Capability.Origin.spec : Capability.Origin.defaulted;
    }

    Preset.Reference pinned() {
        return Preset.Reference.parse(block.text(PINNED).orElseGet(this::preset));
    }

    /** What is said of how the app speaks. */
    Layer dialect() {
        return Layer.of(said());
    }

    /** The settings by their dotted names. */
    private Map<String, Object> said() {
        var said = new TreeMap<String, Object>();
        if (block.at(SETTINGS).orElse("") instanceof Map<?, ?> settings) {
            flatten("", settings, said);
        }
        return said;
    }

    private static void flatten(String path, Map<?, ?> block, Map<String, Object> into) {
        block.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(path + key + ".", inner, into);
            } else {
                into.put(path + key, value);
            }
        });
    }

    private Optional<String> endpointProblem() {
        try {
            endpoint();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
