package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Mark;
import dev.usher.source.Passed;
import dev.usher.source.Pen;
import dev.usher.source.http.StandIn.Call;
import dev.usher.source.http.StandIn.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products, of which each answers here in the shape that its documentation has. */
@Timeout(60)
class PresetsTest {
    private static final Map<String, String> PLACES = Map.of(
            "company", "acme", "host", "hr.example.com", "tenant", "acme", "owner", "ISU Usher", "report", "People");
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("usher:s3cret".getBytes(StandardCharsets.UTF_8));

    private Function<Call, Reply> answers = call -> Reply.of(500, "");
    private final StandIn source = new StandIn(call -> answers.apply(call));

    @AfterEach
    void close() {
        source.close();
    }

    private static List<Preset> shipped() {
        return Presets.shipped().all();
    }

    private static Preset preset(String name) {
        return Presets.shipped().find(name + "@1").orElseThrow();
    }

    /** What is read, by what its fields are good for, of each record in turn. */
    private List<Map<String, String>> read(String name, Access access, Map<String, String> secrets) {
        var preset = preset(name);
        var base = URI.create("http://127.0.0.1:" + source.uri("/").getPort());
        var passed = new Passed();
        try (var reader = new Reader(base).as(access, secrets)) {
            var terms = preset.terms(Optional.of(base), PLACES);
            assertThat(terms.access()).isInstanceOf(access.getClass());
            assertThat(reader.feed(terms).read(passed)).isInstanceOf(Reading.Complete.class);
        }
        assertThat(passed.refusals).isEmpty();
        return passed.records.stream().map(record -> named(preset, record)).toList();
    }

    private static Map<String, String> named(Preset preset, FeedRecord record) {
        var named = new HashMap<String, String>();
        preset.fields()
                .forEach(
                        (field, pointer) -> record.value(pointer.toString()).ifPresent(text -> named.put(field, text)));
        return named;
    }

    private List<Map<String, String>> basic(String name) {
        var read = read(name, new Access.Basic(), Map.of("user", "usher", "password", "s3cret"));
        assertThat(source.calls).allSatisfy(call -> assertThat(call.headers()).containsEntry("authorization", BASIC));
        return read;
    }

    @Test
    void readBambooHr() {
        answers = call -> {
            var isFirst = call.body().contains("\"page\":1,");
            return Reply.json("""
                    {"data": [{"fields": {"employeeNumber": "%s", "firstName": "Ada", "lastName": "Lovelace",
                       "email": "ada@example.com", "status": "Inactive", "employmentStatus": "Full-Time", "hireDate": "2026-12-01",
                       "terminationDate": null, "jobInformationJobTitle": "Analyst", "jobInformationDepartment": "Engineering",
                       "jobInformationReportsTo": "2"}}],
                     "links": {%s}, "meta": {"page": %s, "pageSize": 1, "totalPages": 2, "totalItems": 2}}
                    """.formatted(isFirst ? 1 : 2, isFirst ? "\"next\": \"/x\"" : "", isFirst ? 1 : 2));
        };

        var read = basic("bamboohr");
        assertThat(read).hasSize(2);
        assertThat(read.getFirst())
                .isEqualTo(Map.of(
                        "name.given", "Ada",
                        "name.family", "Lovelace",
                        "email", "ada@example.com",
                        "title", "Analyst",
                        "department", "Engineering",
                        "manager", "2",
                        "status", "Inactive",
                        "employmentStatus", "Full-Time",
                        "startTime", "2026-12-01"));
        assertThat(source.calls.getFirst().method()).isEqualTo("POST");
        assertThat(source.calls.getFirst().path()).isEqualTo("/api/v2/datasets/employee/data");
        assertThat(source.calls.getFirst().body()).contains("'Inactive'").contains("\"pageSize\":1000");
    }

    @Test
    void readRippling() {
        answers = call -> Reply.json("""
                {"results": [{"id": "w%s", "created_at": "2026-01-01T00:00:00Z", "user_id": "u1", "is_manager": true,
                   "manager_id": "w9", "country": "US", "start_date": "2026-03-15", "end_date": null, "number": 1001,
                   "work_email": "grace@example.com", "personal_email": "g@example.org", "status": "ACTIVE", "title": "Admiral",
                   "user": {"id": "u1", "display_name": "Grace Hopper", "name": {"given_name": "Grace", "family_name": "Hopper"}},
                   "department": {"id": "d1", "name": "Navy"}}],
                 "next_link": %s}
                """.formatted(
                call.parameter("cursor"),
                call.parameter("cursor").isEmpty() ? "\"" + source.uri("/workers?limit=100&cursor=2") + "\"" : "null"));

        var read = read("rippling", new Access.Bearer(), Map.of("token", "t0ken"));
        assertThat(read).hasSize(2);
        assertThat(read.getFirst())
                .isEqualTo(Map.of(
                        "name.given", "Grace",
                        "name.family", "Hopper",
                        "displayName", "Grace Hopper",
                        "email", "grace@example.com",
                        "title", "Admiral",
                        "department", "Navy",
                        "country", "US",
                        "manager", "w9",
                        "status", "ACTIVE",
                        "startTime", "2026-03-15"));
        assertThat(source.calls.getFirst().parameter("expand")).isEqualTo("user,department");
        assertThat(source.calls.getLast().headers()).containsEntry("authorization", "Bearer t0ken");
    }

