package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.role;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Career;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.LastSeen;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Pin;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.Workday;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Related;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Draws companies, people, what stands around them and what is remembered; the same from the same seed. */
final class Cases {
    /** Roles, apps and groups are numbered below this. */
    static final int SOME = 6;

    private static final Instant NOW = Question.NOW;
    private static final List<String> MOMENTS = List.of(
            "2020-01-01",
            "2026-08-20",
            "2026-09-14",
            "2026-09-15",
            "2026-09-15T12:00:00Z",
            "2026-09-16",
            "2026-09-17T09:30:00+02:00",
            "2026-10-25",
            "2026-11-01",
            "2027-01-01");
    private static final List<Workday> WORKDAYS = List.of(
            Workday.WHOLE_DAYS_IN_UTC,
            Workday.wholeDays(ZoneId.of("America/Los_Angeles")),
            new Workday(ZoneId.of("Europe/London"), LocalTime.of(9, 0), Optional.of(LocalTime.of(18, 0))));
    private static final List<Identity> KEYS =
            List.of(new Identity(Company.NAMESPACE, "1847"), new Identity(Company.NAMESPACE, "1912"));
    private static final List<Duration> SPANS =
            List.of(Duration.ZERO, Duration.ofHours(5), Duration.ofDays(3), Duration.ofDays(40));

    private final Random random;

    Cases(Random random) {
        this.random = random;
    }

    Case next() {
        var company = new Company();
        for (var number = 0; number < SOME; number++) {
            if (random.nextInt(5) > 0) {
                company.hasApp("a" + number, deprovisioning(), oneOf(SPANS));
            }
            if (random.nextInt(5) > 0) {
                declare(company, "r" + number);
            }
        }
        return possible(new Case(company, person(), surroundings(), asked(), memory()));
    }

    /** The API refuses to empty a list of employments, so that a further identity without any never had one. */
    private static Case possible(Case some) {
        var memory = some.memory();
        return some.around().main() instanceof Main.Of
                        && some.person().employments().isEmpty()
                ? new Case(
                        some.company(),
                        some.person(),
                        some.around(),
                        some.asked(),
                        new Memory(
                                memory.person(),
                                memory.roles(),
                                memory.assignments(),
                                List.of(),
                                memory.awayAt(),
                                memory.departedAt(),
                                memory.purgedAt(),
                                memory.forgottenAt(),
                                memory.accounts(),
                                memory.unassigned(),
                                memory.owed()))
                : some;
    }

    private void declare(Company company, String name) {
        if (random.nextInt(3) == 0) {
            company.hasRole(name, rule(name), grants());
            company.inherits(name, roles().stream().map(RoleKey::name).toArray(String[]::new));
            company.answers(rule(name), oneOf(List.of(Truth.values())));
            if (random.nextBoolean()) {
                company.keeps(name, oneOf(SPANS));
            }
        } else {
            company.hasRole(name, roles(), grants());
        }
        if (random.nextInt(4) == 0) {
            company.conflicts(name, roles(), exceptions());
        }
        if (random.nextInt(4) == 0) {
            company.terms(name, terms());
        }
    }

    static Rule rule(String name) {
        return new Rule("the rule of " + name);
    }

    private AssignmentTerms terms() {
        return new AssignmentTerms(
                random.nextInt(3) > 0,
                seldom(() -> oneOf(SPANS)).filter(Duration::isPositive),
                random.nextBoolean() ? new TreeSet<>(Set.of(Attributes.DISPLAY_NAME)) : new TreeSet<>());
    }

    private ConflictException[] exceptions() {
        return seldom(() -> new ConflictException(
                        oneOf(List.of("people/ada", "people/bob", "people/eve")),
                        Moment.parse(oneOf(MOMENTS)).orElseThrow(),
                        "hand-over"))
                .stream()
                .toArray(ConflictException[]::new);
    }

    private Asked asked() {
        return new Asked(
                roles().stream()
                        .map(role -> new Assignment(
                                role,
                                seldom(this::moment).flatMap(Function.identity()),
                                seldom(this::moment).flatMap(Function.identity())))
                        .toList(),
                random.nextInt(4) > 0
                        ? List.of()
                        : roles().stream()
                                .map(role -> new Elsewhere(
                                        oneOf(List.of("people/aaa", "people/bob")),
                                        role,
                                        oneOf(List.of(Cause.Kind.values())),
                                        oneOf(List.of(NOW.minusSeconds(99), NOW.minusSeconds(9), NOW)),
                                        random.nextInt(4) == 0))
                                .toList());
    }

