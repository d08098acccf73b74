package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.Condition;
import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldSpec;
import dev.usher.api.LegalHoldStatus;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.controller.Explanations.Snapshot;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.rule.Rulings;
import dev.usher.kube.DeclaredHolds;
import dev.usher.sync.Catalog;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a namespace no git has: by it, and by what git has, each user has the same accounts again where the cluster is lost.
 *
 * <p>Of each account of a user it is the record by which somebody with the same key takes it back; nothing is done to the
 * account until then. Locks come first, so that nobody is let in who was shut out.
 */
public final class Export {
    /**
     * What was found.
     *
     * @param resources in the order in which they are to be applied, each once
     * @param illegible what this version does not understand, as kind and name: it is not among the resources
     */
    public record Found(List<HasMetadata> resources, List<String> illegible) {}

    private static final String BY_KEY = "-by-key";
    private static final int LONGEST_NAME = 256;

    private final Catalog catalog;
    private final Rulings rulings;
    private final Clock clock;

    /**
     * Who exports, and of where.
     *
     * @param by as whom the API server knows them: by their name locks stay confirmed that shut somebody out
     */
    public record Order(String namespace, String by) {}

    /** @param rulings of nobody else: it keeps the rules that were asked for last */
    public Export(Catalog catalog, Rulings rulings, Clock clock) {
        this.catalog = catalog;
        this.rulings = rulings;
        this.clock = clock;
    }

    public Found of(Snapshot read, Order order) {
        var namespace = order.namespace();
        var locks = in(namespace, read.locks());
        var holds = in(namespace, read.holds());
        var users = in(namespace, read.users());
        var retained = retained(read, namespace);
        var all = Stream.of(locks, holds, users, retained).flatMap(List::stream).toList();
        var illegible = all.stream()
                .filter(resource -> resource.getSpec() == null)
                .map(resource ->
                        resource.getKind() + " " + resource.getMetadata().getName())
                .toList();
        var records = records(read, users, retained);
        var names = holds.stream().map(hold -> hold.getMetadata().getName()).collect(Collectors.toUnmodifiableSet());
        return new Found(
                Stream.concat(
                                Stream.concat(
                                        legible(locks)
                                                .filter(Export::isStanding)
                                                .map(lock -> copy(lock, order.by())),
                                        legible(holds)
                                                .filter(hold ->
                                                        DeclaredHolds.of(hold).isPresent())
                                                .flatMap(hold -> copies(hold, names))),
                                records.values().stream())
                        .toList(),
                illegible);
    }

    /** The same account has one name: what is recorded of it already counts. */
    private Map<String, HasMetadata> records(
            Snapshot read, List<ProvisionedUser> users, List<RetainedAccount> retained) {
        var records = new TreeMap<String, HasMetadata>();
        legible(retained)
                .filter(account -> !RetainedStates.isTombstone(account))
                .map(Export::copy)
                .forEach(record -> records.put(name(record), record));
        var replica = Replica.of(read, catalog, rulings, clock.instant());
        var keepsakes = new Keepsakes(replica.world(), replica.accesses());
        legible(users)
                .flatMap(user -> Recall.accounts(user).entrySet().stream()
                        .filter(account -> isThere(account.getValue()))
                        .map(account -> keepsakes.of(user, account.getKey(), account.getValue(), true)))
                .forEach(record -> records.putIfAbsent(name(record), record));
        return records;
    }

    private static boolean isThere(KnownAccount account) {
        return account.id().isPresent() && account.state() != AccountState.Deleted;
    }

    private static boolean isStanding(AccessLock lock) {
        return lock.getSpec().released() == null && !Locks.hasExpired(lock);
    }

    private static List<RetainedAccount> retained(Snapshot read, String namespace) {
        return read.retained().stream()
                .filter(account -> Optional.ofNullable(account.getSpec())
                        .map(spec -> spec.realm().equals(namespace))
                        .orElseGet(() -> account.getMetadata().getNamespace().equals(namespace)))
                .toList();
    }

