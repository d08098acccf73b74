package dev.usher.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** What the tools in the test tree may see: the demo and the bench are run by people, so they hang on no test. */
public final class TestTreeRules {

    private static final String[] TOOLS = {
        "dev.usher.simulator..",
        "dev.usher.thirdparty..",
        "dev.usher.cluster..",
        "dev.usher.demo..",
        "dev.usher.bench.."
    };
    private static final Pattern TEST = Pattern.compile("\\w*(Test|IT)(\\$.*)?");

    private TestTreeRules() {}

    public static List<Rule> all() {
        return List.of(
                Rule.of(
                        "the simulator shares no code with us, so that it cannot agree with our mistakes",
                        noClasses()
                                .that()
                                .resideInAPackage("dev.usher.simulator..")
                                .should()
                                .dependOnClassesThat(resideInAPackage("dev.usher..")
                                        .and(DescribedPredicate.not(resideInAPackage("dev.usher.simulator..")))
                                        .and(DescribedPredicate.not(isATest()))),
                        "package dev.usher.simulator; class Sharing { dev.usher.runtime.Wiring ours; }"),
                Rule.of(
                        "demo, bench, cluster and servers of others see main and each other, and no code of the tests",
                        noClasses()
                                .that(resideInAnyPackage(TOOLS).and(DescribedPredicate.not(isATest())))
                                .should()
                                .dependOnClassesThat(isOfTheTestTree()
                                        .and(DescribedPredicate.not(resideInAnyPackage(TOOLS)))
                                        .or(isATest())),
                        "package dev.usher.demo; class Leaning { dev.usher.sync.SomeTest test; }"),
                Rule.of(
                        "demo, bench and the simulator run without a test framework",
                        noClasses()
                                .that(resideInAnyPackage(
                                                "dev.usher.simulator..", "dev.usher.demo..", "dev.usher.bench..")
                                        .and(DescribedPredicate.not(isATest())))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "org.junit..", "org.assertj..", "org.mockito..", "com.tngtech.archunit..")),
                        "package dev.usher.bench; class Asserting { org.assertj.core.api.Assertions all; }"));
    }

    private static DescribedPredicate<JavaClass> isATest() {
        return DescribedPredicate.describe(
                "are tests",
                type -> TEST.matcher(type.getName().substring(type.getName().lastIndexOf('.') + 1))
                        .matches());
    }

    private static DescribedPredicate<JavaClass> isOfTheTestTree() {
        return DescribedPredicate.describe(
                "are of the test tree",
                type -> type.getSource()
                        .map(source -> source.getUri())
                        .map(URI::getPath)
                        .filter(path -> path.contains("/test-classes/"))
                        .isPresent());
    }
}
