package dev.usher.audit;

import dev.usher.domain.access.RoleKey;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Decided;
import java.util.Optional;

/** What decisions say beyond what the schema has a place for. */
final class Particulars {
    private Particulars() {}

    static Optional<RoleKey> role(Decided.What what) {
        return switch (what) {
            case Decided.What.CauseBegins cause -> Optional.of(cause.role());
            case Decided.What.CauseEnds cause -> Optional.of(cause.role());
            case Decided.What.State state -> Optional.empty();
            case Decided.What.Locks locks -> Optional.empty();
            case Decided.What.Unlocks unlocks -> Optional.empty();
            case Decided.What.Preserves preserves -> Optional.empty();
            case Decided.What.Unpreserves unpreserves -> Optional.empty();
            case Decided.What.Holds holds -> Optional.empty();
            case Decided.What.Releases releases -> Optional.empty();
            case Decided.What.Decides decides -> Optional.empty();
            case Decided.What.Keeps keeps -> Optional.empty();
            case Decided.What.Phase phase -> Optional.empty();
            case Decided.What.Adopts adopts -> Optional.empty();
            case Decided.What.Waives waives -> Optional.empty();
        };
    }

    static void more(Decided decided, Line line, Line.Fields chain) {
        line.with("decision", decided.what().getClass().getSimpleName()).with("reason", decided.why());
        switch (decided.what()) {
            case Decided.What.CauseBegins cause -> cause(line, cause.kind(), cause.via());
            case Decided.What.CauseEnds cause -> cause(line, cause.kind(), cause.via());
            case Decided.What.State state -> line.with("from", state.from()).with("to", state.to());
            case Decided.What.Phase phase -> line.with("from", phase.from()).with("to", phase.to());
            case Decided.What.Holds holds -> wave(line, holds.wave());
            case Decided.What.Releases releases -> wave(line, releases.wave());
            case Decided.What.Keeps keeps -> wave(line, keeps.wave());
            case Decided.What.Decides decides ->
                line.with("word", decides.decision())
                        .with("wave", one -> one.with("id", decides.wave()).with("members", decides.members()));
            case Decided.What.Locks locks -> line.with("lock_kind", locks.kind());
            case Decided.What.Unlocks unlocks -> {}
            case Decided.What.Preserves preserves -> {}
            case Decided.What.Unpreserves unpreserves -> {}
            case Decided.What.Adopts adopts -> {}
            case Decided.What.Waives waives -> {}
        }
        line.with(
                "about",
                about -> about.with("kind", decided.about().kind())
                        .with("namespace", decided.about().namespace())
                        .with("name", decided.about().name()));
        decided.actor().ifPresent(who -> line.with("actor_verified", who.verified()));
        line.with("stated_reason", decided.stated());
        chain.write(line);
    }

    private static void cause(Line line, String kind, Optional<RoleKey> via) {
        line.with("cause", kind).with("via", via.map(role -> role.namespace() + "/" + role.name()));
    }

    private static void wave(Line line, Wave wave) {
        line.with(
                "wave",
                one -> one.with("id", wave.id())
                        .with("count", wave.amount())
                        .with("limit", wave.key().limit().setting()));
    }
}
