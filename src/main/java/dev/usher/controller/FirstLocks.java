package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.TargetApp;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Mistake;
import dev.usher.domain.rule.Rulings;
import dev.usher.sync.Catalog;
import dev.usher.sync.Key;
import dev.usher.sync.Lanes;
import dev.usher.sync.Ports;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What locks ask for at a start, before caches are filled: lists locks and apps, reads live whom the locks name, and shuts their accounts by
 * what is recorded of them; again and again, since locks may come meanwhile, and reads may fail.
 *
 * <p>It takes nothing back, and records nothing: once caches are filled its lanes end, and leave what they know to the others.
 */
public final class FirstLocks {
    private static final System.Logger LOG = System.getLogger(FirstLocks.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int READ_AT_ONCE = 8;

    private final Controllers.Kube kube;
    private final FirstReads reads;
    private final Declarations declarations;
    private final Rulings rulings;
    private final Clock clock;
    private final Set<String> namespaces;
    private final Consumer<AppId> counted;
    private final Map<String, ProvisionedUser> users = new HashMap<>();
    private final Map<String, RetainedAccount> retained = new HashMap<>();
    private final Map<String, Identity> pins = new HashMap<>();
    private List<AccessLock> locks = List.of();
    private List<TargetApp> apps = List.of();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(READ_AT_ONCE, true);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("first locks ", 1).factory());
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<FirstLook> latest = Optional.empty();
    private volatile Optional<FirstLanes> working = Optional.empty();

    /**
     * One that has not begun.
     *
     * @param rulings of nobody else
     * @param namespaces those to watch; empty: all
     * @param counted is told of each account that is shut, once
     */
    public FirstLocks(
            Controllers.Kube kube,
            Catalog catalog,
            Rulings rulings,
            Clock clock,
            Set<String> namespaces,
            Consumer<AppId> counted) {
        this.kube = kube;
        this.reads = new FirstReads(kube.client(), namespaces);
        this.declarations = new Declarations(catalog, kube.client().getKubernetesSerialization());
        this.rulings = rulings;
        this.clock = clock;
        this.namespaces = Set.copyOf(namespaces);
        this.counted = counted;
    }

    /**
     * Looks on threads of its own, so that nothing waits for it; does nothing once it has ended.
     *
     * @param outside of which the world, and what is kept of it, are replaced by what is known here
     * @param making makes lanes that have not started
     */
    public void begin(Ports outside, Function<Ports, Lanes> making) {
        var lanes = new FirstLanes(
                world -> making.apply(new Ports(
                        world,
                        world,
                        world,
                        outside.journal(),
                        outside.tenure(),
                        outside.vault(),
                        outside.handout(),
                        world,
                        outside.meter())),
                this::isShut);
        working = Optional.of(lanes);
        start(() -> look(lanes));
    }

    private void start(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // It is over: others act on locks from now on.
            LOG.log(System.Logger.Level.DEBUG, "locks are not looked at any more before caches are filled", e);
        }
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private void look(FirstLanes lanes) {
        try {
            do {
                lookOnce(lanes);
            } while (!over.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong is tried again, and whoever knows everybody acts on locks all the same, a little later. */
    private void lookOnce(FirstLanes lanes) {
        try {
            var found = reads.locks();
            var due = known(found, List.of()).due(clock.instant()).stream()
                    .filter(lock -> !done.contains(lock.getMetadata().getUid()))
                    .toList();
            if (!due.isEmpty() || !lanes.areNone()) {
                knows(found, reads.apps());
                show(lanes);
                due.stream()
                        .filter(lock -> underWay.add(lock.getMetadata().getUid()))
                        .forEach(lock -> start(() -> act(lock, lanes)));
            }
        } catch (KubernetesClientException e) {
            trouble("locks or apps could not be listed", e);
        } catch (RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "locks could not be looked at before caches are filled",
                    Mistake.ofCode(e));
        }
    }

    /** What it says of a key is nobody's business, and is in the address that was asked. */
    private void trouble(String what, KubernetesClientException e) {
        if (!isOver()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "before caches are filled, " + what + " (status " + e.getCode() + "): tried again");
        }
    }

    /** On a thread of its own: what is wrong with one lock keeps nobody from the others, however long it takes to be told so. */
    private void act(AccessLock lock, FirstLanes lanes) {
        var uid = lock.getMetadata().getUid();
        try {
            places.acquire();
            try {
                shut(lock, lanes);
                done.add(uid);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KubernetesClientException e) {
            trouble("whom AccessLock " + name(lock) + " names could not all be read", e);
            if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
                // What the API server does not understand it will not understand later.
                done.add(uid);
            }
        } catch (RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "AccessLock " + name(lock) + " waits until caches are filled",
                    Mistake.ofCode(e));
            done.add(uid);
        } finally {
            underWay.remove(uid);
        }
    }

