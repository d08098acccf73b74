package dev.usher.source;

import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Target;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What those who are listed would have no more by a run: not what is left to whoever has gone, to others, or to whom nothing is said. */
final class Taken {
    private final Set<String> paths = new HashSet<>();

    /** What a record asks for. */
    void passes(Step step) {
        switch (step) {
            case Step.Change change -> passes(change);
            // Of whom nobody can tell it: the field is gone from what was answered.
            case Step.Refused refused
            when refused.why().rule() == Rule.NO_STATUS && refused.person().isPresent() ->
                paths.add(Target.STATUS.path());
            case Step.Refused _, Step.Create _, Step.Past _, Step.Unmatched _ -> {}
        }
    }

    private void passes(Step.Change change) {
        var person = change.person();
        if (person.key().isEmpty()) {
            return;
        }
        if (change.life()) {
            loses(person.life(), change.draft().life(), Set.of());
        }
        if (change.rest()) {
            loses(person.values(), change.draft().attributes(), person.left());
        }
    }

    private void loses(Map<String, String> there, Map<String, String> said, Set<String> left) {
        there.keySet().stream()
                .filter(path -> !said.containsKey(path) && !left.contains(path))
                .forEach(paths::add);
    }

    /** Those of some fields of which that is so. */
    Set<String> of(Set<String> fields, Drafting drafting) {
        return drafting.fields().stream()
                .filter(field -> paths.contains(field.name()))
                .flatMap(field -> field.watched().stream())
                .filter(fields::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
