package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.rule.Rulings;
import dev.usher.kube.Events;
import dev.usher.kube.LiveReads;
import dev.usher.kube.NamespaceLabels;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.PersonalData;
import dev.usher.kube.Records;
import dev.usher.kube.Teardown;
import dev.usher.kube.TeardownRecords;
import dev.usher.sync.Basis;
import dev.usher.sync.Catalog;
import dev.usher.sync.Census;
import dev.usher.sync.Confirmation;
import dev.usher.sync.Journal;
import dev.usher.sync.Lanes;
import dev.usher.sync.Outbox;
import dev.usher.sync.TrustedClock;
import dev.usher.sync.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Every reconciler of one operator, with what they share. */
public final class Controllers {
    private static final String FINALIZER = "provisioning.usher.dev/accounts";
    private static final String LOCK_FINALIZER = "provisioning.usher.dev/lock";
    private static final String HOLD_FINALIZER = "provisioning.usher.dev/hold";
    private static final String ROLE_FINALIZER = "provisioning.usher.dev/members";
    static final String FIELD_MANAGER = "usher";

    /**
     * What controllers use of Kubernetes.
     *
     * @param inCharge whether this operator is
     */
    public record Kube(
            KubernetesClient client,
            BooleanSupplier inCharge,
            NamespaceOwners owners,
            LiveReads live,
            Teardown teardown,
            TeardownRecords torn,
            Records records,
            Events events) {}

    private final Kube kube;
    private final Readers readers;
    private final TrustedClock clock;
    private final Set<String> namespaces;
    private final Caches caches;
    private final Declarations declarations;
    private final Accesses accesses;
    private final CachedWorld world;
    private final Mailbox mailbox;
    private final References references;
    private final Rollouts rollouts;
    private final Toll toll;
    private final RemovalOrders orders = new RemovalOrders();
    private final GoingRoles going = new GoingRoles();
    private final Statuses<ProvisionedUser> userStatuses;
    private final Statuses<RetainedAccount> retainedStatuses;
    private Optional<LockAlarm> locks = Optional.empty();
    private Optional<Feeding> feeding = Optional.empty();
    private Optional<Measures> measures = Optional.empty();
    private Optional<Standings> standings = Optional.empty();

    /**
     * Reconcilers that are not registered yet.
     *
     * @param namespaces those to watch; empty: all
     */
    public Controllers(
            Kube kube, Catalog catalog, Readers readers, Rulings rulings, TrustedClock clock, Set<String> namespaces) {
        this.kube = kube;
        this.readers = readers;
        this.clock = clock;
        this.namespaces = Set.copyOf(namespaces);
        this.caches = new Caches(new Namespaces(this.namespaces));
        this.mailbox = new Mailbox(caches);
        this.declarations = new Declarations(catalog, kube.client().getKubernetesSerialization());
        this.accesses = new Accesses(caches, declarations, rulings, kube.owners()::isOurs, going::contains);
        this.world = new CachedWorld(caches, accesses, kube.owners()::isOurs, live(kube.live()), clock.deciding());
        this.references = new References(caches, accesses, world, mailbox);
        this.rollouts = new Rollouts(mailbox::look, this::isThere, clock);
        this.toll = new Toll(caches, rollouts);
        this.userStatuses = new Statuses<>(kube.client(), kube.inCharge(), mailbox::look);
        this.retainedStatuses = new Statuses<>(kube.client(), kube.inCharge(), mailbox::lookAtRetained);
    }

    /** Of all that there is of a user. */
    private Confirmation unheld(ProvisionedUser user, Instant now) {
        return world.holds().unheld(Translate.key(user), Optional.empty(), now);
    }

    private static Live live(LiveReads reads) {
        return new Live() {
            @Override
            public Confirmation confirm(Basis basis) {
                return reads.confirm(basis);
            }

            @Override
            public Confirmation unheld(Set<Identity> keys, Optional<AppId> app, Instant now) {
                return reads.unheld(keys, app, now);
            }
        };
    }