    private void shut(AccessLock lock, FirstLanes lanes) {
        var found = reads.users(lock);
        var former = reads.former(lock, found);
        var named = former.map(reads::users).orElse(found);
        kube.owners().of(lock.getMetadata().getNamespace());
        foreign(named).forEach(kube.owners()::of);
        knowsUsers(named);
        var look = show(lanes);
        named.forEach(user -> lanes.offer(Translate.key(user), look.open(user, clock.instant()), look));
        former.ifPresent(key -> knowsPin(lock, key));
        var left = reads.retained(lock, named, former);
        left.forEach(account -> kube.owners().of(account.getMetadata().getNamespace()));
        knowsRetained(left);
        var more = show(lanes);
        left.forEach(account -> lanes.offer(Translate.key(account), more.open(account, clock.instant()), more));
    }

    private static String name(AccessLock lock) {
        return lock.getMetadata().getNamespace() + "/" + lock.getMetadata().getName();
    }

    /** Whose the namespaces of their apps are has to be known before anything there is believed. */
    private synchronized Set<String> foreign(List<ProvisionedUser> named) {
        var there = new HashSet<String>();
        named.forEach(user -> Recall.accounts(user).keySet().forEach(app -> there.add(app.namespace())));
        there.removeIf(namespace ->
                apps.stream().noneMatch(app -> app.getMetadata().getNamespace().equals(namespace)));
        return there;
    }

    private synchronized void knows(List<AccessLock> allLocks, List<TargetApp> allApps) {
        locks = allLocks;
        apps = allApps;
    }

    private synchronized void knowsUsers(List<ProvisionedUser> named) {
        named.forEach(user -> users.put(user.getMetadata().getUid(), user));
    }

    private synchronized void knowsPin(AccessLock lock, Identity key) {
        pins.put(lock.getMetadata().getUid(), key);
    }

    private synchronized void knowsRetained(List<RetainedAccount> left) {
        left.forEach(account -> retained.put(account.getMetadata().getUid(), account));
    }

    /** All that is known by now. */
    private synchronized FirstLook show(FirstLanes lanes) {
        var look = known(locks, apps);
        latest = Optional.of(look);
        lanes.show(look);
        return look;
    }

    private synchronized FirstLook known(List<AccessLock> allLocks, List<TargetApp> allApps) {
        var caches = new Caches(new Namespaces(namespaces));
        caches.use(
                new Listing<>(List.copyOf(users.values())),
                new Listing<>(List.of()),
                new Listing<>(allApps),
                new Listing<>(List.copyOf(retained.values())));
        caches.usePolicies(new Listing<>(List.of()));
        var owners = kube.owners();
        var accesses = new Accesses(caches, declarations, rulings, owners::isOurs, any -> false);
        var world = new CachedWorld(caches, accesses, owners::isOurs, kube.live()::confirm, clock);
        world.locks().use(new Listing<>(allLocks));
        world.locks().note(pins);
        world.holds().use(new Listing<>(List.of()));
        return new FirstLook(caches, world, declarations, owners::isOurs);
    }

    /** Somebody who waits for it need not look into the audit stream, which has every write as always. */
    private void isShut(Key key, AppId app) {
        counted.accept(app);
        LOG.log(
                System.Logger.Level.INFO,
                "A lock shuts " + text(key) + " out of TargetApp " + app + " before caches are filled");
        latest.stream()
                .flatMap(look -> look.shutting(key, app, clock.instant()).stream())
                .forEach(lock -> kube.events()
                        .normal(
                                lock,
                                "Lock",
                                Reason.Locking.name(),
                                text(key) + " is shut out of "
                                        + app.seenFrom(lock.getMetadata().getNamespace())
                                        + ", before all users are listed"));
    }

    private static String text(Key key) {
        return switch (key) {
            case Key.OfUser user -> "ProvisionedUser " + user.namespace() + "/" + user.name();
            case Key.OfRetained account -> "RetainedAccount " + account.namespace() + "/" + account.name();
            case Key.OfOrphan orphan -> "an account";
        };
    }

    /** What the account ids of an app mean, as far as it was looked at here. */
    public Optional<Tenant> tenant(AppId app) {
        return latest.flatMap(look -> look.app(app)).flatMap(Tenancy::recorded);
    }

    /** Sends nothing new, and gives what was sent so long to end: from now on others write. */
    public void end(Duration patience) {
        over.countDown();
        threads.shutdownNow();
        working.ifPresent(lanes -> lanes.end(patience));
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the API server is still being asked about locks");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves what was done, or may have been, to lanes that have not started; to be said once it has ended. */
    public void leaveTo(Lanes heirs) {
        working.ifPresent(lanes -> lanes.leaveTo(heirs, clock.instant()));
    }
}
