package dev.usher.controller;

import dev.usher.api.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets everybody whom an edit of a role, an app or a policy touches be decided anew, some at a time, and knows how many are.
 *
 * <p>The sweep is in the background: whoever is edited, or falls due, waits behind {@link #AT_A_TIME} users and not behind all
 * of them. Edits of many resources share it, so that a user whom several of them touch is decided once.
 */
final class Rollouts {
    /** How many users are asked to be looked at, and have not been. */
    static final int AT_A_TIME = 64;

    /** How many of them one edit may ask for before others have their turn. */
    private static final int AT_ONCE = 16;

    /** After this somebody who was not looked at is not waited for: the framework may have nothing to look at. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);

    private static final long UNASKED = Long.MAX_VALUE;

    private final Consumer<ResourceID> look;
    private final Predicate<ResourceID> isThere;
    private final InstantSource clock;
    private final Map<String, Rollout> running = new LinkedHashMap<>();
    private final Map<String, Long> over = new HashMap<>();
    private final Map<ResourceID, Instant> asked = new HashMap<>();
    private long marks;

    /** One edit on its way to everybody. */
    private record Rollout(
            long generation,
            long began,
            long since,
            int touched,
            Set<ResourceID> unseen,
            Set<ResourceID> open,
            Runnable whenOver) {}

    /**
     * How far an edit is.
     *
     * @param settled how many of those whom it touches were decided with it, and every app has answered
     */
    record Progress(int settled, int touched) {
        /** What is said of a resource that would be ready, were it not for those who still wait for it. */
        List<Condition> over(List<Condition> said, Conditions conditions) {
            if (!Conditions.areReady(said)) {
                return said;
            }
            var all = new ArrayList<>(conditions
                    .reconciling(
                            "Unknown",
                            Reason.RollingOut.name(),
                            "%,d of %,d users whom the edit touches are settled".formatted(settled, touched))
                    .list());
            said.stream().filter(condition -> !condition.type().equals("Ready")).forEach(all::add);
            return List.copyOf(all);
        }
    }

    /**
     * No rollouts yet.
     *
     * @param look lets a user be decided
     * @param isThere whether there is such a user
     */
    Rollouts(Consumer<ResourceID> look, Predicate<ResourceID> isThere, InstantSource clock) {
        this.look = look;
        this.isThere = isThere;
        this.clock = clock;
    }

    /** To be taken before anything is read that a user is decided from. */
    synchronized long mark() {
        return marks;
    }

    /**
     * An edit is in the caches; it is known by uid and generation.
     *
     * @param settledBefore whether its status says that everybody is settled, as an earlier process may have said
     * @param touched those who have to be decided with it
     * @param whenOver hears that all of them are settled, where somebody had to be waited for
     */
    synchronized void begin(HasMetadata resource, boolean settledBefore, Set<ResourceID> touched, Runnable whenOver) {
        var uid = resource.getMetadata().getUid();
        var generation = Translate.generation(resource);
        if (isNew(uid, generation, settledBefore)) {
            over.remove(uid);
            run(uid, generation, touched, Set.of(), whenOver);
        }
    }

    /**
     * The same where what the edit means has changed since.
     *
     * @param others who have to be looked at, and whom nobody waits for to be settled
     */
    synchronized void anew(HasMetadata resource, Set<ResourceID> touched, Set<ResourceID> others, Runnable whenOver) {
        var uid = resource.getMetadata().getUid();
        over.remove(uid);
        run(uid, Translate.generation(resource), touched, others, whenOver);
    }

    /** Whom an edit before this one has not reached yet is touched by both. */
    private void run(String uid, long generation, Set<ResourceID> touched, Set<ResourceID> others, Runnable whenOver) {
        var all = new LinkedHashSet<>(touched);
        Optional.ofNullable(running.get(uid)).ifPresent(before -> all.addAll(before.open()));
        var unseen = new LinkedHashSet<>(all);
        unseen.addAll(others);
        if (unseen.isEmpty()) {
            end(uid, generation);
            return;
        }
        var began = ++marks;
        // Whom an earlier one has not reached is waited for by whoever waits for that.
        var since = Optional.ofNullable(running.get(uid))
                .filter(before -> !before.unseen().isEmpty())
                .map(Rollout::since)
                .orElse(began);
        running.put(uid, new Rollout(generation, began, since, all.size(), unseen, all, whenOver));
        feed();
    }

    private boolean isKnown(String uid, long generation) {
        return Optional.ofNullable(running.get(uid))
                        .filter(there -> there.generation() >= generation)
                        .isPresent()
                || over.getOrDefault(uid, -1L) >= generation;
    }

    /**
     * How far the edit is that a resource shows; empty where everybody is settled.
     *
     * @param settledBefore whether its status says so, as an earlier process may have said
     * @param touched whom it touches, where it has not begun; empty where that cannot be told yet
     */
    Optional<Progress> of(
            HasMetadata resource,
            boolean settledBefore,
            Supplier<Optional<Set<ResourceID>>> touched,
            Runnable whenOver) {
        var uid = resource.getMetadata().getUid();
        if (isNew(uid, Translate.generation(resource), settledBefore)) {
            var all = touched.get();
            if (all.isEmpty()) {
                return Optional.of(new Progress(0, 0));
            }
            begin(resource, settledBefore, all.get(), whenOver);
        }
        return progress(uid);
    }

    private synchronized boolean isNew(String uid, long generation, boolean settledBefore) {
        if (!isKnown(uid, generation) && settledBefore) {
            over.put(uid, generation);
        }
        return !isKnown(uid, generation);
    }

    private synchronized Optional<Progress> progress(String uid) {
        Optional.ofNullable(running.get(uid))
                .ifPresent(rollout -> rollout.open().removeIf(user -> !isThere.test(user)));
        feed();
        return Optional.ofNullable(running.get(uid))
                .map(rollout -> new Progress(rollout.touched() - rollout.open().size(), rollout.touched()));
    }

    /** A resource is not there any more, which nobody can be told of: those whom it touched are decided without it. */
    synchronized void deleted(HasMetadata resource, Set<ResourceID> touched) {
        anew(resource.getMetadata().getUid(), touched);
    }

    /** What is no edit of a resource, so that nobody asks how far it is: those whom it touches are decided anew. */
    synchronized void anew(String what, Set<ResourceID> touched) {
        over.remove(what);
        run(what, UNASKED, touched, Set.of(), () -> {});
    }

    /**
     * A user was looked at.
     *
     * @param mark that was taken before
     * @param settled whether every app has answered to what was decided
     */
    synchronized void seen(ResourceID user, long mark, boolean settled) {
        asked.remove(user);
        for (var rollout : running.values()) {
            if (rollout.began() <= mark) {
                rollout.unseen().remove(user);
                if (settled) {
                    rollout.open().remove(user);
                }
            }
        }
        feed();
    }

    /** Whether an edit is not with everybody yet. */
    synchronized boolean isRunning(HasMetadata resource) {
        return running.containsKey(resource.getMetadata().getUid());
    }

    /** Whether everybody whom an edit touches was looked at, settled or not. */
    synchronized boolean isSwept(HasMetadata resource) {
        return Optional.ofNullable(running.get(resource.getMetadata().getUid()))
                .filter(rollout -> !rollout.unseen().isEmpty())
                .isEmpty();
    }

    /** The same of everything that was on its way at a mark: edits that come later make nobody wait. */
    synchronized boolean areSwept(long mark) {
        return running.values().stream()
                .filter(rollout -> rollout.since() <= mark)
                .allMatch(rollout -> rollout.unseen().isEmpty());
    }

    /** Nothing is decided about this user here any more. */
    void gone(ResourceID user) {
        seen(user, Long.MAX_VALUE, true);
    }

    /** Those who ask take turns, so that users who never come back keep nobody else's edit from going on. */
    private void feed() {
        var now = clock.instant();
        var lost = asked.entrySet().stream()
                .filter(entry -> entry.getValue().plus(LOST_AFTER).isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(this::waitsLast);
        var before = -1;
        while (before < asked.size() && asked.size() < AT_A_TIME) {
            before = asked.size();
            List.copyOf(running.keySet()).forEach(uid -> takeTurn(uid, now));
        }
        running.entrySet().removeIf(entry -> isOver(entry.getKey(), entry.getValue()));
    }

    private void waitsLast(ResourceID user) {
        asked.remove(user);
        for (var rollout : running.values()) {
            if (rollout.unseen().remove(user)) {
                rollout.unseen().add(user);
            }
        }
    }

    private void takeTurn(String uid, Instant now) {
        var rollout = running.get(uid);
        var before = asked.size();
        if (rollout == null || before >= AT_A_TIME) {
            return;
        }
        feed(rollout, Math.min(AT_A_TIME, before + AT_ONCE), now);
        if (asked.size() > before) {
            running.remove(uid);
            running.put(uid, rollout);
        }
    }

    private void feed(Rollout rollout, int most, Instant now) {
        var users = rollout.unseen().iterator();
        while (asked.size() < most && users.hasNext()) {
            var user = users.next();
            if (!isThere.test(user)) {
                users.remove();
                rollout.open().remove(user);
            } else if (asked.putIfAbsent(user, now) == null) {
                look.accept(user);
            }
        }
    }

    private boolean isOver(String uid, Rollout rollout) {
        if (!rollout.open().isEmpty() || !rollout.unseen().isEmpty()) {
            return false;
        }
        end(uid, rollout.generation());
        rollout.whenOver().run();
        return true;
    }

    private void end(String uid, long generation) {
        if (generation != UNASKED) {
            over.put(uid, generation);
        }
    }
}
