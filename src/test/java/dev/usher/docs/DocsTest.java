package dev.usher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.cluster.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page leads somewhere and can be found, and whatever it tells somebody to type is run by a test, or listed as not. */
class DocsTest {
    /** How much pages tell people to type that DocsIT cannot run. Before it is raised: can it be run after all? */
    private static final int NOT_RUN_AT_MOST = 20;

    private static final Set<String> LANGUAGES =
            Set.of("yaml", "sh", "console", "text", "json", "jq", "java", "lua", "promql", "cel");
    private static final Pattern NAMES_A_PAGE =
            Pattern.compile("(?<![\\w/.-])((?:docs|helm/usher)/(?:[\\w-]+/)*[\\w-]+\\.md)(#[\\w-]+)?");

    static List<Path> pages() {
        return Pages.all();
    }

    @Test
    void theMapHasEveryPage() {
        var map = new Markdown(Pages.text(Pages.MAP)).links();
        var decisions = new Markdown(Pages.text(Path.of("docs/decisions/README.md"))).links();
        var kinds = new Markdown(Pages.text(Path.of("docs/kinds/README.md"))).links();
        var runbooks = new Markdown(Pages.text(Path.of("docs/runbooks/README.md"))).links();
        var missing = new TreeSet<String>();
        for (var page : Pages.all()) {
            var below = Path.of("docs").relativize(page).toString();
            var file = page.getFileName().toString();
            boolean isFound = !page.startsWith("docs")
                    || page.equals(Pages.MAP)
                    || map.contains(below)
                    || (page.startsWith("docs/decisions") && decisions.contains(file))
                    || (page.startsWith("docs/kinds") && kinds.contains(file))
                    || (page.startsWith("docs/runbooks") && runbooks.contains(file));
            if (!isFound) {
                missing.add(below);
            }
        }
        assertThat(missing).as("pages to which no link of %s leads", Pages.MAP).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfAPageLeadsSomewhere(Path page) {
        var dead = new ArrayList<String>();
        for (var link : new Markdown(Pages.text(page)).links()) {
            if (!link.matches("[a-z]+:.*") && !isThere(page, link)) {
                dead.add(link);
            }
        }
        assertThat(dead).isEmpty();
    }

    private static boolean isThere(Path page, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(Project.path(target.toString()))
                && (parts.length == 1
                        || new Markdown(Pages.text(target)).anchors().contains(parts[1]));
    }

    @Test
    void everyPageThatCodeAndSamplesNameIsThere() {
        var dead = new TreeSet<String>();
        for (var file : Pages.whatNamesPages()) {
            NAMES_A_PAGE.matcher(Pages.text(file)).results().forEach(named -> {
                if (!isThere(Path.of("README.md"), named.group())) {
                    dead.add(file + " names " + named.group());
                }
            });
        }
        assertThat(dead).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockSaysWhatItIs(Path page) {
        assertThat(Fence.of(page))
                .allSatisfy(fence -> assertThat(LANGUAGES)
                        .as(
                                "%s: write behind the fence what it is: sh for commands, console where their output follows, text for all else",
                                fence)
                        .contains(fence.language()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noCommandIsHiddenInABlockOfText(Path page) {
        assertThat(Fence.of(page).stream()
                        .filter(fence -> fence.language().equals("text"))
                        .flatMap(fence -> fence.text().lines())
                        .filter(line -> line.matches("(\\$ |kubectl |helm |\\./usher ).*"))
                        .filter(line -> !Command.PLACE.matcher(line).matches()))
                .as("write sh or console behind the fence")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyQueryIsRunByTheTestOfQueries(Path page) {
        var tests = Stream.of("chart/AuditQueriesIT", "operator/LogsIT")
                .map(name -> Pages.text(Path.of("src/test/java/dev/usher/" + name + ".java")))
                .toList();
        var lines = Pages.text(page).lines().toList();
        assertThat(Fence.of(page).stream().filter(fence -> fence.language().equals("jq")))
                .allSatisfy(fence -> assertThat(tests)
                        .anySatisfy(test -> assertThat(test)
                                .contains("\"" + page.getFileName() + "\"")
                                .contains("\"" + lines.get(fence.line() - 3).replace("### ", "") + "\"")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRecordThatAPageShowsIsOne(Path page) {
        assertThat(Fence.of(page).stream().filter(fence -> fence.language().equals("json")))
                .allSatisfy(fence -> assertThat(
                                new JsonMapper().readTree(fence.text()).isObject())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatAPageNamesIsThere(Path page) {
        assertThat(Tests.all()).containsAll(Tests.named(Pages.text(page)));
    }

    @Test
    void everyPictureIsReadableByLightAndByNight() {
        var pictures = Pages.below("docs/pictures").toList();
        assertThat(pictures)
                .isNotEmpty()
                .allSatisfy(picture -> assertThat(Pages.text(picture))
                        .contains("<title", "<desc", "viewBox", "class=\"paper\"", "prefers-color-scheme: dark")
                        .doesNotContain("<script", "href=", "<image"));
    }

    @Test
    void everyCommandIsRunOrListedAsNot() {
        var listed = NotRun.all();
        var neither = Command.all().stream()
                .filter(command -> !isRun(command))
                .filter(command -> listed.stream().noneMatch(one -> one.isAbout(command.page(), command.text())))
                .map(Command::toString);
        assertThat(neither)
                .as("what no test runs: write it so that one can, or list it in not-run.txt")
                .isEmpty();
    }

    /** By itself {@code helm upgrade --set} forgets every value that the installation had. */
    @Test
    void everyUpgradeSaysWhatBecomesOfTheValuesThatWereSetBefore() {
        var upgrades = Command.all().stream()
                .filter(command -> command.tool().equals("helm"))
                .map(command -> command.words().orElseThrow())
                .filter(words -> words.contains("upgrade"));
        assertThat(upgrades)
                .isNotEmpty()
                .allSatisfy(words -> assertThat(words)
                        .containsAnyOf("--reset-then-reuse-values", "--reset-values", "-f", "--values"));
    }

    /** Whether a test runs it, or has what it would do judged; that a file is there is not enough. */
    private static boolean isRun(Command command) {
        return switch (command.tool()) {
            case "kubectl" ->
                !NotRun.has(command)
                        && Kubectl.tried(command.words().orElseThrow()).isPresent();
            case "helm" -> Helm.tried(command.words().orElseThrow()).isPresent();
            case "./usher" -> true; // UsherInDocsTest
            case String setting when setting.matches("[A-Z_]+=.*") -> isSetting(setting);
            default -> false;
        };
    }

    @Test
    void everyTestThatABuildIsToldToRunIsThere() {
        var named = Command.all().stream()
                .filter(command -> command.tool().equals("./mvnw"))
                .flatMap(command -> command.words().orElseThrow().stream())
                .filter(word -> word.matches("-D(it\\.)?test=.*"))
                .flatMap(word -> Pattern.compile(",").splitAsStream(word.substring(word.indexOf('=') + 1)))
                .filter(test -> !test.equals("none"));
        assertThat(named).isNotEmpty().allMatch(Tests.all()::contains);
    }

    private static boolean isSetting(String setting) {
        return Pages.text(Path.of("docs/settings.md")).contains("`" + setting.split("=", 2)[0] + "`");
    }

    @Test
    void everyManifestIsOfAKindThatTheTestsKnowOrListedAsNot() {
        var listed = NotRun.all();
        var neither = Manifest.all().stream()
                .filter(manifest -> !manifest.isKnown())
                .filter(manifest -> listed.stream()
                        .noneMatch(one -> one.isAbout(Path.of(manifest.where().split(":", -1)[0]), manifest.kind())))
                .map(Manifest::toString);
        assertThat(neither).isEmpty();
    }

    @Test
    void whatIsListedAsNotRunIsThereAndGrowsNotInSilence() {
        var listed = NotRun.all();
        var commands = Command.all();
        var manifests = Manifest.all();
        assertThat(listed)
                .as("each is on its page")
                .allMatch(one -> commands.stream()
                                .anyMatch(command -> !isRun(command) && one.isAbout(command.page(), command.text()))
                        || manifests.stream()
                                .anyMatch(manifest -> !manifest.isKnown()
                                        && one.isAbout(Path.of(manifest.where().split(":", -1)[0]), manifest.kind())));
        assertThat(listed)
                .as("each says why, and which test runs it otherwise is there")
                .allMatch(one -> !one.reason().isBlank() && one.test().stream().allMatch(Tests.all()::contains));
        assertThat(listed).hasSizeLessThanOrEqualTo(NOT_RUN_AT_MOST);
    }

    @Test
    void everyKindHasAPage() {
        assertThat(Pages.below("crds")
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".yml"))
                        .toList())
                .hasSize(9)
                .allSatisfy(file ->
                        assertThat(Pages.text(Path.of("docs/kinds/README.md"))).contains("(" + kindOf(file) + ".md)"));
    }

    private static String kindOf(String definition) {
        var kind = Pages.text(Path.of("crds", definition)).replaceAll("(?s).*?\\n    kind: \"(\\w+)\".*", "$1");
        return kind.toLowerCase(Locale.ROOT);
    }
}
