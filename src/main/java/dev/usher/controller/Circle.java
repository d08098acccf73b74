package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Reference;
import dev.usher.domain.access.Resolver;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Career;
import dev.usher.domain.person.LastSeen;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Pin;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Related;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Truths;
import dev.usher.kube.PersonalData;
import dev.usher.sync.Basis;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who stands around a user: the person behind it, manager and owners; and what the policy asks. */
final class Circle {
    private final Caches caches;
    private final Accesses accesses;
    private final Rulebooks rulebooks;

    Circle(Caches caches, Accesses accesses) {
        this.caches = caches;
        this.accesses = accesses;
        this.rulebooks = new Rulebooks(caches);
    }

    /** The rules of a namespace. */
    Rulebook rules(String namespace) {
        return rulebooks.of(namespace);
    }

    /** What follows from others for a user. */
    Surroundings around(ProvisionedUser user, Person person, Instant now) {
        var rules = rules(person.namespace());
        var spec = Optional.ofNullable(user.getSpec());
        var taken = new ArrayList<Problem>(
                new Holders(caches).taken(user, accesses.of(person.namespace()).tenants()));
        if (!rules.understood()) {
            taken.add(new Problem(Problem.Kind.PolicyNotUnderstood, ProvisioningPolicy.ONLY_NAME));
        }
        spec.filter(said -> said.timezone() != null && Persons.zone(said).isEmpty())
                .map(said -> new Problem(Problem.Kind.TimezoneNotFound, "spec.timezone"))
                .ifPresent(taken::add);
        return new Surroundings(
                rules.policy().dutiesOf(person.type()),
                main(user),
                spec.flatMap(said -> Optional.ofNullable(said.manager())).map(manager -> manager(user, manager, now)),
                spec.map(ProvisionedUserSpec::owners).orElse(List.of()).stream()
                        .map(owner -> owner(user, owner, now))
                        .toList(),
                taken,
                rules.policy().forget(),
                isDataBack(user),
                rules.policy().longAbsence());
    }

    /** Somebody wrote what was forgotten, as git does for whatever is kept there. */
    private static boolean isDataBack(ProvisionedUser user) {
        return user.getSpec() != null
                && user.getStatus() != null
                && user.getStatus().forgottenTime() != null
                && PersonalData.isIn(user);
    }

    private Main main(ProvisionedUser user) {
        var reference = behind(user);
        if (reference.isEmpty()) {
            return new Main.Own();
        }
        var name = reference.get().name();
        if (!isLegible(user, Translate.namespace(user, reference.get()))) {
            return new Main.Unknown(name);
        }
        var found = named(user, reference.get()).filter(main -> behind(main).isEmpty());
        if (found.isEmpty()) {
            return new Main.Missing(name);
        }
        return person(found.get())
                .<Main>map(person ->
                        new Main.Of(pin(found.get()), Translate.alias(found.get()), career(found.get(), person)))
                .orElseGet(() -> new Main.Unknown(name));
    }

    /** Whose further identity a user is: as was noted, or as long as nothing was, as it is declared. */
    Optional<Identity> personOf(ProvisionedUser user) {
        return pinned(user)
                .map(Pin::identity)
                .or(() -> behind(user)
                        .flatMap(reference -> named(user, reference))
                        .map(Translate::identity));
    }

    /** The other identities of a user's person. */
    Stream<ProvisionedUser> otherIdentities(ProvisionedUser user) {
        var person =
                behind(user).isEmpty() ? Optional.of(user) : behind(user).flatMap(reference -> named(user, reference));
        return person.filter(main -> behind(main).isEmpty()).stream()
                .flatMap(main -> Stream.concat(
                        Stream.of(main), caches.usersNaming(main).stream().filter(other -> isOf(other, main))))
                .filter(other ->
                        !other.getMetadata().getUid().equals(user.getMetadata().getUid()));
    }

    private boolean isOf(ProvisionedUser identity, ProvisionedUser person) {
        return behind(identity)
                .flatMap(reference -> named(identity, reference))
                .filter(main ->
                        main.getMetadata().getUid().equals(person.getMetadata().getUid()))
                .isPresent();
    }

    private static Pin pin(ProvisionedUser person) {
        return new Pin(person.getMetadata().getNamespace(), person.getMetadata().getName(), Translate.identity(person));
    }

    /** Whether it can be said who of a namespace may be referred to: a policy with a mistake in it refuses nobody. */
    private boolean isLegible(ProvisionedUser from, String namespace) {
        var own = from.getMetadata().getNamespace();
        return caches.namespaces().watches(namespace)
                && (namespace.equals(own) || rules(namespace).isSure(own));
    }

