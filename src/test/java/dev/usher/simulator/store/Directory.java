package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.protocol.Canonical;
import dev.usher.simulator.protocol.Patch;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The accounts and groups of one simulated app; every operation is atomic, and throws a ScimError as RFC 7644 says. */
public final class Directory {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Table users = new Table(ResourceType.USER, List.of("userName", "externalId"));
    private final Table groups = new Table(ResourceType.GROUP, List.of("displayName", "externalId"));
    private final Memberships memberships = new Memberships();
    private final Renderer renderer;
    private final Finder finder;
    private final Clock clock;
    private final boolean groupNamesAreUnique;
    private final int maxMatches;
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private long revision;

    /**
     * An empty app.
     *
     * @param base what locations begin with
     * @param groupNamesAreUnique whether a second group of one name is refused; the RFC does not ask for it
     * @param maxMatches above so many matches a filtered query is refused as tooMany
     */
    public Directory(URI base, Clock clock, boolean groupNamesAreUnique, int maxMatches) {
        this.clock = clock;
        this.groupNamesAreUnique = groupNamesAreUnique;
        this.maxMatches = maxMatches;
        this.renderer = new Renderer(base, users, groups, memberships);
        this.finder = new Finder(memberships, renderer);
    }

    /** From now on a value of this attribute is taken from whoever sends one, and not kept; many apps do so. */
    public void drops(String attribute) {
        dropped.add(attribute);
    }

    public View create(ResourceType type, JsonNode input, Projection projection) {
        ObjectNode body = Canonical.resource(type, input);
        activeUnlessSaid(type, body);
        body.remove(dropped);
        return alone(lock.writeLock(), () -> {
            String id = UUID.randomUUID().toString();
            Set<String> members = takeMembers(body);
            check(type, id, body, members);
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Entry entry = new Entry(id, type, body, now, now, ++revision);
            table(type).put(entry);
            members.forEach(member -> enter(id, member));
            return renderer.view(entry, projection);
        });
    }

    public View read(ResourceType type, String id, Projection projection) {
        return alone(lock.readLock(), () -> renderer.view(entry(type, id), projection));
    }

    /** Replaces what a client may write; what it leaves out is cleared, except that {@code active} returns to its default, true. */
    public View replace(ResourceType type, String id, String ifMatch, JsonNode input, Projection projection) {
        ObjectNode body = Canonical.resource(type, input);
        activeUnlessSaid(type, body);
        return alone(lock.writeLock(), () -> {
            Entry before = entry(type, id);
            match(before, ifMatch);
            store(before, body);
            return renderer.view(entry(type, id), projection);
        });
    }

    public View patch(ResourceType type, String id, String ifMatch, JsonNode request, Projection projection) {
        JsonNode operations = Patch.operations(request);
        return alone(lock.writeLock(), () -> {
            Entry before = entry(type, id);
            match(before, ifMatch);
            Optional<List<MembershipPatch.Step>> steps =
                    type == ResourceType.GROUP ? MembershipPatch.steps(operations) : Optional.empty();
            if (steps.isPresent()) {
                change(before, steps.get());
            } else {
                ObjectNode current = before.body().deepCopy();
                if (type == ResourceType.GROUP) {
                    current.set("members", renderer.members(id));
                }
                store(before, Patch.apply(type, current, request));
            }
            return renderer.view(entry(type, id), projection);
        });
    }

    public void delete(ResourceType type, String id, String ifMatch) {
        alone(lock.writeLock(), () -> {
            Entry entry = entry(type, id);
            match(entry, ifMatch);
            Set<String> touched = new LinkedHashSet<>(memberships.under(id));
            touched.addAll(memberships.groups(id));
            memberships.forget(id);
            table(type).remove(entry);
            touch(touched);
            return entry;
        });
    }

    public Listing list(Selection selection) {
        return alone(lock.readLock(), () -> {
            List<Entry> matches = new ArrayList<>();
            for (ResourceType type : selection.types()) {
                matches.addAll(finder.matches(table(type), selection));
            }
            if (selection.filter().isPresent() && matches.size() > maxMatches) {
                throw ScimError.tooMany("the filter matches more than " + maxMatches + " resources");
            }
            int from = Math.min(selection.start() - 1, matches.size());
            int to = (int) Math.min((long) from + selection.count(), matches.size());
            List<ObjectNode> page = matches.subList(from, to).stream()
                    .map(entry -> renderer.body(entry, selection.projection()))
                    .toList();
            return new Listing(page, matches.size(), selection.start());
        });
    }