    private boolean isThere(ResourceID user) {
        return caches.user(user.getNamespace().orElse(""), user.getName())
                .filter(there -> !there.isMarkedForDeletion())
                .isPresent();
    }

    public World world() {
        return world;
    }

    /** What the account ids of an app mean, as far as that is recorded; an informer that has not started cannot be asked. */
    public Optional<Tenant> tenant(AppId app) {
        return caches.areFilled() ? caches.app(app).flatMap(Tenancy::recorded) : Optional.empty();
    }

    public Census census() {
        return toll;
    }

    public Outbox outbox() {
        return new LaneWords(caches, orders, mailbox, kube.events());
    }

    /**
     * Registers every reconciler; what is returned has to be started for time to be acted on.
     *
     * @param verified whether a lock, or another request, can only have been written by whom it names
     */
    public Agenda register(
            Operator operator, Lanes lanes, Digests digests, Journal journal, Figures figures, Requesters verified) {
        var alarm = new Alarm(caches, world, mailbox, lanes, clock.deciding());
        var agenda = new Agenda(clock, alarm::ring);
        var edits = new Edits(caches, references, rollouts, mailbox);
        var forecasts = new Forecasts(toll, caches::retainedIn, figures);
        var sources = sources(digests);
        var taken = measures(figures, digests, lanes, sources);
        var chronicle = new Chronicle(journal, clock.deciding(), verified);
        var room = room(lanes, agenda, digests, forecasts, taken, chronicle);
        var apps = new TargetAppReconciler(room, orders, lanes, edits, figures);
        var unrecorded = new Unrecorded(mailbox, lanes::mayHave);
        var farewell = new Farewell(room, lanes, kube.records(), kube.teardown(), kube.torn());
        caches.useDigests(digests);
        var tombstones = new Tombstones(room, kube.records(), new OutOfReach(room, kube.teardown()));
        var forgetting =
                new Forgetting(world.circle(), tombstones::reserve, new PersonalData(kube.client()), this::unheld);
        register(operator, new LockAlarm(world.locks(), caches, alarm, clock.deciding()), room, unrecorded);
        operator.register(
                new LegalHoldReconciler(room, new HoldAlarm(world.holds(), caches, alarm), kube.teardown()),
                settings -> {
                    settings.withFinalizer(HOLD_FINALIZER);
                    common(settings, namespaces);
                });
        operator.register(
                new ProvisionedUserReconciler(room, farewell, unrecorded, forgetting, apps, edits), settings -> {
                    settings.withFinalizer(FINALIZER);
                    common(settings, namespaces);
                });
        operator.register(new RoleReconciler(room, edits, kube.teardown(), going), settings -> {
            settings.withFinalizer(ROLE_FINALIZER);
            common(settings, namespaces);
        });
        operator.register(new PolicyReconciler(room, edits), settings -> common(settings, namespaces));
        operator.register(apps, settings -> asked(common(settings, namespaces)));
        operator.register(retained(room, tombstones, lanes), settings -> common(settings, namespaces));
        register(operator, new Feeding(kube, room, sources, new CachedNames(caches, lanes::mayShow)), room, lanes);
        return agenda;
    }

    private Measures measures(Figures figures, Digests digests, Lanes lanes, Sources sources) {
        var taken = new Measures(
                caches,
                figures,
                digests,
                new Turnarounds(caches, figures, clock.deciding()),
                new AppFigures(lanes::waiting),
                new SourceFigures(sources::isThere));
        measures = Optional.of(taken);
        standings = Optional.of(new Standings(caches, world.locks(), world.holds(), sources, orders));
        return taken;
    }

    /** Shows how everything stands that is measured. */
    public void showMeasures() {
        measures.ifPresent(taken -> taken.show(
                standings.map(Standings::levels).orElse(List.of()),
                clock.deciding().instant()));
    }

