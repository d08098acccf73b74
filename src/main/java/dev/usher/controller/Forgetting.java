package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.outcome.Backoff;
import dev.usher.domain.person.Policy.Forget.How;
import dev.usher.domain.quality.Problem;
import dev.usher.kube.Answer;
import dev.usher.kube.PersonalData;
import dev.usher.sync.Confirmation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** Lets the personal data of somebody go whose last account was deleted long enough ago, once the names of those are reserved. */
final class Forgetting {
    private static final Duration NEWER_VERSION_AFTER = Duration.ofSeconds(1);

    /** Pauses are at least half as long: nobody is asked more often than once a minute. */
    private static final Backoff DENIED_AGAIN = new Backoff(
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            () -> ThreadLocalRandom.current().nextDouble());

    private static final Duration KEPT = Duration.ofHours(1);

    private static final Duration NOT_CONFIRMED_AGAIN = Duration.ofSeconds(10);

    private record Denial(int attempts, Instant again) {}

    /**
     * What is decided, with what became of it.
     *
     * @param again when to try once more
     */
    record Step(Resolution resolution, Optional<Instant> again) {}

    private final Circle circle;
    private final BiPredicate<ProvisionedUser, Resolution> names;
    private final PersonalData data;
    private final BiFunction<ProvisionedUser, Instant, Confirmation> unheld;
    private final Map<String, Denial> denials = new ConcurrentHashMap<>();

    /**
     * One that has tried nothing yet.
     *
     * @param names reserves what somebody is about to give back; false where that is denied
     * @param unheld whether nobody keeps what there is of a user, as a live read says
     */
    Forgetting(
            Circle circle,
            BiPredicate<ProvisionedUser, Resolution> names,
            PersonalData data,
            BiFunction<ProvisionedUser, Instant, Confirmation> unheld) {
        this.unheld = unheld;
        this.circle = circle;
        this.names = names;
        this.data = data;
    }

    /** Does what is due; where that is denied it is said, and everything else goes on. */
    Step forget(ProvisionedUser user, Resolution decided, Instant now) {
        return names.test(user, decided)
                ? data(user, decided, now)
                : new Step(
                        decided.saying(new Problem(
                                Problem.Kind.NameNotReserved, user.getMetadata().getName())),
                        Optional.of(now.plus(DENIED_AGAIN.pause(1))));
    }

    private Step data(ProvisionedUser user, Resolution decided, Instant now) {
        var uid = user.getMetadata().getUid();
        var policy = circle.rules(user.getMetadata().getNamespace()).policy().forget();
        if (!decided.forgets() || policy.isEmpty()) {
            denials.remove(uid);
            return new Step(decided, Optional.empty());
        }
        var before = Optional.ofNullable(denials.get(uid));
        var waiting = before.filter(denial -> now.isBefore(denial.again()));
        if (waiting.isPresent()) {
            return denied(user, decided, waiting.get());
        }
        var how = policy.get().how();
        if (unheld.apply(user, now) != Confirmation.CONFIRMED) {
            // The caches may not have seen the hold yet; where nobody could be asked it is not for now either.
            return new Step(decided, Optional.of(now.plus(NOT_CONFIRMED_AGAIN)));
        }
        return switch (ask(user, how)) {
            case Done -> {
                denials.remove(uid);
                yield new Step(how == How.Empty ? decided.forgotten(now) : decided, Optional.empty());
            }
            // What was denied before is not allowed yet because somebody else wrote in between.
            case Superseded ->
                new Step(
                        before.isPresent() ? saying(user, decided) : decided,
                        Optional.of(now.plus(NEWER_VERSION_AFTER)));
            case Denied -> {
                var attempts = before.map(Denial::attempts).orElse(0) + 1;
                var denial = new Denial(attempts, now.plus(DENIED_AGAIN.pause(attempts)));
                // Those of whoever was deleted by hand meanwhile are asked for by nobody.
                denials.values().removeIf(old -> old.again().plus(KEPT).isBefore(now));
                denials.put(uid, denial);
                yield denied(user, decided, denial);
            }
        };
    }

    private Answer ask(ProvisionedUser user, How how) {
        return switch (how) {
            case Delete -> data.delete(user);
            case Empty -> data.empty(user);
        };
    }

    private static Step denied(ProvisionedUser user, Resolution decided, Denial denial) {
        return new Step(saying(user, decided), Optional.of(denial.again()));
    }

    private static Resolution saying(ProvisionedUser user, Resolution decided) {
        return decided.saying(
                new Problem(Problem.Kind.ForgettingDenied, user.getMetadata().getName()));
    }
}
