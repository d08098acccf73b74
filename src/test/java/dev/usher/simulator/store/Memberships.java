package dev.usher.simulator.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is directly in which group, both ways round; guarded by the directory's lock. */
final class Memberships {
    private final Map<String, Set<String>> membersOf = new HashMap<>();
    private final Map<String, Set<String>> groupsOf = new HashMap<>();
    private final Map<String, List<String>> again = new HashMap<>();

    Set<String> members(String group) {
        return Collections.unmodifiableSet(membersOf.getOrDefault(group, Set.of()));
    }

    Set<String> groups(String member) {
        return Collections.unmodifiableSet(groupsOf.getOrDefault(member, Set.of()));
    }

    /** The members as a client reads them: those that were added again come again. */
    List<String> listed(String group) {
        List<String> listed = new ArrayList<>(members(group));
        listed.addAll(again.getOrDefault(group, List.of()));
        return listed;
    }

    boolean has(String group, String member) {
        return members(group).contains(member);
    }

    /** Lists a member of the group once more. */
    void addAgain(String group, String member) {
        again.computeIfAbsent(group, _ -> new ArrayList<>()).add(member);
    }

    boolean add(String group, String member) {
        groupsOf.computeIfAbsent(member, _ -> new LinkedHashSet<>()).add(group);
        return membersOf.computeIfAbsent(group, _ -> new LinkedHashSet<>()).add(member);
    }

    boolean remove(String group, String member) {
        groupsOf.getOrDefault(member, new LinkedHashSet<>()).remove(group);
        again.getOrDefault(group, new ArrayList<>()).removeIf(member::equals);
        return membersOf.getOrDefault(group, new LinkedHashSet<>()).remove(member);
    }

    /** Forgets a deleted user or group on both sides. */
    void forget(String id) {
        List.copyOf(members(id)).forEach(member -> remove(id, member));
        List.copyOf(groups(id)).forEach(group -> remove(group, id));
        membersOf.remove(id);
        again.remove(id);
        groupsOf.remove(id);
    }

    /** Every group that holds the member, with true where directly; nested groups count (RFC 7643 section 4.1.2). */
    Map<String, Boolean> groupsInAll(String member) {
        Map<String, Boolean> found = new LinkedHashMap<>();
        groups(member).forEach(group -> found.put(group, true));
        Deque<String> open = new ArrayDeque<>(found.keySet());
        while (!open.isEmpty()) {
            for (String outer : groups(open.remove())) {
                if (found.putIfAbsent(outer, false) == null) {
                    open.add(outer);
                }
            }
        }
        return found;
    }

    /** The id itself and, if it is a group, everything in it at any depth. */
    Set<String> under(String id) {
        Set<String> found = new LinkedHashSet<>(Set.of(id));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (String member : members(open.remove())) {
                if (found.add(member)) {
                    open.add(member);
                }
            }
        }
        return found;
    }
}
