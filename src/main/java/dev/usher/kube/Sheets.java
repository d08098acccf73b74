package dev.usher.kube;

import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Page;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sheets of the waves that one write is about, each worked out once: what did not change is the same set before and after. */
final class Sheets {
    private final IdentityHashMap<Set<Member>, List<Sheet>> known = new IdentityHashMap<>();

    /** What has to be stored before a page names it; none where the page itself has room. */
    List<Sheet> of(Set<Member> members) {
        return members.size() <= StoredRestraint.FEW ? List.of() : known.computeIfAbsent(members, Sheet::of);
    }

    Stream<Sheet> of(Page page) {
        var restraint = page.restraint();
        var waves = Stream.concat(
                restraint.waves().stream(), restraint.rulings().stream().map(Ruling::wave));
        return Stream.concat(
                        waves.map(Wave::members),
                        restraint.takings().parts().stream().map(Taken::members))
                .flatMap(members -> of(members).stream());
    }
}
