package dev.usher.connector.scim;

import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * The dialect that follows from all that is said, and who said each of its values.
 *
 * @param capabilities one for each setting
 */
record Resolution(Dialect dialect, List<Capability> capabilities) {
    Resolution {
        capabilities = List.copyOf(capabilities);
    }

    /** What each source says, from the strongest to the weakest. */
    record Layers(Layer spec, Layer preset, Layer learned, Layer discovered) {
        private Layer of(Origin origin) {
            return switch (origin) {
                case spec -> spec;
                case preset -> preset;
                case learned -> learned;
                case discovered -> discovered;
                case defaulted -> Layer.SILENT;
            };
        }

        /** The same with what the app says of itself. */
        Layers discovering(Layer said) {
            return new Layers(spec, preset, learned, said);
        }

        /** The same with what was found out. */
        <T> Layers learning(Setting<T> setting, T value) {
            return new Layers(spec, preset, learned.with(setting, value), discovered);
        }

        /** Whether somebody says it who is asked before the app. */
        boolean isSaidByPeople(Setting<?> setting) {
            return spec.value(setting).isPresent() || preset.value(setting).isPresent();
        }

        /** What holds. */
        <T> T value(Setting<T> setting) {
            return choose(setting).value();
        }

        private <T> Chosen<T> choose(Setting<T> setting) {
            for (var origin : Origin.values()) {
                var value = of(origin).value(setting);
                if (value.isPresent() && setting.said().admits(origin)) {
                    return new Chosen<>(setting, value.get(), origin);
                }
            }
            return new Chosen<>(setting, setting.standard(), Origin.defaulted);
        }
    }

    private record Chosen<T>(Setting<T> setting, T value, Origin origin) {
        private Capability capability() {
            return new Capability(setting.name(), setting.values().text(value), origin);
        }
    }

    static Resolution of(Layers layers) {
        var capabilities = new ArrayList<Capability>();
        Setting.ALL.forEach(setting -> capabilities.add(layers.choose(setting).capability()));
        var dialect = Dialect.of(new Dialect.Choices() {
            @Override
            public <T> T of(Setting<T> setting) {
                return layers.value(setting);
            }
        });
        return new Resolution(dialect, capabilities);
    }
}
