package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Learned;
import dev.usher.domain.access.Mapping;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.LaneHealth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What was found out about an app while its accounts were written, kept in its status for the process that comes next. */
final class Learnings {
    static final String UNKEPT = "unkeptAttributes";
    private static final String LEARNED = "learned";
    private static final String BETWEEN = ", ";
    private static final int LONGEST = 256;

    private Learnings() {}

    /** As entries of a status; of more names than there is room for the rest is found out again. */
    static Stream<TargetAppStatus.CapabilityEntry> entries(LaneHealth health) {
        var fitting = new ArrayList<String>();
        var length = 0;
        for (var name : health.unkept()) {
            length += name.length() + BETWEEN.length();
            if (length <= LONGEST) {
                fitting.add(name);
            }
        }
        return fitting.isEmpty()
                ? Stream.empty()
                : Stream.of(new TargetAppStatus.CapabilityEntry(UNKEPT, String.join(BETWEEN, fitting), LEARNED));
    }

    /** The attributes that are recorded as kept of nobody in this tenant. */
    static List<String> unkept(TargetApp app, Tenant tenant) {
        return Tenancy.recorded(app).filter(tenant::equals).isPresent() ? unkept(app.getStatus()) : List.of();
    }

    /** How the app has to be spoken to, as it was recorded of this tenant. */
    static Learned learned(TargetApp app, Tenant tenant) {
        return Tenancy.recorded(app).filter(tenant::equals).isPresent()
                ? new Learned(app.getStatus().capabilities().stream()
                        .filter(entry ->
                                entry.origin().equals(LEARNED) && !entry.name().equals(UNKEPT))
                        .map(entry -> new Capability(entry.name(), entry.value(), Capability.Origin.learned))
                        .toList())
                : Learned.NOTHING;
    }

    private static List<String> unkept(TargetAppStatus status) {
        return status.capabilities().stream()
                .filter(entry -> entry.name().equals(UNKEPT))
                .flatMap(entry -> Arrays.stream(entry.value().split(BETWEEN)))
                .toList();
    }

    /** What of the mapping an app is not told since it says that it has no place for it, where the status is about to say so, or somebody edited it. */
    static Optional<String> leftOut(TargetApp app, Mapping mapping, TargetAppStatus next) {
        var before = Optional.ofNullable(app.getStatus())
                .filter(status -> Objects.equals(status.observedGeneration(), next.observedGeneration()));
        var names = new TreeSet<>(leftOut(next));
        names.retainAll(mapping.atCreation());
        before.map(Learnings::leftOut).ifPresent(names::removeAll);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the app says in its schema that it has no place for `%s`, or sets it alone: no account is given it, but what a Role sets; map it with `when: Never`, or set `attributes.leftOut`, or `manager.form`, in `spec.connector.scim.settings` if that is not so"
                                .formatted(String.join("`, `", names)));
    }

    private static Set<String> leftOut(TargetAppStatus status) {
        return new Capabilities(status.capabilities().stream()
                        .filter(entry -> entry.origin().equals(Capability.Origin.discovered.name()))
                        .map(entry -> new Capability(entry.name(), entry.value(), Capability.Origin.discovered))
                        .toList())
                .leftOut();
    }

    /** What people have to be told once, where the status is about to say more than it does. */
    static Optional<String> news(TargetApp app, TargetAppStatus next) {
        var more = new ArrayList<>(unkept(next));
        more.removeAll(
                Optional.ofNullable(app.getStatus()).map(Learnings::unkept).orElse(List.of()));
        return more.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the app takes `%s` and keeps it of nobody: it is sent to new accounts, and else once a day; map it with `when: Never` if that is how the app is"
                                .formatted(String.join("`, `", more)));
    }
}