    private static <T extends HasMetadata> List<T> in(String namespace, List<T> resources) {
        return resources.stream()
                .filter(resource -> resource.getMetadata().getNamespace().equals(namespace))
                .toList();
    }

    private static <T extends CustomResource<?, ?>> Stream<T> legible(List<T> resources) {
        return resources.stream().filter(resource -> resource.getSpec() != null);
    }

    private static String name(HasMetadata record) {
        return record.getMetadata().getNamespace() + "/" + record.getMetadata().getName();
    }

    /** Whom it was found to mean is meant, whoever has the name by then; what waited for nobody waits for nobody. */
    private static HasMetadata copy(AccessLock lock, String by) {
        var spec = lock.getSpec();
        var keyed = Optional.ofNullable(lock.getStatus())
                .map(AccessLockStatus::externalId)
                .filter(key -> isOfItsOwn(lock, key))
                .map(spec::ofKey)
                .orElse(spec);
        var waits = LockConditions.ready(lock.getStatus())
                .map(Condition::reason)
                .map(reason -> reason.equals(Reason.LocksHeld.name()) || reason.equals(Reason.Pending.name()))
                .orElse(true);
        var copy = new AccessLock();
        copy.setSpec(waits ? keyed : keyed.confirmed(Excerpt.of("export by " + by, LONGEST_NAME - 1)));
        return named(copy, lock);
    }

    /** With names go the keys that were found by them, which one hold alone may have no room for. */
    private static Stream<HasMetadata> copies(LegalHold hold, Set<String> names) {
        var spec = hold.getSpec();
        var pinned = Optional.ofNullable(hold.getStatus()).map(LegalHoldStatus::pinned).stream()
                .flatMap(List::stream)
                .map(LegalHoldStatus.Pinned::externalId)
                .filter(key -> isOfItsOwn(hold, key))
                .toList();
        var keys = Stream.concat(spec.externalIds().stream(), pinned.stream())
                .distinct()
                .toList();
        var more = hold.getMetadata().getName() + BY_KEY;
        // It was exported and applied before.
        if (names.contains(more)) {
            return Stream.of(copy(hold, spec.users(), spec.externalIds(), ""));
        }
        return keys.size() <= LegalHoldSpec.MOST
                ? Stream.of(copy(hold, spec.users(), keys, ""))
                : Stream.of(copy(hold, spec.users(), spec.externalIds(), ""), copy(hold, List.of(), pinned, BY_KEY));
    }

    private static HasMetadata copy(
            LegalHold hold, List<LegalHoldSpec.HeldUser> users, List<String> keys, String suffix) {
        var copy = new LegalHold();
        copy.setSpec(hold.getSpec().of(users, keys));
        named(copy, hold);
        copy.getMetadata().setName(hold.getMetadata().getName() + suffix);
        return copy;
    }

    /** Whoever was given no key goes by their name, which is there already. */
    private static boolean isOfItsOwn(HasMetadata resource, String key) {
        return new Identity(resource.getMetadata().getNamespace(), key)
                .ofResource()
                .isEmpty();
    }

    /** Whose removal a limit holds is as it was: that stays so until a person decides. */
    private static HasMetadata copy(RetainedAccount account) {
        var copy = new RetainedAccount();
        var isHeld = Optional.ofNullable(account.getStatus())
                .filter(status -> RetainedStates.Held.name().equals(status.state()))
                .isPresent();
        copy.setSpec(isHeld ? RetainedAccountSpec.orphaned(account.getSpec()) : lasting(account));
        return named(copy, account);
    }

    /** The name of an account that was deleted stays reserved from when it was. */
    private static RetainedAccountSpec lasting(RetainedAccount account) {
        return RetainedStates.isThere(account)
                ? account.getSpec()
                : RetainedAccountSpec.deleted(account.getSpec(), Times.text(Tombstones.deletedAt(account)));
    }

    private static HasMetadata named(HasMetadata copy, HasMetadata original) {
        copy.setMetadata(new ObjectMetaBuilder()
                .withNamespace(original.getMetadata().getNamespace())
                .withName(original.getMetadata().getName())
                .build());
        return copy;
    }
}
