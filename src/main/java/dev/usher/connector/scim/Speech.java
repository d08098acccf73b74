package dev.usher.connector.scim;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How one session speaks: what is said of its app, and what it finds out itself while it speaks.
 *
 * <p>It finds out by what the app certainly refused, of a change that was due; each thing is tried in another form once.
 */
final class Speech {
    private final Set<Setting<?>> tried = new HashSet<>();
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

    /** Whether what was refused is to be sent once more. */
    enum Trial {
        /** Somebody said how to speak, or that form was tried before. */
        NONE,
        /** Nobody has tried it in this form. */
        FIRST,
        /** Others have found out meanwhile that another form is wanted. */
        ANOTHERS
    }

    /**
     * Speaks otherwise from now on, after a refusal.
     *
     * @param sent how the refused request was made
     */
    synchronized <T> Trial tries(Setting<T> setting, T value, Dialect sent) {
        var first = tried.add(setting);
        if (first) {
            take(layers.learning(setting, value));
        }
        if (sent.equals(now.dialect())) {
            return Trial.NONE;
        }
        return first ? Trial.FIRST : Trial.ANOTHERS;
    }

    /** That form was refused, too, which whoever tried it first can tell. */
    synchronized void givesUp(Setting<?> setting, Trial trial) {
        if (trial == Trial.FIRST) {
            take(layers.forgetting(setting));
        }
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
