package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.Person;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Text;
import dev.usher.domain.rule.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person looks like in apps: as every app is told, but for what the app maps, but for what roles set.
 *
 * <p>Formulas are asked when an app wants them, and each of them once. For one thread.
 */
public final class Portrait {
    private final Person person;
    private final Life life;
    private final Superior superior;
    private final Access access;
    private final Memory memory;
    private final Instant now;
    private @Nullable Texts texts;
    private @Nullable Attributes shown;

    Portrait(Person person, Life life, Surroundings around, Access access, Memory memory, Instant now) {
        this.person = person;
        this.life = life;
        this.superior = new Superior(around.manager());
        this.access = access;
        this.memory = memory;
        this.now = now;
    }

    /**
     * An account in one app.
     *
     * @param desired empty where nobody can tell its login name, so that it is left alone
     * @param problems what somebody should know of it
     */
    record Sketch(Optional<Desired> desired, List<Problem> problems) {}

    Sketch in(AppId app, Settings settings, SortedSet<Entitlement> entitlements, boolean enabled) {
        var mapping = mapping(access, app);
        if (mapping.isEmpty() && settings.equals(Settings.NONE)) {
            return new Sketch(
                    Optional.of(new Desired(person.identity().in(app), shown(), entitlements, enabled)), List.of());
        }
        var draft = new Draft(app, mapping);
        mapping.attributes().forEach(attribute -> draft.map(attribute, isThere(app)));
        draft.set(settings);
        if (draft.unknown.contains(Attributes.USER_NAME)) {
            return new Sketch(Optional.empty(), List.of(new Problem(Problem.Kind.LoginUnknown, app.name())));
        }
        var problems = new ArrayList<>(settings.contested());
        draft.unknown.forEach(
                name -> problems.add(new Problem(Problem.Kind.AttributeUnknown, name + " in TargetApp " + app.name())));
        return new Sketch(Optional.of(draft.finish(entitlements, enabled)), problems);
    }

    /** What every app is told. */
    private Attributes shown() {
        if (shown == null) {
            shown = person.profileIn(life.leading()).only(Attributes.MINIMAL);
        }
        return shown;
    }

    /** Whether there is an account, so that nothing has to be known that only a new one needs. */
    private boolean isThere(AppId app) {
        return Optional.ofNullable(memory.accounts().get(app))
                .filter(account -> account.id().isPresent() && account.state() != AccountState.Deleted)
                .isPresent();
    }

    /**
     * By which name a person's account can be found in an app.
     *
     * @return empty where the app maps it and nobody can tell what that gives
     */
    public static Optional<String> login(
            Person person, Surroundings around, Access access, Memory memory, AppId app, Instant now) {
        var formula = mapping(access, app).login();
        if (formula.isEmpty()) {
            return Optional.of(person.profile().userName());
        }
        var main = around.pinnedTo(memory.person()).main();
        var life = Life.at(person.career(memory.employments(), memory.departedAt()), main, now);
        return login(new Portrait(person, life, around, access, memory, now).of(formula.get()));
    }

    /** Whether an app calls people otherwise than they are declared. */
    public static boolean mapsLogin(Access access, AppId app) {
        return mapping(access, app).login().isPresent();
    }

    /** Nobody logs in with an empty name. */
    private static Optional<String> login(Text text) {
        return text instanceof Text.Value said && !said.value().isBlank()
                ? Optional.of(said.value())
                : Optional.empty();
    }

    private static Mapping mapping(Access access, AppId app) {
        return Optional.ofNullable(access.apps().get(app))
                .map(AppDefinition::mapping)
                .orElse(Mapping.NONE);
    }

    private Text of(Formula formula) {
        if (texts == null) {
            texts = access.judge().texts(person.subject(life, now));
        }
        return texts.of(formula);
    }

    /** The attributes while they are gathered. */
    private final class Draft {
        private final AppId app;
        private final Mapping mapping;
        private final SortedMap<String, String> values = new TreeMap<>(shown().values());
        private final SortedMap<String, String> initial = new TreeMap<>();
        private final Set<String> left = new HashSet<>();
        private final Set<String> taken = new HashSet<>();
        private final Set<String> awaited = new HashSet<>();
        private final Set<String> rolesSet = new HashSet<>();
        private final SortedSet<String> unknown = new TreeSet<>();

        Draft(AppId app, Mapping mapping) {
            this.app = app;
            this.mapping = mapping;
        }

        void map(MappedAttribute attribute, boolean isThere) {
            var to = attribute.to();
            values.remove(to);
            switch (attribute) {
                case MappedAttribute.Always always
                when to.equals(Attributes.MANAGER) ->
                    Optional.ofNullable(access.apps().get(app))
                            .ifPresent(definition -> manager(definition, of(always.value())));
                case MappedAttribute.Always always ->
                    said(to, of(always.value())).ifPresentOrElse(value -> put(values, to, value), () -> {
                        left.add(to);
                        unknown.add(to);
                    });
                case MappedAttribute.Create create -> {
                    var value = said(to, of(create.value()));
                    value.ifPresent(text -> put(initial, to, text));
                    if (value.isEmpty() && !isThere) {
                        unknown.add(to);
                    }
                }
                case MappedAttribute.Never never -> {}
            }
        }

        /** Whoever is named there is known to the app by an id. */
        private void manager(AppDefinition definition, Text name) {
            switch (superior.in(definition, name)) {
                case Superior.Account(var id) -> put(values, Attributes.MANAGER, id.value());
                case Superior.Nobody _ -> {}
                case Superior.Later _ -> awaited.add(Attributes.MANAGER);
                case Superior.Unknown _ -> {
                    left.add(Attributes.MANAGER);
                    unknown.add(Attributes.MANAGER);
                }
            }
        }

        private Optional<String> said(String to, Text text) {
            return switch (text) {
                case Text.Value said when to.equals(Attributes.USER_NAME) -> login(said);
                case Text.Value said -> Optional.of(said.value());
                case Text.Unknown nothing -> Optional.empty();
            };
        }

        /** What a role set and sets no more falls back to the mapping, and is cleared where there is none. */
        void set(Settings settings) {
            settings.taken().stream().filter(name -> !mapping.names(name)).forEach(taken::add);
            rolesSet.addAll(settings.taken());
            rolesSet.addAll(settings.values().keySet());
            settings.doubtful().forEach(name -> {
                values.remove(name);
                left.add(name);
            });
            settings.values().forEach((name, value) -> {
                initial.remove(name);
                unknown.remove(name);
                left.remove(name);
                taken.add(name);
                put(values, name, value);
            });
        }

        private static void put(SortedMap<String, String> values, String name, String value) {
            if (value.isEmpty()) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        }

        Desired finish(SortedSet<Entitlement> entitlements, boolean enabled) {
            var later = initial.isEmpty() ? Attributes.NONE : new Attributes(initial);
            return new Desired(
                    person.identity().in(app),
                    new Attributes(values),
                    managed(),
                    awaited,
                    later,
                    rolesSet,
                    entitlements,
                    enabled);
        }

        private Set<String> managed() {
            if (left.isEmpty() && taken.isEmpty()) {
                return mapping.managed();
            }
            var managed = new HashSet<>(mapping.managed());
            managed.addAll(taken);
            managed.removeAll(left);
            return managed;
        }
    }
}
