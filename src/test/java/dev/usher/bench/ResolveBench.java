package dev.usher.bench;

import com.sun.management.ThreadMXBean;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Asked;
import dev.usher.domain.access.AssignmentTerms;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.Membership;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Resolver;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.Separation;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Workday;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Judge;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Texts;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What it costs to decide about one person: 20 roles that are held, in 3 levels, over 10 apps; what rules say is given. */
final class ResolveBench {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final String PEOPLE = "people";
    private static final int ROUNDS = 5;
    private static final int TIMES = 50_000;
    private static final int TOPS = 4;
    private static final int APPS = 10;
    private static final int ROLES = 20;
    private static final int MOST_NANOS = 30_000;
    private static final int MOST_BYTES = 20 * 1024;

    private final Map<RoleKey, RoleDefinition> roles = new HashMap<>();
    private final Access access;
    private final Asked asked = Asked.of(Stream.of(role("top0"), role("top1")));
    private final Person ada = new Person(
            PEOPLE,
            "ada",
            PersonType.Employee,
            new Identity(PEOPLE, "1815"),
            Attributes.of(Map.of(Attributes.USER_NAME, "ada", Attributes.DISPLAY_NAME, "Ada")),
            List.of(new Employment("main", Employment.Status.Active, Optional.empty(), Optional.empty(), false)),
            Workday.WHOLE_DAYS_IN_UTC,
            Optional.empty(),
            NOW);
    private Memory memory = Memory.NONE;
    private int given;

    private ResolveBench() {
        for (var top = 0; top < TOPS; top++) {
            var middles = List.of("middle" + top + "a", "middle" + top + "b");
            declare("top" + top, membership(top), middles);
            middles.forEach(middle -> {
                declare(middle, Optional.empty(), List.of("leaf of " + middle));
                declare("leaf of " + middle, Optional.empty(), List.of());
            });
        }
        var apps = new HashMap<AppId, AppDefinition>();
        for (var number = 0; number < APPS; number++) {
            var app = app(number);
            var tenant = Tenant.of("fake|" + number);
            apps.put(
                    app,
                    new AppDefinition(
                            app, Optional.empty(), Deprovisioning.STANDARD, Duration.ZERO, Optional.of(tenant)));
            var id = Optional.of(new RemoteId("id in " + number));
            memory = memory.with(
                    app, new KnownAccount(id, Optional.of(tenant), AccountState.Active, Optional.empty(), NOW));
        }
        access = new Access(roles, apps, List.of(), new AlwaysTrue());
        memory = resolve().next();
        var held = memory.roles().size();
        var decided = resolve().apps().size();
        if (held != ROLES || decided != APPS) {
            throw new IllegalStateException(held + " roles and " + decided + " apps");
        }
    }

    /** Half of the roles that contain others are held by a rule, with a grace. */
    private Optional<Membership> membership(int top) {
        return top < TOPS / 2
                ? Optional.empty()
                : Optional.of(new Membership(new Rule("user.department == '" + top + "'"), Duration.ofDays(3)));
    }

    /** Each conflicts with one that nobody holds. */
    private void declare(String name, Optional<Membership> membership, List<String> contained) {
        var number = given++;
        var groups = Set.of(
                new Entitlement(Entitlement.GROUP, "group" + number), new Entitlement(Entitlement.GROUP, "everyone"));
        roles.put(
                role(name),
                new RoleDefinition(
                        role(name),
                        contained.stream().map(ResolveBench::role).toList(),
                        List.of(new Grant(app(number % APPS), groups)),
                        membership,
                        AssignmentTerms.STANDARD,
                        new Separation(Set.of(role("nobody's")), List.of()),
                        Map.of()));
    }

    private static RoleKey role(String name) {
        return new RoleKey(PEOPLE, name);
    }

    private static AppId app(int number) {
        return new AppId(PEOPLE, "app" + number);
    }

    /** What rules say is given. */
    private static final class AlwaysTrue implements Judge {
        @Override
        public Truths about(Subject subject) {
            return rule -> Truth.YES;
        }

        @Override
        public Texts texts(Subject subject) {
            return Texts.NONE;
        }

        @Override
        public boolean asksForTheDay() {
            return false;
        }

        @Override
        public Truth of(EntitlementRule rule, Entitlement entitlement) {
            return Truth.YES;
        }
    }

    private Resolution resolve() {
        return Resolver.resolve(ada, Surroundings.NONE, asked, access, memory, NOW);
    }

    /** The bytes that one decision allocates, the latest of so many. */
    static long garbage(int times) {
        var bench = new ResolveBench();
        for (var time = 0; time < times; time++) {
            bench.decide();
        }
        var before = allocated();
        for (var time = 0; time < times; time++) {
            bench.decide();
        }
        return (allocated() - before) / times;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private void decide() {
        if (resolve().apps().size() != APPS) {
            throw new IllegalStateException("not everything was decided");
        }
    }

    /** Returns whether every figure is within its bound. */
    static boolean run(PrintStream out) {
        var bench = new ResolveBench();
        var nanos = new double[ROUNDS];
        var bytes = new double[ROUNDS];
        // The first rounds are the compiler's.
        for (var round = -2; round < ROUNDS; round++) {
            var before = allocated();
            var began = System.nanoTime();
            for (var time = 0; time < TIMES; time++) {
                bench.decide();
            }
            if (round >= 0) {
                nanos[round] = (System.nanoTime() - began) / (double) TIMES;
                bytes[round] = (allocated() - before) / (double) TIMES;
            }
        }
        var figures = new Figures(out);
        figures.head();
        var what = " to decide: %d roles in 3 levels, %d apps".formatted(ROLES, APPS);
        var quick = figures.row("time" + what, nanos, MOST_NANOS, "ns");
        return figures.row("garbage" + what, bytes, MOST_BYTES, "bytes") && quick;
    }
}