    private Deprovisioning deprovisioning() {
        var reactions = List.of(Reaction.values());
        return new Deprovisioning(oneOf(reactions), oneOf(reactions), oneOf(reactions), oneOf(reactions), oneOf(SPANS));
    }

    private List<RoleKey> roles() {
        return random.ints(random.nextInt(4), 0, SOME)
                .mapToObj(number -> role("r" + number))
                .distinct()
                .toList();
    }

    private Grant[] grants() {
        return random.ints(random.nextInt(3), 0, SOME)
                .mapToObj(number -> new Grant(
                        app("a" + number), random.nextBoolean() ? Set.of() : Set.of(group("g" + random.nextInt(SOME)))))
                .toArray(Grant[]::new);
    }

    private Person person() {
        return new Person(
                Company.NAMESPACE,
                "ada",
                PersonType.Employee,
                new Identity(Company.NAMESPACE, "1815"),
                Attributes.of(Map.of(Attributes.USER_NAME, "ada")),
                employments(),
                oneOf(WORKDAYS),
                seldom(() -> new Pause(moment())),
                NOW.minus(Duration.ofDays(100)));
    }

    private List<Employment> employments() {
        var employments = new ArrayList<Employment>();
        for (var number = random.nextInt(4); number > 0; number--) {
            employments.add(employment("e" + number));
        }
        return employments;
    }

    private Employment employment(String id) {
        var job = Job.job(id).is(oneOf(List.of(Employment.Status.values())));
        for (var number = random.nextInt(3); number > 0; number--) {
            job = random.nextBoolean() ? job.away(oneOf(MOMENTS)) : job.away(oneOf(MOMENTS), oneOf(MOMENTS));
        }
        if (random.nextBoolean()) {
            job = job.from(oneOf(MOMENTS));
        }
        if (random.nextInt(3) == 0) {
            job = job.until(oneOf(MOMENTS));
        }
        if (random.nextInt(4) == 0) {
            job = job.primary();
        }
        if (random.nextInt(4) == 0) {
            job = job.confidential();
        }
        return random.nextBoolean()
                ? job.as(Attributes.DISPLAY_NAME, "Ada of " + id).entry()
                : job.entry();
    }

    private Optional<Moment> moment() {
        return random.nextInt(4) == 0 ? Optional.empty() : Moment.parse(oneOf(MOMENTS));
    }

    private Surroundings surroundings() {
        var duties = random.nextInt(4) > 0
                ? Duties.NONE
                : new Duties(
                        random.nextInt(4) == 0,
                        random.nextInt(4) == 0,
                        seldom(() -> Duration.ofDays(200)),
                        Optional.of(Duration.ofDays(random.nextInt(60))),
                        random.nextInt(4) == 0 ? new TreeSet<>(Set.of(Attributes.DISPLAY_NAME)) : new TreeSet<>());
        return new Surroundings(
                duties,
                main(),
                seldom(() -> new Related("bob", oneOf(List.of(Related.Standing.values())))),
                seldom(() -> new Related("eve", oneOf(List.of(Related.Standing.values())))).stream()
                        .toList(),
                random.nextInt(8) == 0 ? List.of(new Problem(oneOf(List.of(Problem.Kind.values())), "any")) : List.of(),
                seldom(() -> new Policy.Forget(oneOf(SPANS), oneOf(List.of(Policy.Forget.How.values())))),
                random.nextBoolean(),
                oneOf(SPANS));
    }

    private Main main() {
        return switch (random.nextInt(10)) {
            case 0 -> new Main.Missing("bob");
            case 1 -> new Main.Unknown("bob");
            case 2, 3 ->
                new Main.Of(
                        pin(),
                        seldom(() -> oneOf(KEYS)),
                        new Career(employments(), remembered(), oneOf(WORKDAYS), departed()));
            default -> new Main.Own();
        };
    }

    private Pin pin() {
        return new Pin(Company.NAMESPACE, oneOf(List.of("bob", "eve")), oneOf(KEYS));
    }

