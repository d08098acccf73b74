package dev.usher.connector.scim;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How one session speaks: what is said of its app, and what it finds out itself while it speaks.
 *
 * <p>It finds out by what the app certainly refused, of a change that was due, and then did in another form.
 */
final class Speech {
    private final Set<Setting<?>> refused = new HashSet<>();
    private Resolution.Layers layers;
    private List<Capability> more = List.of();
    private volatile Known now;

    private record Known(Dialect dialect, Capabilities capabilities) {}

    Speech(Resolution.Layers layers) {
        this.layers = layers;
        this.now = known(layers);
    }

    Dialect dialect() {
        return now.dialect();
    }

    /** Whether the app is to be asked how it shows who is in a group. */
    synchronized boolean wantsToKnowOfMembers() {
        return now.dialect().memberships().groups() && !layers.isSaidByPeople(Setting.MEMBERS_READ);
    }

    /** The same object until something is found out. */
    Capabilities capabilities() {
        return now.capabilities();
    }

    /**
     * What the app says of itself.
     *
     * @param beside what else is to be shown
     */
    synchronized void discovers(Layer said, List<Capability> beside) {
        more = List.copyOf(beside);
        take(layers.discovering(said));
    }

    /**
     * In which form what was refused is to be sent once more; empty where somebody said how to speak, or the app refused that form,
     * too. Nobody else speaks so before it is {@link #learns learned}.
     *
     * @param sent how the refused request was made; others may have found out another form meanwhile
     */
    synchronized <T> Optional<Dialect> otherwise(Setting<T> setting, T value, Dialect sent) {
        if (!sent.equals(now.dialect())) {
            return Optional.of(now.dialect());
        }
        return refused.contains(setting)
                ? Optional.empty()
                : Optional.of(Resolution.of(layers.learning(setting, value)).dialect())
                        .filter(other -> !other.equals(sent));
    }

    /** The app did in this form what it had refused in another one. */
    synchronized <T> void learns(Setting<T> setting, T value) {
        take(layers.learning(setting, value));
    }

    /** What was found without one of several things is looked for without it from now on. */
    synchronized <T> void learnsToDoWithout(Setting<List<T>> setting, T one) {
        take(layers.learning(
                setting,
                layers.value(setting).stream()
                        .filter(other -> !other.equals(one))
                        .toList()));
    }

    /** It was refused in both, and so for something else. */
    synchronized void isRefusedBoth(Setting<?> setting) {
        refused.add(setting);
    }

    private void take(Resolution.Layers next) {
        layers = next;
        now = known(next);
    }

    private Known known(Resolution.Layers from) {
        var resolution = Resolution.of(from);
        var all = Stream.concat(more.stream(), resolution.capabilities().stream());
        return new Known(resolution.dialect(), new Capabilities(all.toList()));
    }
}