    private Sources sources(Digests digests) {
        return new Sources(
                readers.declarations(kube.client(), clock.deciding(), kube.inCharge()),
                kube.owners()::isOurs,
                orders,
                clock.deciding(),
                new Marks(digests));
    }

    /** Decisions are about waves of apps, and about runs of sources. */
    private void register(Operator operator, Feeding sources, Room room, Lanes lanes) {
        operator.register(sources.reconciler(room), settings -> asked(common(settings, namespaces)));
        feeding = Optional.of(sources);
        operator.register(
                new RemovalDecisionReconciler(room, kube.records(), orders, lanes, sources.sources()), settings -> {
                    common(settings, namespaces);
                    settings.withGenerationAware(false);
                });
    }

    private RetainedAccountReconciler retained(Room room, Tombstones tombstones, Lanes lanes) {
        return new RetainedAccountReconciler(
                room,
                kube.records(),
                tombstones,
                app -> lanes.health(app).flatMap(health -> health.inventory().found()));
    }

    private Room room(
            Lanes lanes, Agenda agenda, Digests digests, Forecasts forecasts, Measures taken, Chronicle chronicle) {
        var offers = new Offers(lanes, mailbox, digests, clock);
        mailbox.completeBy(offers::areAnswered);
        return new Room(
                caches,
                accesses,
                declarations,
                world,
                mailbox,
                offers,
                agenda,
                rollouts,
                toll,
                forecasts,
                taken,
                userStatuses,
                retainedStatuses,
                digests,
                kube.owners(),
                chronicle,
                kube.events(),
                clock,
                clock.deciding());
    }

    /** Before all others, so that the informer of locks is the first to be filled. */
    private void register(Operator operator, LockAlarm alarm, Room room, Unrecorded unrecorded) {
        operator.register(new AccessLockReconciler(room, alarm, unrecorded, kube.teardown()), settings -> {
            settings.withFinalizer(LOCK_FINALIZER);
            common(settings, namespaces);
        });
        locks = Optional.of(alarm);
    }

    /** Who hears that something changed in a source. */
    public Optional<SourceHooks> hooks() {
        return feeding.map(Feeding::hooks);
    }

    /** Hears of the labels of namespaces, which is told only where all are watched. */
    public NamespaceLabels.Listener labels() {
        return new Relabelling(caches, accesses, references, rollouts);
    }

    /** Waits until the statuses that were decided are stored, each kind at most so long; then none is sent any more. */
    public void close(Duration patience) {
        feeding.ifPresent(all -> all.stop(patience));
        mailbox.close();
        try {
            userStatuses.close(patience);
            retainedStatuses.close(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every informer has listed: from now on what is not in a cache is not there, and locks act before all else. */
    public void cachesAreFilled() {
        toll.starts(Stream.concat(
                caches.users().map(Translate::key), caches.retained().map(Translate::key)));
        caches.filled();
        world.locks()
                .all()
                .map(lock -> lock.getMetadata().getNamespace())
                .distinct()
                .forEach(kube.owners()::of);
        locks.ifPresent(LockAlarm::ringAll);
    }

    /** The framework's own retry gives up after five attempts; nobody's access may hang on a sixth. */
    private static <R extends HasMetadata> ControllerConfigurationOverrider<R> common(
            ControllerConfigurationOverrider<R> settings, Set<String> namespaces) {
        settings.withFieldManager(FIELD_MANAGER)
                .withInformerListLimit(Neighbours.PAGE)
                .withRateLimiter(new NoRateLimit())
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(Duration.ofMillis(500))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(Duration.ofSeconds(30).toMillis()))
                .withReconciliationMaxInterval(null);
        if (namespaces.isEmpty()) {
            settings.watchingAllNamespaces();
        } else {
            settings.settingNamespaces(namespaces);
        }
        return settings;
    }

    /** Also what somebody asks for without declaring anything is looked at, and what is written into a status is not. */
    private static void asked(ControllerConfigurationOverrider<? extends HasMetadata> settings) {
        settings.withGenerationAware(false).withOnUpdateFilter(Requested::isNews);
    }
}