    private List<LastSeen> remembered() {
        var remembered = new ArrayList<LastSeen>();
        for (var number = random.nextInt(3) - 1; number >= 0; number--) {
            remembered.add(new LastSeen(
                    "e" + (number + 2),
                    random.nextInt(4) > 0,
                    random.nextInt(4) == 0,
                    moment().map(moment -> moment.start(Workday.WHOLE_DAYS_IN_UTC))));
        }
        return remembered;
    }

    private Optional<Instant> departed() {
        return seldom(() -> NOW.minus(Duration.ofDays(random.nextInt(50))));
    }

    private Memory memory() {
        var roles = new HashMap<RoleKey, Held>();
        roles().forEach(role -> roles.put(role, new Held(causes(role))));
        var accounts = new HashMap<AppId, KnownAccount>();
        random.ints(random.nextInt(4), 0, SOME).forEach(number -> accounts.put(app("a" + number), account(number)));
        return new Memory(
                random.nextBoolean() ? Optional.of(pin()) : Optional.empty(),
                roles,
                assignments(),
                remembered(),
                seldom(() -> NOW.minus(Duration.ofDays(random.nextInt(50)))),
                departed(),
                seldom(() -> NOW.minus(Duration.ofDays(random.nextInt(50)))),
                seldom(() -> NOW.minus(Duration.ofDays(random.nextInt(50)))),
                accounts,
                unassigned(accounts.keySet()),
                owed(accounts));
    }

    /** Drawn from what was drawn, so that all else is what it was before. */
    private static Map<AppId, Set<Entitlement>> owed(Map<AppId, KnownAccount> accounts) {
        return accounts.entrySet().stream()
                .filter(account -> account.getKey().name().hashCode() % 3 == 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        account -> Company.groups(
                                "g" + account.getValue().state().name().length() % SOME)));
    }

    private Map<AppId, Instant> unassigned(Set<AppId> apps) {
        var times = new HashMap<AppId, Instant>();
        apps.forEach(app -> seldom(() -> NOW.minus(oneOf(SPANS))).ifPresent(time -> times.put(app, time)));
        return times;
    }

    /** One to three, each for a reason of its own. */
    private List<Cause> causes(RoleKey role) {
        var causes = new ArrayList<Cause>();
        for (var number = random.nextInt(3); number >= 0; number--) {
            var cause = cause(role);
            if (causes.stream().noneMatch(cause::sameReasonAs)) {
                causes.add(cause);
            }
        }
        return causes;
    }

    private Cause cause(RoleKey role) {
        var since = NOW.minus(oneOf(List.of(Duration.ofSeconds(9), Duration.ofSeconds(99), Duration.ofDays(20))));
        return switch (oneOf(List.of(Cause.Kind.values()))) {
            case Explicit -> new Cause(Cause.Kind.Explicit, Optional.empty(), since);
            case Rule ->
                new Cause(
                        Cause.Kind.Rule,
                        Optional.empty(),
                        since,
                        Optional.empty(),
                        Optional.of(new Membership(rule(role.name()), Duration.ZERO).version() + ".values"));
            case Grace ->
                new Cause(
                        Cause.Kind.Grace,
                        Optional.empty(),
                        since,
                        Optional.of(since.plus(oneOf(SPANS))),
                        Optional.empty());
            case Inherited -> new Cause(Cause.Kind.Inherited, Optional.of(role("r" + random.nextInt(SOME))), since);
        };
    }

    private Map<RoleKey, AssignmentState> assignments() {
        var states = new HashMap<RoleKey, AssignmentState>();
        seldom(this::roles).ifPresent(roles -> roles.forEach(role -> states.put(role, assignment())));
        return states;
    }

    private AssignmentState assignment() {
        return new AssignmentState(
                NOW.minus(oneOf(SPANS)),
                seldom(this::moment).flatMap(Function.identity()),
                seldom(() -> "names.values"),
                seldom(() -> new AssignmentState.Ended(
                        NOW.minus(oneOf(SPANS)), oneOf(List.of(AssignmentState.By.values())))));
    }

    private KnownAccount account(int number) {
        return new KnownAccount(
                random.nextInt(5) > 0 ? Optional.of(new RemoteId("id" + number)) : Optional.empty(),
                Optional.of(Company.tenant("a" + number)),
                oneOf(List.of(AccountState.values())),
                Optional.empty(),
                NOW,
                random.nextInt(4) == 0);
    }

    private <T> Optional<T> seldom(Supplier<T> some) {
        return random.nextInt(4) == 0 ? Optional.of(some.get()) : Optional.empty();
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
