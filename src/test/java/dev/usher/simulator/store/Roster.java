package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.protocol.ScimError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Changes who is in which group, and gives everybody whose groups that changes a new version; the caller holds the directory's lock. */
final class Roster {
    private final Table users;
    private final Table groups;
    private final Memberships memberships;
    private final LongSupplier revisions;
    private final Supplier<Dialect> dialect;

    Roster(Table users, Table groups, Memberships memberships, LongSupplier revisions, Supplier<Dialect> dialect) {
        this.dialect = dialect;
        this.users = users;
        this.groups = groups;
        this.memberships = memberships;
        this.revisions = revisions;
    }

    /** Takes the members out of a group's body. */
    static Set<String> takeMembers(ObjectNode body) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode member : body.path("members")) {
            if (!member.hasNonNull("value")) {
                throw ScimError.invalidValue("a member needs a value");
            }
            ids.add(member.path("value").asText());
        }
        body.remove("members");
        return ids;
    }

    void check(String group, String member) {
        boolean unknown = !(users.has(member) || groups.has(member));
        Groups.UnknownMembers policy = dialect.get().choice(Groups.UnknownMembers.REFUSED_400);
        if (unknown && policy == Groups.UnknownMembers.REFUSED_404) {
            throw ScimError.of(404, "members names a resource that does not exist here");
        }
        if (member.equals(group) || (unknown && policy == Groups.UnknownMembers.REFUSED_400)) {
            throw ScimError.invalidValue("members names a resource that does not exist here");
        }
    }

    /** Applies the steps, and takes back the done ones where a later one is refused; whether anything has changed. */
    boolean change(String group, List<MembershipPatch.Step> steps) {
        List<Runnable> undo = new ArrayList<>();
        try {
            for (MembershipPatch.Step step : steps) {
                step.members().forEach(member -> change(group, step, member, undo));
            }
        } catch (ScimError e) {
            undo.reversed().forEach(Runnable::run);
            throw e;
        }
        return !undo.isEmpty();
    }

    private void change(String group, MembershipPatch.Step step, String member, List<Runnable> undo) {
        if (step.add()) {
            check(group, member);
            if (enter(group, member)) {
                undo.add(() -> leave(group, member));
            } else if (dialect.get().has(Groups.Oddity.DUPLICATE_MEMBERS)) {
                memberships.addAgain(group, member);
            }
        } else if (leave(group, member)) {
            undo.add(() -> enter(group, member));
        } else if (step.strict()) {
            throw ScimError.noTarget("no value matches the path");
        }
    }

    boolean enter(String group, String member) {
        boolean changed = memberships.add(group, member);
        if (changed) {
            touch(memberships.under(member));
        }
        return changed;
    }

    boolean leave(String group, String member) {
        boolean changed = memberships.remove(group, member);
        if (changed) {
            touch(memberships.under(member));
        }
        return changed;
    }

    /** Forgets a resource that is to be deleted; whom that touches. */
    Set<String> forget(String id) {
        Set<String> touched = new LinkedHashSet<>(memberships.under(id));
        touched.addAll(memberships.groups(id));
        memberships.forget(id);
        return touched;
    }

    void touch(Set<String> ids) {
        ids.forEach(id -> {
            users.get(id).ifPresent(user -> users.put(user.touched(revisions.getAsLong())));
            groups.get(id).ifPresent(group -> groups.put(group.touched(revisions.getAsLong())));
        });
    }
}
