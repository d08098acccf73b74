package dev.usher.sync;

import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.plan.Correlation;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The digest of what a decision asks for, by which an answer is matched to its question. */
public final class Aims {
    private Aims() {}

    /** Empty where nothing is asked for. */
    public static Optional<Applied> of(Decision decision, Digests digests) {
        return switch (decision) {
            case Decision.Want want when want.isAwaited() -> Optional.of(awaited(want, digests));
            case Decision.Want want -> Optional.of(digests.wanted(want.account(), want.frozen(), peculiar(want)));
            case Decision.Trim trim ->
                Optional.of(digests.trimmed(trim.kept(), trim.terms().peculiar()));
            case Decision.Disabled disabled ->
                Optional.of(digests.reduced(disabled(disabled.why()), peculiar(disabled)));
            case Decision.Absent absent -> Optional.of(digests.reduced("absent", Collections.emptySortedMap()));
            case Decision.Hold hold -> Optional.empty();
            case Decision.Planned plan -> of(plan.would(), digests).map(aim -> planned(plan, aim, digests));
        };
    }

    /** What was confirmed of an account that is to be deleted, and is disabled until what it owns is handed over. */
    public static Applied halfway(Digests digests) {
        return digests.reduced("disabled, to be absent", Collections.emptySortedMap());
    }

    /** What was confirmed of an account that is shut as decided, and whose holder knows its password yet. */
    public static Applied shut(Applied aim, Digests digests) {
        return digests.reduced("shut", new TreeMap<>(Map.of("but", aim.text())));
    }

    /** The digests of what may have been asked for in a first pass; none where there is no second one. */
    public static Set<Applied> ofFirstPass(Decision decision, Digests digests) {
        if (!(decision instanceof Decision.Want want)
                || Collections.disjoint(want.account().attributes().values().keySet(), SecondPass.NAMES)) {
            return Set.of();
        }
        return Stream.of(
                        want.account().awaiting(SecondPass.NAMES),
                        want.account().without(SecondPass.NAMES))
                .flatMap(first -> of(want.of(first), digests).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether there is an account of these keys, wherever none is made; what it would look like is no part of that. */
    static Applied awaited(Correlation.Sought sought, Digests digests) {
        return digests.reduced("awaited", keys(sought));
    }

    private static Applied awaited(Decision.Want want, Digests digests) {
        var keys = keys(Correlation.Sought.by(want.account()));
        want.link().ifPresent(id -> keys.put("link", id.value()));
        return digests.reduced("awaited", keys);
    }

    private static SortedMap<String, String> keys(Correlation.Sought sought) {
        return new TreeMap<>(Map.of("externalId", sought.externalId(), "userName", sought.userName()));
    }

    /** What would be done is another question than that it be done. */
    private static Applied planned(Decision.Planned plan, Applied would, Digests digests) {
        return digests.reduced(plan.takesOver() ? "planned" : "observed", new TreeMap<>(Map.of("would", would.text())));
    }

    /** Whether sessions were ended is part of the question, so that the answer lasts as the rest of it does. */
    private static SortedMap<String, String> peculiar(Decision.Disabled disabled) {
        if (disabled.locks().isEmpty()) {
            return disabled.terms().peculiar();
        }
        var all = more(disabled, "locks", disabled.locks().stream().sorted().collect(Collectors.joining("\n")));
        if (disabled.endsSessions()) {
            all.put("sessions", "ended");
        }
        return all;
    }

    /** Whoever links an account asks anew. */
    private static SortedMap<String, String> peculiar(Decision.Want want) {
        return want.link()
                .map(id -> more(want, "link", id.value()))
                .orElseGet(() -> want.terms().peculiar());
    }

    private static SortedMap<String, String> more(Decision decision, String name, String value) {
        var all = new TreeMap<>(decision.terms().peculiar());
        all.put(name, value);
        return all;
    }

    /** Each lock is a question of its own: what an app said before it was asked about says nothing of now. */
    private static String disabled(Why why) {
        if (why == Why.Locked) {
            return "locked";
        }
        return why.takesEntitlements() ? "disabled, bare" : "disabled";
    }
}
