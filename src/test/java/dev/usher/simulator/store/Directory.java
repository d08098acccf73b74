package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.protocol.Canonical;
import dev.usher.simulator.protocol.Patch;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
    private final Roster roster;
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
        this(base, clock, groupNamesAreUnique, maxMatches, () -> Dialect.RFC);
    }

    /** An empty app that treats members as the dialect says. */
    public Directory(URI base, Clock clock, boolean groupNamesAreUnique, int maxMatches, Supplier<Dialect> dialect) {
        this.clock = clock;
        this.groupNamesAreUnique = groupNamesAreUnique;
        this.maxMatches = maxMatches;
        this.renderer = new Renderer(base, groups, memberships);
        this.finder = new Finder(memberships, renderer);
        this.roster = new Roster(users, groups, memberships, () -> ++revision, dialect);
    }

    /** From now on a value of this attribute is taken from whoever sends one, and not kept; many apps do so. */
    public void drops(String attribute) {
        dropped.add(attribute);
    }

    public View create(ResourceType type, JsonNode input, Projection projection) {
        return insert(type, Canonical.resource(type, input), projection, Sight.CLEAR);
    }

    /** Creates from a canonical body, of which the directory takes possession. */
    public View insert(ResourceType type, ObjectNode body, Projection projection, Sight sight) {
        activeUnlessSaid(type, body);
        body.remove(dropped);
        return alone(lock.writeLock(), () -> {
            String id = UUID.randomUUID().toString();
            Set<String> members = Roster.takeMembers(body);
            check(type, id, body, members);
            Instant now = now();
            Entry entry = new Entry(id, type, body, now, now, ++revision);
            table(type).put(entry);
            members.forEach(member -> roster.enter(id, member));
            return renderer.view(entry, projection, sight);
        });
    }

    public View read(ResourceType type, String id, Projection projection) {
        return read(type, id, projection, Sight.CLEAR);
    }

    public View read(ResourceType type, String id, Projection projection, Sight sight) {
        return alone(lock.readLock(), () -> renderer.view(known(type, id), projection, sight));
    }

    /** What is stored under the id, which may be nothing. */
    public Optional<Entry> entry(ResourceType type, String id) {
        return alone(lock.readLock(), () -> table(type).get(id));
    }

    /** All that is stored of the type, in the order of creation. */
    public List<Entry> entries(ResourceType type) {
        return alone(lock.readLock(), () -> table(type).all());
    }

    /** Replaces what a client may write; what it leaves out is cleared, except that {@code active} returns to its default, true. */
    public View replace(ResourceType type, String id, String ifMatch, JsonNode input, Projection projection) {
        return put(id, ifMatch, Canonical.resource(type, input), type, projection, Sight.CLEAR);
    }

    /** Stores a canonical body, of which the directory takes possession, in the place of the one before. */
    public View put(String id, String ifMatch, ObjectNode body, ResourceType type, Projection projection, Sight sight) {
        activeUnlessSaid(type, body);
        return alone(lock.writeLock(), () -> {
            Entry before = known(type, id);
            match(before, ifMatch);
            store(before, body);
            return renderer.view(known(type, id), projection, sight);
        });
    }

    public View patch(ResourceType type, String id, String ifMatch, JsonNode request, Projection projection) {
        JsonNode operations = Patch.operations(request);
        return alone(lock.writeLock(), () -> {
            Entry before = known(type, id);
            match(before, ifMatch);
            Optional<List<MembershipPatch.Step>> steps =
                    type == ResourceType.GROUP ? MembershipPatch.steps(operations) : Optional.empty();
            if (steps.isPresent()) {
                if (roster.change(id, steps.get())) {
                    groups.put(before.changed(before.body(), now(), ++revision));
                }
            } else {
                ObjectNode current = before.body().deepCopy();
                if (type == ResourceType.GROUP) {
                    current.set("members", renderer.members(id));
                }
                store(before, Patch.apply(type, current, request));
            }
            return renderer.view(known(type, id), projection, Sight.CLEAR);
        });
    }

    public void delete(ResourceType type, String id, String ifMatch) {
        alone(lock.writeLock(), () -> {
            Entry entry = known(type, id);
            match(entry, ifMatch);
            Set<String> touched = roster.forget(id);
            table(type).remove(entry);
            roster.touch(touched);
            return entry;
        });
    }

    /** Takes the user out of all groups. */
    public void leaveGroups(String id) {
        alone(lock.writeLock(), () -> {
            List.copyOf(memberships.groups(id)).forEach(group -> roster.leave(group, id));
            return id;
        });
    }

    public Listing list(Selection selection) {
        return alone(lock.readLock(), () -> {
            List<Entry> matches = matches(selection);
            int from = Math.min(selection.start() - 1, matches.size());
            int to = (int) Math.min((long) from + selection.count(), matches.size());
            return new Listing(rendered(matches.subList(from, to), selection), matches.size(), selection.start());
        });
    }

    /** All that match, whatever slice is wanted. */
    public List<Entry> matches(Selection selection) {
        return alone(lock.readLock(), () -> {
            List<Entry> matches = new ArrayList<>();
            for (ResourceType type : selection.types()) {
                matches.addAll(finder.matches(table(type), selection));
            }
            if (selection.filter().isPresent() && matches.size() > maxMatches) {
                throw ScimError.tooMany("the filter matches more than " + maxMatches + " resources");
            }
            return matches;
        });
    }

    /** Those of earlier matches who are still there and still shown, as they are now. */
    public List<ObjectNode> shown(List<Entry> earlier, Selection selection) {
        return alone(lock.readLock(), () -> {
            List<Entry> present = earlier.stream()
                    .flatMap(entry -> table(entry.type()).get(entry.id()).stream())
                    .filter(selection.sight()::shows)
                    .toList();
            return rendered(present, selection);
        });
    }

    private List<ObjectNode> rendered(List<Entry> entries, Selection selection) {
        return entries.stream()
                .map(entry -> renderer.body(entry, selection.projection(), selection.sight()))
                .toList();
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

    private Entry known(ResourceType type, String id) {
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
        members.forEach(member -> roster.check(id, member));
    }

    /** Stores what differs, and nothing at all (not even a new version) where nothing does. */
    private void store(Entry before, ObjectNode body) {
        body.remove(dropped);
        Set<String> wanted = Roster.takeMembers(body);
        check(before.type(), before.id(), body, wanted);
        Set<String> present = Set.copyOf(memberships.members(before.id()));
        boolean renamed =
                !before.text("displayName").equals(body.path("displayName").asText());
        if (body.equals(before.body()) && (wanted.equals(present) || before.type() == ResourceType.USER)) {
            return;
        }
        table(before.type()).put(before.changed(body, now(), ++revision));
        if (before.type() == ResourceType.GROUP) {
            present.stream()
                    .filter(member -> !wanted.contains(member))
                    .forEach(member -> roster.leave(before.id(), member));
            wanted.forEach(member -> roster.enter(before.id(), member));
            if (renamed) {
                roster.touch(memberships.under(before.id()));
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