    /** The ids of the resources whose indexed attribute has the value. */
    public List<String> ids(ResourceType type, String attribute, String value) {
        return alone(lock.readLock(), () -> List.copyOf(table(type).ids(attribute, value)));
    }

    private static <T> T alone(Lock held, Supplier<T> action) {
        held.lock();
        try {
            return action.get();
        } finally {
            held.unlock();
        }
    }

    private static void activeUnlessSaid(ResourceType type, ObjectNode body) {
        if (type == ResourceType.USER && !body.has("active")) {
            body.put("active", true);
        }
    }

    private Table table(ResourceType type) {
        return type == ResourceType.USER ? users : groups;
    }

    private Entry entry(ResourceType type, String id) {
        return table(type).get(id).orElseThrow(() -> ScimError.of(404, type.label() + " not found"));
    }

    private static void match(Entry entry, String ifMatch) {
        boolean fits = Stream.of(ifMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.isEmpty() || tag.equals("*") || tag.equals(entry.version()));
        if (!fits) {
            throw ScimError.of(412, "the resource has changed");
        }
    }

    private void check(ResourceType type, String id, ObjectNode body, Set<String> members) {
        String unique = type == ResourceType.USER ? "userName" : "displayName";
        boolean taken =
                table(type).ids(unique, body.path(unique).asText()).stream().anyMatch(other -> !other.equals(id));
        if (taken && (type == ResourceType.USER || groupNamesAreUnique)) {
            throw ScimError.uniqueness(unique + " is taken");
        }
        members.forEach(member -> checkMember(id, member));
    }

    private void checkMember(String group, String member) {
        if (member.equals(group) || !(users.has(member) || groups.has(member))) {
            throw ScimError.invalidValue("members names a resource that does not exist here");
        }
    }

    private static Set<String> takeMembers(ObjectNode body) {
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

    /** Stores what differs, and nothing at all (not even a new version) where nothing does. */
    private void store(Entry before, ObjectNode body) {
        body.remove(dropped);
        Set<String> wanted = takeMembers(body);
        check(before.type(), before.id(), body, wanted);
        Set<String> present = Set.copyOf(memberships.members(before.id()));
        boolean renamed =
                !before.text("displayName").equals(body.path("displayName").asText());
        if (body.equals(before.body()) && (wanted.equals(present) || before.type() == ResourceType.USER)) {
            return;
        }
        table(before.type()).put(before.changed(body, clock.instant().truncatedTo(ChronoUnit.MILLIS), ++revision));
        if (before.type() == ResourceType.GROUP) {
            present.stream().filter(member -> !wanted.contains(member)).forEach(member -> leave(before.id(), member));
            wanted.forEach(member -> enter(before.id(), member));
            if (renamed) {
                touch(memberships.under(before.id()));
            }
        }
    }

    /** Applies membership steps to the live group, and takes back the done ones where a later one is refused. */
    private void change(Entry group, List<MembershipPatch.Step> steps) {
        List<Runnable> undo = new ArrayList<>();
        try {
            for (MembershipPatch.Step step : steps) {
                step.members().forEach(member -> change(group.id(), step, member, undo));
            }
        } catch (ScimError e) {
            undo.reversed().forEach(Runnable::run);
            throw e;
        }
        if (!undo.isEmpty()) {
            groups.put(group.changed(group.body(), clock.instant().truncatedTo(ChronoUnit.MILLIS), ++revision));
        }
    }

    private void change(String group, MembershipPatch.Step step, String member, List<Runnable> undo) {
        if (step.add()) {
            checkMember(group, member);
            if (enter(group, member)) {
                undo.add(() -> leave(group, member));
            }
        } else if (leave(group, member)) {
            undo.add(() -> enter(group, member));
        } else if (step.strict()) {
            throw ScimError.noTarget("no value matches the path");
        }
    }

    private boolean enter(String group, String member) {
        boolean changed = memberships.add(group, member);
        if (changed) {
            touch(memberships.under(member));
        }
        return changed;
    }

    private boolean leave(String group, String member) {
        boolean changed = memberships.remove(group, member);
        if (changed) {
            touch(memberships.under(member));
        }
        return changed;
    }

    private void touch(Set<String> ids) {
        ids.forEach(id -> {
            users.get(id).ifPresent(user -> users.put(user.touched(++revision)));
            groups.get(id).ifPresent(group -> groups.put(group.touched(++revision)));
        });
    }
}
