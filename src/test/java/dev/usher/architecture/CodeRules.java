package dev.usher.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.time.Clock;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** What no room may do, and what each must. */
public final class CodeRules {

    private static final int MOST_PARAMETERS = 6;
    private static final int PARAMETERS_OF_EVERY_ENUM = 2;
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Utils?|Helpers?|Managers?|Common|Impl)");
    private static final Set<String> EMPTY_SEGMENTS =
            Set.of("util", "utils", "helper", "helpers", "manager", "managers", "common", "impl");
    private static final Set<String> CLOCKS =
            Set.of("Instant", "LocalDate", "LocalTime", "LocalDateTime", "OffsetDateTime", "ZonedDateTime", "Year");

    private CodeRules() {}

    public static List<Rule> all() {
        return List.of(
                Rule.of(
                        "time comes from an injected clock",
                        noClasses().should().accessTargetWhere(readsTheTime()),
                        "package dev.usher.sync; class Clocked { java.util.function.Supplier<?> now = java.time.Instant::now; }"),
                Rule.of(
                        "only runtime and cli take the clock of the system",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(Room.RUNTIME.packages(), Room.CLI.packages())
                                .should()
                                .accessTargetWhere(
                                        calls("java.time.Clock", "systemUTC", "systemDefaultZone", "system")),
                        "package dev.usher.sync; class Ticking { Object clock = java.time.Clock.systemUTC(); }"),
                Rule.of(
                        "only runtime, and what cuts exchanges in net, reads the monotonic ticker of the system",
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(Room.RUNTIME.packages())
                                .and()
                                .haveNameNotMatching("dev\\.usher\\.net\\.Deadlines.*")
                                .should()
                                .accessTargetWhere(calls("java.lang.System", "nanoTime")),
                        "package dev.usher.net; class Timed { long now() { return System.nanoTime(); } }"),
                Rule.of(
                        "nothing sleeps",
                        noClasses()
                                .should()
                                .accessTargetWhere(calls("java.lang.Thread", "sleep")
                                        .or(calls("java.util.concurrent.TimeUnit", "sleep"))),
                        "package dev.usher.runtime; class Sleepy { void nap() throws Exception { Thread.sleep(1); } }"),
                Rule.of(
                        "only net resolves names and opens sockets",
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(Room.NET.packages())
                                .should()
                                .accessTargetWhere(reachesOut()),
                        "package dev.usher.runtime; class Outgoing { Object open(java.net.URL url) throws Exception"
                                + " { return url.openStream(); } }"),
                Rule.of(
                        "no filter of a directory is written as a text, but for one that somebody declares",
                        noClasses()
                                .that()
                                .doNotHaveFullyQualifiedName("dev.usher.source.ldap.DeclaredFilter")
                                .should()
                                .accessTargetWhere(calls("com.unboundid.ldap.sdk.Filter", "create")),
                        "package dev.usher.connector.ldap; class Written { Object filter(String name) throws Exception"
                                + " { return com.unboundid.ldap.sdk.Filter.create(\"(uid=\" + name + \")\"); } }"),
                Rule.of(
                        "no field is injected",
                        noFields()
                                .should()
                                .beAnnotatedWith("jakarta.inject.Inject")
                                .orShould()
                                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty"),
                        "package dev.usher.runtime; class Injected { @jakarta.inject.Inject String field; }"),
                Rule.of(
                        "no static field can change",
                        fields().that().areStatic().should().beFinal(),
                        "package dev.usher.domain; class Counter { static int count; }"),
                Rule.of(
                        "no static field holds state",
                        noFields().that().areStatic().should().haveRawType(holdsState()),
                        "package dev.usher.domain; class Cache {"
                                + " static final java.util.HashMap<String, String> SEEN = new java.util.HashMap<>(); }"),
                Rule.of(
                        "a record of the api reads fields that it does not know",
                        classes()
                                .that()
                                .resideInAPackage(Room.API.packages())
                                .and()
                                .areRecords()
                                .should()
                                .beAnnotatedWith(ignoresUnknown()),
                        "package dev.usher.api; record Strict(String field) {}"),
                Rule.of(
                        "reconcilers are called so and live in controller",
                        classes()
                                .that()
                                .areAssignableTo(Reconciler.class)
                                .should()
                                .haveSimpleNameEndingWith("Reconciler")
                                .andShould()
                                .resideInAPackage(Room.CONTROLLER.packages()),
                        "package dev.usher.controller; abstract class Reconciling"
                                + " implements io.javaoperatorsdk.operator.api.reconciler.Reconciler<io.fabric8.kubernetes.api.model.Secret> {}"),
                Rule.of(
                        "no class and no package has a name that says nothing",
                        classes().should(be(named())),
                        "package dev.usher.domain.utils; class Anything {}"),
                Rule.of(
                        "every package is null-marked",
                        classes().should(be(inANullMarkedPackage())),
                        "package dev.usher.rules.unmarked; class Nullable {}"),
                Rule.of(
                        "a constructor has at most six parameters, but for a record's",
                        constructors().should(be(concise())),
                        "package dev.usher.domain; class Wide { Wide(int a, int b, int c, int d, int e, int f, int g) {} }"));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheTime() {
        return DescribedPredicate.describe("read the time", access -> {
            JavaClass owner = access.getTargetOwner();
            if (owner.getPackageName().equals("java.time")) {
                return CLOCKS.contains(owner.getSimpleName())
                        && access.getName().equals("now")
                        && !isGivenAClock(access);
            }
            return (owner.isEquivalentTo(System.class) && access.getName().equals("currentTimeMillis"))
                    || (owner.isEquivalentTo(Date.class) && access.getName().equals("<init>"));
        });
    }

    private static boolean isGivenAClock(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static DescribedPredicate<JavaAccess<?>> reachesOut() {
        return calls("java.net.InetAddress", "getByName", "getAllByName", "getLocalHost")
                .or(calls("java.net.URL", "openStream", "openConnection", "getContent"))
                .or(calls("java.net.Socket", "<init>"))
                .or(calls("java.net.DatagramSocket", "<init>"))
                .or(calls("java.nio.channels.SocketChannel", "open"))
                .or(calls("javax.net.SocketFactory", "createSocket"))
                .or(DescribedPredicate.describe(
                        "java.net.http",
                        access -> access.getTargetOwner().getPackageName().startsWith("java.net.http")));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String owner, String... names) {
        return DescribedPredicate.describe(
                owner + " " + List.of(names),
                access -> access.getTargetOwner().getName().equals(owner)
                        && List.of(names).contains(access.getName()));
    }

    private static DescribedPredicate<JavaClass> holdsState() {
        return DescribedPredicate.or(List.of(
                assignableTo(AbstractCollection.class),
                assignableTo(AbstractMap.class),
                assignableTo(ConcurrentMap.class),
                assignableTo(ThreadLocal.class),
                assignableTo(StringBuilder.class),
                assignableTo(Lock.class),
                resideInAPackage("java.util.concurrent.atomic")));
    }

    private static DescribedPredicate<JavaAnnotation<?>> ignoresUnknown() {
        return DescribedPredicate.describe(
                "@JsonIgnoreProperties(ignoreUnknown = true)",
                annotation -> annotation.getRawType().isEquivalentTo(JsonIgnoreProperties.class)
                        && annotation
                                .get("ignoreUnknown")
                                .filter(Boolean.TRUE::equals)
                                .isPresent());
    }

    private static DescribedPredicate<JavaClass> named() {
        return DescribedPredicate.describe(
                "named by what it is",
                type -> !EMPTY_NAME.matcher(type.getSimpleName()).matches()
                        && Arrays.stream(type.getPackageName().split("\\.")).noneMatch(EMPTY_SEGMENTS::contains));
    }

    private static DescribedPredicate<JavaClass> inANullMarkedPackage() {
        return DescribedPredicate.describe(
                "in a null-marked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    private static DescribedPredicate<JavaConstructor> concise() {
        return DescribedPredicate.describe("concise", constructor -> {
            JavaClass owner = constructor.getOwner();
            int hidden = owner.isEnum() ? PARAMETERS_OF_EVERY_ENUM : 0;
            return owner.isRecord()
                    || owner.isAnonymousClass()
                    || owner.isLocalClass()
                    || constructor.getRawParameterTypes().size() - hidden <= MOST_PARAMETERS;
        });
    }
}
