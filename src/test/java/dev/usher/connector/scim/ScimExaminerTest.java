package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Capability;
import dev.usher.connector.Credentials;
import dev.usher.connector.Examination;
import dev.usher.connector.Examination.Finding;
import dev.usher.connector.Examination.Fit;
import dev.usher.connector.Examination.Verdict;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.SimulatorBuilder;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.LookUps;
import dev.usher.simulator.dialect.Pages;
import dev.usher.simulator.dialect.Quirk;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimExaminerTest {
    private static final NetworkPolicy LOOPBACK = NetworkPolicy.parse("127.0.0.0/8", true);

    private final RecordingWire wire = new RecordingWire();

    private Examination examine(URI endpoint, String token, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of(
                "endpoint",
                endpoint.toString(),
                "auth",
                Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "token")))));
        settings.putAll(more);
        var config = new ScimConnector(trust -> new HttpTransport(LOOPBACK, 1, trust), Clock.systemUTC())
                .settled(new AppConfig(Client.APP, "scim", settings), List.of());
        return new ScimExaminer(trust -> new HttpTransport(LOOPBACK, 1, trust), Clock.systemUTC())
                .examine(config, new Credentials(Map.of("token", new Sensitive(token)), "1"), wire);
    }

    private Examination examine(SimulatorBuilder builder, Map<String, Object> settings) throws Exception {
        try (var simulator = builder.start()) {
            for (var name : List.of("ada", "grace", "alan")) {
                simulator.addUser(name);
            }
            for (var group : List.of("staff", "admins")) {
                simulator.addGroup(group);
            }
            simulator.addMember("staff", "ada");
            simulator.reset();
            var examination = examine(simulator.endpoint(), simulator.token(), Map.of("settings", settings));
            assertThat(simulator.writes()).isZero();
            assertThat(simulator.requests()).extracting(LoggedRequest::method).containsOnly("GET");
            assertThat(simulator.requestCount()).isLessThan(30);
            assertThat(examination.toString()).doesNotContain("grace", "alan", "staff", simulator.token());
            return examination;
        }
    }

    private static Stream<String> whats(Examination examination, Verdict verdict) {
        return examination.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::what);
    }

    /** An app that speaks otherwise, and the settings that tell Usher so. */
    record Odd(String name, Map<String, Object> advised, List<Quirk> quirks) {
        static Odd of(String name, Map<String, Object> advised, Quirk... quirks) {
            return new Odd(name, advised, List.of(quirks));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Odd> odd() {
        return Stream.of(
                Odd.of("as the protocol has it", Map.of()),
                Odd.of("cursors that it announces", Map.of(), Pages.Cursor.always()),
                Odd.of(
                        "cursors",
                        Map.of("page.method", "cursor"),
                        Pages.Cursor.always().unannounced()),
                Odd.of("links", Map.of("page.method", "link"), Pages.Link.here()),
                Odd.of("no filters, which it says", Map.of(), new LookUps.NoFilter(501, true)),
                Odd.of("no filters", Map.of("filter.attributes", List.of()), new LookUps.NoFilter(501, false)),
                Odd.of("filters passed over", Map.of("filter.attributes", List.of()), LookUps.Oddity.FILTER_IGNORED),
                Odd.of(
                        "filters that find nobody",
                        Map.of("filter.attributes", List.of("externalId")),
                        LookUps.Oddity.FILTERS_FIND_NOTHING),
                Odd.of(
                        "filters on user names",
                        Map.of("filter.attributes", List.of("userName")),
                        LookUps.FilterOn.orRefused("userName")),
                Odd.of(
                        "filters on names of groups, too",
                        Map.of("filter.attributes", List.of("userName", "displayName")),
                        LookUps.FilterOn.orRefused("userName", "displayName")),
                Odd.of("members on request, which it says", Map.of(), Groups.MembersShown.ON_REQUEST),
                Odd.of("members by probe", Map.of("members.read", "probe"), Groups.MembersShown.BY_PROBE));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void advisesWhatMakesUsherSpeakAsTheAppDoes(Odd app) throws Exception {
        var builder = ScimSimulator.builder().pageCap(2).plays(app.quirks().toArray(Quirk[]::new));

        var examination = examine(builder, Map.of());

        assertThat(examination.advised()).isEqualTo(app.advised());
        assertThat(examination.isBad())
                .as("something that does not work at all")
                .isFalse();
    }

    @Test
    void adviceThatIsTakenIsNotGivenAgain() throws Exception {
        var settings = Map.<String, Object>of(
                "page", Map.of("method", "link"), "filter", Map.of("attributes", List.of("userName", "displayName")));

        var examination = examine(
                ScimSimulator.builder()
                        .pageCap(2)
                        .plays(Pages.Link.here(), LookUps.FilterOn.orRefused("userName", "displayName")),
                settings);

        assertThat(examination.advised()).isEmpty();
        assertThat(examination.capabilities()).contains(new Capability("page.method", "link", Capability.Origin.spec));
    }

    @Test
    void saysWhereAListDoesNotComeToItsEnd() throws Exception {
        var examination = examine(ScimSimulator.builder().plays(new Pages.None(2)), Map.of());

        assertThat(whats(examination, Verdict.BAD))
                .singleElement()
                .asString()
                .contains("more accounts than the first page shows, and no way leads to the next page");
    }

    @Test
    void saysThatCapitalLettersMatter() throws Exception {
        var examination = examine(ScimSimulator.builder().plays(LookUps.Oddity.USER_NAME_CASE_EXACT), Map.of());

        assertThat(whats(examination, Verdict.NOTE))
                .anyMatch(what -> what.startsWith("it tells user names apart by capital letters"));
    }

    @Test
    void showsWhatWouldBeSentInTheFormThatIsAdvised() throws Exception {
        var examination = examine(
                ScimSimulator.builder().plays(new LookUps.NoFilter(501, false)),
                Map.of("users", Map.of("update", "put"), "active", Map.of("via", "delete")));

        var requests = examination.steps().stream()
                .collect(Collectors.toMap(Examination.Step::when, Examination.Step::requests));
        assertThat(requests.get("before somebody gets an account"))
                .containsExactly("GET /Users?startIndex=1&count=1000");
        assertThat(requests.get("they get it"))
                .singleElement()
                .asString()
                .startsWith("POST /Users {")
                .contains("\"userName\":\"ada@example.com\"", "\"active\":true");
        assertThat(requests.get("their e-mail and department change"))
                .satisfiesExactly(
                        read -> assertThat(read).isEqualTo("GET /Users/ACCOUNT-ID"),
                        write -> assertThat(write).startsWith("PUT /Users/ACCOUNT-ID {"));
        assertThat(requests.get("their access ends")).containsExactly("DELETE /Users/ACCOUNT-ID");
        assertThat(requests.get("the app is to delete who left, and their time is over"))
                .as("an app whose DELETE disables")
                .isEmpty();
    }

    @Test
    void namesThePresetThatSpeaksLikeTheApp() throws Exception {
        var examination = examine(ScimSimulator.builder().plays(Groups.MembersShown.BY_PROBE), Map.of());

        assertThat(examination.presets())
                .first()
                .isEqualTo(new Fit("aws-identity-center@1", false, false, List.of("members.read"), List.of()));
        assertThat(examination.presets()).extracting(Fit::preset).doesNotContain("rfc@1", "keycloak@1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://scim.eu-central-1.amazonaws.com/abc/scim/v2, aws-identity-center",
        "https://api.github.com/scim/v2/enterprises/acme, github-emu",
        "https://api.acme.ghe.com/scim/v2/enterprises/acme, github-emu",
        "https://acme.my.salesforce.com/services/scim/v2, salesforce",
        "https://dbc-1.cloud.databricks.com/api/2.0/preview/scim/v2, databricks",
        "https://api.slack.com/scim/v2, slack",
        "https://API.zoom.us/scim2, zoom",
        "https://api.atlassian.com/scim/directory/1, atlassian",
        "https://api.atlassian.com.evil.example/scim/directory/1, ",
        "https://api.github.com/scim/v2/enterprises-of-others, ",
        "https://scim.a.b.amazonaws.com/abc, ",
    })
    void knowsSomeProductsByTheirAddress(URI endpoint, @Nullable String preset) {
        var fits = new Fitting(Presets.shipped())
                .of(endpoint, Layer.SILENT, Layer.SILENT).stream()
                        .filter(Fit::byAddress)
                        .map(fit -> fit.preset().replaceFirst("@.*", ""));

        assertThat(fits).isEqualTo(Stream.ofNullable(preset).toList());
    }

    @Test
    void aPresetOfItsAddressIsNamedWithWhatSpeaksAgainstIt() {
        var fits = new Fitting(Presets.shipped())
                .of(
                        URI.create("https://scim.eu-central-1.amazonaws.com/abc/scim/v2"),
                        Layer.SILENT,
                        Layer.SILENT.with(Setting.MEMBERS_READ, Dialect.MembersRead.GROUP));

        assertThat(fits)
                .first()
                .isEqualTo(new Fit("aws-identity-center@1", false, true, List.of(), List.of("members.read")));
    }

    @Test
    void saysWhyAnAppCannotBeAskedAtAll() throws Exception {
        try (var simulator = ScimSimulator.start()) {
            var refused = examine(simulator.endpoint(), "another", Map.of());
            assertThat(refused.findings())
                    .last()
                    .isEqualTo(new Finding(Verdict.BAD, "connection", "the app rejects the credentials"));
            assertThat(refused.steps()).isEmpty();
        }
        var gone = ScimSimulator.start();
        gone.close();
        assertThat(examine(gone.endpoint(), "token", Map.of()).findings())
                .singleElement()
                .satisfies(why -> assertThat(why.what()).contains("no connection could be made"));
    }

    private static final String ADA =
            "{\"id\": \"1\", \"userName\": \"ada\", \"externalId\": \"e-1\", \"active\": true, \"groups\": [{\"value\": \"9\"}]%s}";

    private static String path(StubApp.Call call) {
        return call.target().replaceFirst("[?].*", "");
    }

    /** An app of one account, which is in a group that is not in its list, and whatever else it answers. */
    private Examination examine(String user, Function<StubApp.Call, Optional<StubApp.Reply>> more) {
        var group = "{\"id\": \"7\", \"displayName\": \"staff\"}";
        try (var app = StubApp.answering(call -> more.apply(call).orElseGet(() -> switch (path(call)) {
            case "/v2/Users" -> call.target().contains("nobody") ? StubApp.Reply.list(0) : StubApp.Reply.list(1, user);
            case "/v2/Users/1" -> StubApp.Reply.of(200, user);
            case "/v2/Groups" -> StubApp.Reply.list(1, group);
            case "/v2/Groups/7" -> StubApp.Reply.of(200, group);
            default -> StubApp.Reply.error(404, "");
        }))) {
            return examine(app.endpoint(), "token", Map.of());
        }
    }

    @Test
    void theGroupThatSomebodySaysToBeInIsReadBeforeAnythingIsSaidOfMembers() {
        var shown = "{\"id\": \"9\", \"displayName\": \"other\", \"members\": [{\"value\": \"1\"}]}";

        var examination = examine(
                ADA.formatted(""),
                call -> path(call).equals("/v2/Groups/9")
                        ? Optional.of(StubApp.Reply.of(200, shown))
                        : Optional.empty());

        assertThat(examination.advised()).doesNotContainKey("members.read");
        assertThat(whats(examination, Verdict.GOOD)).contains("a read of a group shows who is in it");
    }

    @Test
    void anAppThatPassesFiltersOverIsNotTakenForOneThatAnswersProbes() {
        var examination = examine(ADA.formatted(""), call -> Optional.empty());

        assertThat(examination.advised())
                .doesNotContainKey("members.read")
                .containsEntry("filter.attributes", List.of("externalId", "userName"));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500, 503})
    void whatCouldNotBeToldIsNoReasonForASetting(int status) {
        var examination = examine(
                ADA.formatted(""),
                call -> call.target().contains("filter=") || path(call).equals("/v2/Groups")
                        ? Optional.of(StubApp.Reply.error(status, ""))
                        : Optional.empty());

        assertThat(examination.advised()).isEmpty();
        assertThat(whats(examination, Verdict.BAD))
                .anyMatch(what -> what.startsWith("they could not be listed: "))
                .anyMatch(what -> what.startsWith("one by userName could not be tried: "));
    }

    @Test
    void anEmailOfAnotherTypeIsLeftAlone() {
        var home = ", \"emails\": [{\"value\": \"a@b.c\", \"type\": \"home\", \"primary\": true}]";
        var untyped = ", \"emails\": [{\"value\": \"a@b.c\", \"primary\": true}]";

        assertThat(examine(ADA.formatted(home), call -> Optional.empty()).advised())
                .doesNotContainKey("emails");
        assertThat(examine(ADA.formatted(untyped), call -> Optional.empty()).advised())
                .containsEntry("emails", "primary");
    }

    @Test
    void managersAreAsTheAppShowsThem() {
        var extension = ", \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\": {\"manager\": %s}";

        assertThat(examine(ADA.formatted(extension.formatted("\"7\"")), call -> Optional.empty())
                        .advised())
                .containsEntry("manager.form", "text");
        assertThat(examine(ADA.formatted(extension.formatted("{\"value\": \"7\"}")), call -> Optional.empty())
                        .advised())
                .doesNotContainKey("manager.form");
    }

    @Test
    void anAppThatIsNotToDescribeItselfIsNotAskedTo() throws Exception {
        try (var simulator = ScimSimulator.start()) {
            var examination =
                    examine(simulator.endpoint(), simulator.token(), Map.of("settings", Map.of("discovery", "never")));

            assertThat(simulator.requests())
                    .extracting(LoggedRequest::path)
                    .noneMatch(path -> path.contains("ServiceProviderConfig") || path.contains("Schemas"));
            assertThat(examination.capabilities()).noneMatch(one -> one.origin() == Capability.Origin.discovered);
        }
    }

    @Test
    void anEmptyAppIsSaidToBeEmpty() throws Exception {
        try (var simulator = ScimSimulator.start()) {
            var examination = examine(simulator.endpoint(), simulator.token(), Map.of());

            assertThat(whats(examination, Verdict.NOTE))
                    .anyMatch(what -> what.startsWith("it shows nobody"))
                    .anyMatch(what -> what.startsWith("none could be looked at"));
            assertThat(examination.isBad()).isFalse();
        }
    }

    @Test
    void anAppWhoseAccountsDoNotSayWhetherTheyAreActiveCannotBeChecked() {
        try (var app = StubApp.answering(call -> StubApp.Reply.list(1, "{\"id\": \"1\", \"userName\": \"ada\"}"))) {
            assertThat(whats(examine(app.endpoint(), "token", Map.of()), Verdict.BAD))
                    .anyMatch(what -> what.startsWith("none of them says whether it is active"));
        }
    }
}