    static Optional<Reference> behind(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec()).flatMap(spec -> Optional.ofNullable(spec.person()));
    }

    /** What the rules of the namespace say of a user now; empty where this operator does not understand the resource. */
    Optional<Truths> truths(ProvisionedUser user, Instant now) {
        return person(user)
                .map(person -> Resolver.truths(person, life(user, person, now), accesses.of(person.namespace()), now));
    }

    /** What rules may see of a user now; empty where this operator does not understand the resource. */
    Optional<Subject> subject(ProvisionedUser user, Instant now) {
        return person(user).map(person -> person.subject(life(user, person, now), now));
    }

    private Life life(ProvisionedUser user, Person person, Instant now) {
        return Life.at(career(user, person), main(user).pinnedTo(pinned(user)), now);
    }

    /** Empty where this operator does not understand the resource. */
    private Optional<Person> person(ProvisionedUser user) {
        var rules = rules(user.getMetadata().getNamespace());
        return Persons.person(user, Translate.identity(user), rules.policy()) instanceof Reading.Of<Person> read
                ? Optional.of(read.value())
                : Optional.empty();
    }

    private static Career career(ProvisionedUser user, Person person) {
        var departed = Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::departedTime)
                .flatMap(Times::parse);
        return person.career(remembered(user), departed);
    }

    /** Nobody answers for themselves. */
    private Related owner(ProvisionedUser of, Reference reference, Instant now) {
        var isSelf = named(of, reference)
                .filter(owner ->
                        owner.getMetadata().getUid().equals(of.getMetadata().getUid()))
                .isPresent();
        return isSelf ? new Related(reference.name(), Related.Standing.Missing) : related(of, reference, now);
    }

    /** What others show of a manager hangs on the accounts, which are recorded in the manager's own status. */
    private Related manager(ProvisionedUser of, Reference reference, Instant now) {
        var related = related(of, reference, now);
        return switch (related.standing()) {
            case Here ->
                new Related(
                        related.name(),
                        Related.Standing.Here,
                        named(of, reference).filter(Recall::isDecided).map(Recall::accounts));
            case Missing ->
                isLegible(of, Translate.namespace(of, reference))
                        ? related
                        : new Related(related.name(), Related.Standing.Unknown);
            case Departed, Unknown -> related;
        };
    }

    private Related related(ProvisionedUser from, Reference reference, Instant now) {
        var standing = named(from, reference)
                .map(user -> hasDeparted(user, now) ? Related.Standing.Departed : Related.Standing.Here)
                .orElse(Related.Standing.Missing);
        return new Related(reference.name(), standing);
    }

    private boolean hasDeparted(ProvisionedUser user, Instant now) {
        return person(user)
                .map(person -> life(user, person, now))
                .filter(Circle::isOver)
                .isPresent();
    }

    /** Somebody who is there, and who may be referred to from the user's namespace. */
    private Optional<ProvisionedUser> named(ProvisionedUser from, Reference reference) {
        var namespace = Translate.namespace(from, reference);
        return admits(from, namespace)
                ? caches.user(namespace, reference.name()).filter(user -> !user.isMarkedForDeletion())
                : Optional.empty();
    }

    private boolean admits(ProvisionedUser from, String namespace) {
        var own = from.getMetadata().getNamespace();
        return namespace.equals(own) || rules(namespace).policy().visibility().admits(own);
    }

    /**
     * What of the circle a decision about a user rests on: it is read live before something is taken away.
     *
     * @param own what it rests on of the user's own
     */
    Basis basis(ProvisionedUser user, Person person, Basis own, Instant now) {
        // When a date becomes an instant is up to the policy.
        var basis = policy(person.namespace(), own);
        var reference = behind(user);
        // Who departed by themselves departs whatever becomes of others, or of a namespace that is named.
        if (reference.isEmpty() || departsAlone(user, person, now)) {
            return basis;
        }
        var namespace = Translate.namespace(user, reference.get());
        var there = basis.in(namespace);
        if (!admits(user, namespace)) {
            return policy(namespace, there).with(new Labelled(caches).behind(person.namespace(), namespace));
        }
        return caches.user(namespace, reference.get().name())
                .filter(main -> !main.isMarkedForDeletion())
                .map(main -> there.with(CachedWorld.reference(main)))
                .orElseGet(() -> there.without(new Basis.Name(
                        HasMetadata.getKind(ProvisionedUser.class),
                        namespace,
                        reference.get().name())));
    }

    /** One that is being deleted does not count any more, however long that takes. */
    private Basis policy(String namespace, Basis basis) {
        return caches.policy(namespace)
                .filter(policy -> !policy.isMarkedForDeletion())
                .map(policy -> basis.with(CachedWorld.reference(policy)))
                .orElseGet(() -> basis.without(new Basis.Name(
                        HasMetadata.getKind(ProvisioningPolicy.class), namespace, ProvisioningPolicy.ONLY_NAME)));
    }

    private static boolean departsAlone(ProvisionedUser user, Person person, Instant now) {
        return isOver(Life.at(person.career(remembered(user), Optional.empty()), now));
    }

    private static boolean isOver(Life life) {
        Evidence.changesWith(life.ahead());
        return life.state() == LifecycleState.Departed;
    }

    private static Optional<Pin> pinned(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).flatMap(Recall::person);
    }

    private static List<LastSeen> remembered(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).map(Recall::employments).orElse(List.of());
    }
}
