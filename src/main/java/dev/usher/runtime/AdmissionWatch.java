package dev.usher.runtime;

import dev.usher.kube.AdmissionPolicies;
import dev.usher.kube.AdmissionPolicies.Installed;
import dev.usher.kube.AdmissionPolicies.Standing;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Looks every minute whether the API server still judges by the policies that were installed with Usher, since nobody else notices when
 * it does not: whatever they refused is then simply allowed.
 */
final class AdmissionWatch implements Predicate<HasMetadata> {
    private static final Logger LOG = Logger.getLogger(AdmissionWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final String REQUESTER = "requester";

    /** What stands for all of them where nothing says any more which there are to be. */
    private static final String ANY = "any";

    private final AdmissionPolicies policies;
    private final InstantSource clock;
    private final Consumer<Map<String, Boolean>> gauge;
    private final Map<String, Standing> last = new TreeMap<>();
    private final UnbrokenForce requester = new UnbrokenForce();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usher-admission").daemon().factory());
    private volatile Optional<Installed> requesters = Optional.empty();

    /**
     * A watch that has not begun.
     *
     * @param gauge is told of each policy whether it is in force
     */
    AdmissionWatch(AdmissionPolicies policies, InstantSource clock, Consumer<Map<String, Boolean>> gauge) {
        this.policies = policies;
        this.clock = clock;
        this.gauge = gauge;
    }

    void start() {
        new Recurring(this::look, "it could not be seen which admission policies are in force")
                .by(timer, Duration.ZERO, EVERY);
    }

    void stop() {
        timer.shutdownNow();
    }

    /** Looks at each once, and says what has changed. */
    void look() {
        try {
            var now = standings();
            now.forEach((name, standing) -> say(name, Optional.ofNullable(last.get(name)), standing));
            last.clear();
            last.putAll(now);
            var shown = new TreeMap<String, Boolean>();
            now.forEach((name, standing) -> shown.put(name, standing instanceof Standing.InForce));
            gauge.accept(shown);
        } catch (KubernetesClientException e) {
            LOG.debugf("the API server did not say which admission policies it has: status %d", e.getCode());
        }
    }

    private Map<String, Standing> standings() {
        var now = new TreeMap<String, Standing>();
        var installed = policies.installed();
        if (installed.isEmpty()) {
            requester.sees(new Standing.Not(""), clock.instant());
            now.put(ANY, new Standing.Not("nothing beside the operator says any more which there are to be"));
            return now;
        }
        note(installed.get());
        for (var one : installed.get()) {
            ask(one).or(() -> Optional.ofNullable(last.get(one.name())))
                    .ifPresent(standing -> now.put(one.name(), standing));
        }
        return now;
    }

    /** Empty where the API server did not answer, which says nothing of the others. */
    private Optional<Standing> ask(Installed one) {
        try {
            var standing = policies.look(one);
            if (one.name().equals(REQUESTER)) {
                requester.sees(standing, clock.instant());
            }
            return Optional.of(standing);
        } catch (KubernetesClientException e) {
            LOG.debugf("the API server did not say how the admission policy %s is: status %d", one.name(), e.getCode());
            return Optional.empty();
        }
    }

    /** What was installed differently now is a new policy: what the one before had refused is not what this one does. */
    private synchronized void note(List<Installed> installed) {
        var now = installed.stream().filter(one -> one.name().equals(REQUESTER)).findFirst();
        requesters.filter(before -> !Optional.of(before).equals(now)).ifPresent(_ -> requester.breaks());
        requesters = now;
    }

    private static void say(String name, Optional<Standing> before, Standing now) {
        if (before.filter(now::equals).isPresent()) {
            return;
        }
        switch (now) {
            case Standing.Not(var why) ->
                LOG.errorf(
                        "The admission policy %s is not in force: %s. What it refuses is allowed: delete what is left of it, and have it installed anew (UsherAdmissionGuardMissing)",
                        name, why);
            case Standing.InForce _ -> {
                if (before.filter(Standing.Not.class::isInstance).isPresent()) {
                    LOG.infof("The admission policy %s is in force again", name);
                }
            }
        }
    }

    /** Whether only whoever is named there can have written who asked for it. */
    @Override
    public boolean test(HasMetadata resource) {
        try {
            // What stood a minute ago says nothing of a resource that came since.
            var installed = requesters.or(this::installedNow);
            installed.ifPresent(one -> requester.sees(policies.look(one), clock.instant()));
            return installed.isPresent()
                    && requester.covers(resource.getMetadata().getCreationTimestamp());
        } catch (KubernetesClientException e) {
            LOG.debugf("the API server did not say whether it judges who asks: status %d", e.getCode());
            return false;
        }
    }

    private Optional<Installed> installedNow() {
        policies.installed().ifPresent(this::note);
        return requesters;
    }
}
