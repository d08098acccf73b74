package dev.usher.controller;

import dev.usher.api.EmploymentEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.Reference;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Stamp;
import dev.usher.domain.feed.Target;
import dev.usher.kube.AppliedPeople;
import dev.usher.source.Population;
import dev.usher.source.SourceId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of a source's namespace, as the caches have them at one moment; who is being deleted is not there any more. */
final class UserRegister implements Population.Register {
    /** By what somebody can be found of whom a source has not spoken yet. */
    private static final Set<Target> FINDING = Set.of(Target.EXTERNAL_ID, Target.EMAIL, Target.USER_NAME);

    private final SourceId source;
    private final Map<String, ProvisionedUser> byName = new HashMap<>();
    private final Map<String, Set<String>> byKey = new HashMap<>();
    private final Map<String, Set<String>> byValue = new HashMap<>();

    /** A register of these users. */
    UserRegister(SourceId source, Stream<ProvisionedUser> users) {
        this.source = source;
        users.filter(user -> !user.isMarkedForDeletion()).forEach(this::add);
    }

    private void add(ProvisionedUser user) {
        var name = user.getMetadata().getName();
        byName.put(name, user);
        keys(user).forEach(key -> byKey.merge(key, Set.of(name), UserRegister::both));
        for (var target : FINDING) {
            value(user, target)
                    .ifPresent(value -> byValue.merge(text(target.path(), value), Set.of(name), UserRegister::both));
        }
    }

    /** Nearly every set is of one, which is kept small; one of many is not copied for each of them. */
    private static Set<String> both(Set<String> some, Set<String> more) {
        var all = some instanceof HashSet<String> many ? many : new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    private String prefix() {
        return source.employment("");
    }

    /** The employments of a user that are this source's. */
    private Stream<EmploymentEntry> entries(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec()).stream()
                .flatMap(spec -> spec.employments().stream())
                .filter(entry -> entry.id().startsWith(prefix()));
    }

    @Override
    public Set<String> ofKey(String key) {
        return Collections.unmodifiableSet(byKey.getOrDefault(key, Set.of()));
    }

    @Override
    public Set<String> keys(String name) {
        return Optional.ofNullable(byName.get(name)).stream()
                .flatMap(this::keys)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<String> keys(ProvisionedUser user) {
        return entries(user).map(entry -> entry.id().substring(prefix().length()));
    }

    @Override
    public Set<String> having(String path, String value) {
        return Collections.unmodifiableSet(byValue.getOrDefault(text(path, value), Set.of()));
    }

    private static String text(String path, String value) {
        return path + "=" + value.toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Person> named(String name) {
        return Optional.ofNullable(byName.get(name))
                .map(user -> person(user, keys(user).findFirst()));
    }

    @Override
    public Optional<Person> named(String name, String key) {
        return Optional.ofNullable(byName.get(name))
                .map(user -> person(user, keys(user).filter(key::equals).findFirst()));
    }

    @Override
    public Stream<Person> known() {
        return byName.values().stream().flatMap(user -> {
            var keys = keys(user).toList();
            return keys.isEmpty()
                    ? Stream.of(person(user, Optional.empty()))
                            .filter(person -> person.stamp().isPresent())
                    : keys.stream().map(key -> person(user, Optional.of(key)));
        });
    }

    private Person person(ProvisionedUser user, Optional<String> key) {
        var life = key.flatMap(known -> entries(user)
                        .filter(entry -> entry.id().equals(source.employment(known)))
                        .findFirst())
                .map(UserRegister::life)
                .orElse(Map.of());
        return new Person(
                user.getMetadata().getName(),
                user.getMetadata().getUid(),
                standing(user),
                key,
                life,
                values(user),
                stamp(user, AppliedPeople.SAID_OF_LIFE),
                stamp(user, AppliedPeople.SAID),
                annotation(user, AppliedPeople.MISSED + source.name()).flatMap(Missed::parse),
                annotation(user, AppliedPeople.CONFIRMED),
                isForgotten(user));
    }

    static Person.Standing standing(ProvisionedUser user) {
        var hasDeparted = Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::lifecycleState)
                .filter(Passages::isOver)
                .isPresent();
        if (!hasDeparted) {
            return Person.Standing.HERE;
        }
        return isForgotten(user) ? Person.Standing.FORGOTTEN : Person.Standing.DEPARTED;
    }

    private static boolean isForgotten(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec())
                .filter(ProvisionedUserSpec::isOfSomebodyForgotten)
                .isPresent();
    }

    private Optional<Stamp> stamp(ProvisionedUser user, String prefix) {
        return annotation(user, prefix + source.name()).flatMap(Stamp::parse);
    }

    private static Optional<String> annotation(ProvisionedUser user, String name) {
        return Optional.ofNullable(user.getMetadata().getAnnotations())
                .flatMap(all -> Optional.ofNullable(all.get(name)));
    }

    private static Map<String, String> life(EmploymentEntry entry) {
        var said = new HashMap<String, String>();
        put(said, Target.STATUS, entry.status());
        put(said, Target.START_TIME, entry.startTime());
        put(said, Target.END_TIME, entry.endTime());
        return said;
    }

    /** What a user has, by path. */
    static Map<String, String> values(ProvisionedUser user) {
        var values = new HashMap<String, String>();
        for (var target : Target.values()) {
            value(user, target).ifPresent(value -> values.put(target.path(), value));
        }
        Optional.ofNullable(user.getSpec())
                .ifPresent(spec ->
                        spec.attributes().forEach((name, value) -> values.put(FieldTerms.OWN + name, value)));
        return values;
    }

    private static void put(Map<String, String> values, Target target, @Nullable String value) {
        if (value != null) {
            values.put(target.path(), value);
        }
    }

    private static Optional<String> value(ProvisionedUser user, Target target) {
        return Optional.ofNullable(user.getSpec()).flatMap(spec -> Optional.ofNullable(value(spec, target)));
    }

    private static @Nullable String value(ProvisionedUserSpec spec, Target target) {
        return switch (target) {
            case USER_NAME -> spec.userName();
            case EXTERNAL_ID -> spec.externalId();
            case TYPE -> spec.type();
            case GIVEN_NAME -> of(spec.name(), ProvisionedUserSpec.PersonName::given);
            case FAMILY_NAME -> of(spec.name(), ProvisionedUserSpec.PersonName::family);
            case DISPLAY_NAME -> spec.displayName();
            case EMAIL -> spec.email();
            case TITLE -> spec.title();
            case DEPARTMENT -> spec.department();
            case DIVISION -> spec.division();
            case ORGANIZATION -> spec.organization();
            case COST_CENTER -> spec.costCenter();
            case LOCATION -> spec.location();
            case COUNTRY -> spec.country();
            case LOCALE -> spec.locale();
            case TIMEZONE -> spec.timezone();
            case MANAGER -> of(spec.manager(), Reference::name);
            case STATUS, START_TIME, END_TIME -> null;
        };
    }

    private static <T> @Nullable String of(@Nullable T part, Function<T, @Nullable String> value) {
        return part == null ? null : value.apply(part);
    }
}