    @Test
    void readAReportOfWorkday() {
        answers = call -> Reply.json("""
                {"Report_Entry": [
                  {"Employee_ID": "21001", "First_Name": "Ada", "Last_Name": "Lovelace", "Email_Work": "ada@example.com",
                   "Worker_Status": "Active", "Hire_Date": "2026-12-01", "Department": "Engineering", "Manager_ID": "21002"},
                  {"Employee_ID": "21002", "Worker_Status": "Terminated", "Termination_Date": "2026-06-30"}]}
                """);

        var read = basic("workday-report");
        assertThat(read.getFirst())
                .containsEntry("name.given", "Ada")
                .containsEntry("manager", "21002")
                .containsEntry("startTime", "2026-12-01");
        assertThat(read.getLast()).isEqualTo(Map.of("status", "Terminated", "endTime", "2026-06-30"));
        assertThat(source.calls.getFirst().path()).isEqualTo("/ccx/service/customreport2/acme/ISU%20Usher/People");
        assertThat(source.calls.getFirst().parameter("format")).isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "rippling, filter, updated_at ge '2026-11-02T07:55:00Z'",
                "successfactors, $filter, lastModifiedDateTime ge datetimeoffset'2026-11-02T07:55:00Z'"
            })
    void askForWhatChanged(String name, String parameter, String value) {
        var base = URI.create("http://127.0.0.1:" + source.uri("/").getPort());
        var mark = Optional.of(new Mark(Reader.NOW.toString(), Reader.NOW, Reader.NOW));
        answers = call -> Reply.json("{\"results\": [], \"d\": {\"results\": []}}");
        try (var reader = new Reader(base)) {
            var usual = preset(name).terms(Optional.of(base), PLACES);
            var terms = new HttpTerms(
                    usual.request(),
                    new Access.Open(),
                    usual.pagination(),
                    usual.detail(),
                    usual.records(),
                    usual.key(),
                    usual.values(),
                    usual.bounds());
            var delta = preset(name).delta(Duration.ofDays(1)).orElseThrow();
            delta.check(terms);

            assertThat(reader.course(terms, delta).read(mark).flaw()).isEmpty();
        }
        var call = source.calls.getFirst();
        assertThat(call.parameter(parameter)).isEqualTo(value);
        assertThat(source.calls).hasSize(1);
    }

    @Test
    void readHiBob() {
        answers = call -> Reply.json("""
                {"employees": [
                  {"id": "3332883884017713938", "companyId": 1, "firstName": "Ada", "surname": "Lovelace", "displayName": "Ada L",
                   "email": "ada@example.com", "avatarUrl": "https://images.example.com/x.png",
                   "work": {"title": "Analyst", "department": "Engineering", "site": "London", "startDate": "2026-12-01",
                            "reportsTo": {"id": "7", "displayName": "Charles Babbage", "email": "c@example.com"}},
                   "internal": {"status": "Active"}},
                  {"id": "8", "firstName": "Left", "work": {}, "internal": {"status": "Inactive", "terminationDate": "2026-06-30"}}]}
                """);

        var read = basic("hibob");
        assertThat(read.getFirst())
                .isEqualTo(Map.of(
                        "name.given", "Ada",
                        "name.family", "Lovelace",
                        "displayName", "Ada L",
                        "email", "ada@example.com",
                        "title", "Analyst",
                        "department", "Engineering",
                        "location", "London",
                        "manager", "7",
                        "status", "Active",
                        "startTime", "2026-12-01"));
        assertThat(read.getLast()).containsEntry("endTime", "2026-06-30");
        assertThat(source.calls).hasSize(1);
        assertThat(source.calls.getFirst().body())
                .contains("\"showInactive\":true")
                .contains("\"humanReadable\":\"REPLACE\"");
    }

    @Test
    void readPersonio() {
        answers = call -> switch (call.path()) {
            case "/v2/auth/token" ->
                Reply.json("{\"access_token\": \"papi\", \"expires_in\": 86400, \"token_type\": \"Bearer\"}");
            case "/v2/persons" ->
                call.parameter("cursor").isEmpty()
                        ? persons(
                                "5005",
                                ", \"next\": {\"href\": \"" + source.uri("/v2/persons?limit=50&cursor=c2") + "\"}")
                        : persons("5006", "");
            case "/v2/persons/5005/employments", "/v2/persons/5006/employments" ->
                Reply.json("""
                        {"_data": [{"id": "e1", "person": {"id": "%s"}, "status": "ACTIVE", "employment_start_date": "2026-12-01",
                           "employment_end_date": null, "supervisor": {"id": "5001"}}], "_meta": {"links": {}}}
                        """.formatted(call.path().split("/", -1)[3]));
            default -> Reply.of(404, "");
        };

        var read = read(
                "personio",
                new Access.Client(source.uri("/v2/auth/token"), List.of(), Optional.empty(), true, true),
                Map.of("clientId", "papi-1", "clientSecret", "s3cret"));
        assertThat(read).hasSize(2);
        assertThat(read.getLast())
                .isEqualTo(Map.of(
                        "name.given", "Lena",
                        "name.family", "Koch",
                        "displayName", "Lena Koch",
                        "email", "lena@example.com",
                        "personStatus", "ACTIVE",
                        "status", "ACTIVE",
                        "startTime", "2026-12-01",
                        "manager", "5001"));
        assertThat(source.calls.getFirst().body()).contains("client_id=papi-1", "client_secret=s3cret");
        assertThat(source.calls.getLast().headers()).containsEntry("authorization", "Bearer papi");
    }

    private static Reply persons(String id, String next) {
        return Reply.json("""
                {"_data": [{"id": "%s", "email": "lena@example.com", "first_name": "Lena", "last_name": "Koch",
                   "preferred_name": "Lena Koch", "status": "ACTIVE", "employments": [{"id": "e1"}],
                   "custom_attributes": [{"id": "dynamic_1", "value": "CC-7"}]}],
                 "_meta": {"links": {"self": {"href": "https://api.personio.de/v2/persons"}%s}}}
                """.formatted(id, next));
    }

    @Test
    void readSuccessFactors() {
        answers = call -> Reply.json("""
                {"d": {"results": [{"__metadata": {"uri": "https://api.example.com/odata/v2/EmpJob(1)", "type": "SFOData.EmpJob"},
                   "userId": "%s", "jobTitle": "Analyst", "department": "ENG", "location": "LON", "countryOfCompany": "GBR",
                   "managerId": "NO_MANAGER",
                   "userNav": {"__metadata": {}, "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com"},
                   "employmentNav": {"startDate": "/Date(1796083200000)/", "endDate": null},
                   "emplStatusNav": {"externalCode": "A"}}]%s}}
                """.formatted(
                call.parameter("$skiptoken").isEmpty() ? "1" : "2",
                call.parameter("$skiptoken").isEmpty()
                        // Some write what no address can have.
                        ? ", \"__next\": \"" + source.uri("/odata/v2/EmpJob") + "?$format=json&$skiptoken=eyJ|2\""
                        : ""));
        var read = basic("successfactors");
        assertThat(read).hasSize(2);
        assertThat(read.getFirst())
                .containsEntry("name.given", "Ada")
                .containsEntry("status", "A")
                .containsEntry("startTime", "/Date(1796083200000)/")
                .doesNotContainKey("endTime");
        assertThat(source.calls.getFirst().parameter("$expand")).isEqualTo("userNav,employmentNav,emplStatusNav");
        assertThat(source.calls.getFirst().parameter("$format")).isEqualTo("json");
    }

    /** What is told of somebody, by the place that the preset knows and others that are given. */
    private Call told(String name, Access access, Map<String, String> secrets, Map<String, String> own, String value) {
        var base = URI.create("http://127.0.0.1:" + source.uri("/").getPort());
        var writing = preset(name).write(Optional.of(base), PLACES).orElseThrow();
        var places = new HashMap<String, Pointer>();
        own.forEach((from, to) -> places.put(from, Pointer.parse(to)));
        var change = writing.change(places);
        var values = new HashMap<String, String>();
        change.places().keySet().forEach(place -> values.put(place, value));
        try (var writer = new Writer(change.url()).by(change).as(access, secrets)) {
            assertThat(writer.write("5005", values)).isEqualTo(new Pen.Answer.Written());
        }
        return source.calls.getLast();
    }

    @Test
    void writeToBambooHrByTheIdThatIsNoEmployeeNumber() {
        answers = call -> Reply.json("{\"id\": \"5005\", \"workEmail\": \"ada@example.com\"}");

        var call = told(
                "bamboohr",
                new Access.Basic(),
                Map.of("user", "usher", "password", "s3cret"),
                Map.of("/fields/customLogin", "/customLogin"),
                "ada@example.com");
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/api/v1/employees/5005");
        assertThat(call.body()).isEqualTo("{\"customLogin\":\"ada@example.com\",\"workEmail\":\"ada@example.com\"}");
        assertThat(call.headers()).containsEntry("authorization", BASIC);
        var preset = preset("bamboohr");
        assertThat(preset.write(Optional.empty(), PLACES).orElseThrow().key()).hasToString("/fields/eeid");
        assertThat(preset.terms(Optional.empty(), PLACES).request().body().orElseThrow())
                .contains("\"eeid\"");
    }

    @Test
    void writeToHiBobWhereTheCompanySays() {
        answers = call -> Reply.of(200, "");

        var call = told(
                "hibob",
                new Access.Basic(),
                Map.of("user", "usher", "password", "s3cret"),
                Map.of("/custom/login", "/custom/category_1/field_2"),
                "ada");
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.path()).isEqualTo("/v1/people/5005");
        assertThat(call.body()).isEqualTo("{\"custom\":{\"category_1\":{\"field_2\":\"ada\"}}}");
        var writing = preset("hibob").write(Optional.empty(), PLACES).orElseThrow();
        assertThat(writing.key())
                .isEqualTo(preset("hibob").terms(Optional.empty(), PLACES).key());
        assertThatThrownBy(() -> writing.change(Map.of())).hasMessageContaining("say where");
    }

    @Test
    void writeToPersonio() {
        answers = call -> call.path().equals("/v2/auth/token")
                ? Reply.json("{\"access_token\": \"papi\", \"expires_in\": 86400, \"token_type\": \"Bearer\"}")
                : Reply.of(204, "");

        var call = told(
                "personio",
                new Access.Client(source.uri("/v2/auth/token"), List.of(), Optional.empty(), true, true),
                Map.of("clientId", "papi-1", "clientSecret", "s3cret"),
                Map.of(),
                "lena@example.com");
        assertThat(call.method()).isEqualTo("PATCH");
        assertThat(call.path()).isEqualTo("/v2/persons/5005");
        assertThat(call.body()).isEqualTo("{\"email\":\"lena@example.com\"}");
        assertThat(call.headers()).containsEntry("authorization", "Bearer papi");
        assertThat(preset("personio")
                        .write(Optional.empty(), PLACES)
                        .orElseThrow()
                        .key())
                .isEqualTo(preset("personio").terms(Optional.empty(), PLACES).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rippling", "successfactors", "workday-report"})
    void writeToNoneOfWhichItIsNotKnownHowAndSaySo(String name) {
        assertThat(preset(name).write(Optional.empty(), PLACES)).isEmpty();
        assertThat(preset(name).notes()).anyMatch(note -> note.contains("written to"));
    }

    @Test
    void areThoseOfTheIndex() {
        assertThat(shipped())
                .extracting(Preset::reference)
                .containsExactly(
                        "bamboohr@1", "hibob@1", "personio@1", "rippling@1", "successfactors@1", "workday-report@1");
        assertThat(preset("workday-report").places()).isEqualTo(Set.of("host", "tenant", "owner", "report"));
        assertThat(preset("rippling").places()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void readOverHttpsWhereTheyAreUsually(Preset preset) {
        var terms = preset.terms(Optional.empty(), PLACES);

        assertThat(terms.request().url()).hasScheme("https");
        assertThat(preset.title()).isNotBlank();
        assertThat(preset.notes())
                .isNotEmpty()
                .allSatisfy(note -> assertThat(note).endsWith("."));
        assertThat(preset.isVerified())
                .as("nobody saw it work with the product itself")
                .isFalse();
        assertThat(preset.fields())
                .containsKeys("name.given", "name.family", "email", "status", "startTime", "endTime");
    }

    @Test
    void wantToKnowWhatTheyDoNotKnow() {
        assertThatThrownBy(() -> preset("bamboohr").terms(Optional.empty(), Map.of()))
                .hasMessage("say what company is");
        assertThatThrownBy(() -> preset("workday-report")
                        .terms(
                                Optional.empty(),
                                Map.of("host", "hr.example.com", "tenant", "..", "owner", "x", "report", "y")))
                .hasMessage("say what tenant is");
        assertThatThrownBy(() -> preset("bamboohr").terms(Optional.empty(), Map.of("company", "evil.example.com/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sayNothingThatNobodyKnows() {
        var file = new ByteArrayInputStream("{\"preset\": \"x\", \"pagelength\": 3}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> {
                    try (file) {
                        Preset.read(file);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .hasMessageContaining("pagelength");
    }
}
