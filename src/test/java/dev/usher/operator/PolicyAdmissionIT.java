package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which policies the API server itself takes and refuses, before any operator sees them. */
@ExtendWith(WithControlPlane.class)
class PolicyAdmissionIT {
    private static final String API = "provisioning.usher.dev/v1alpha1";
    private static final String KIND = "ProvisioningPolicy";
    private static final String EVERYTHING = """
            workday: {start: "09:00", end: "18:00", zone: Europe/London}
            locations: [{name: Los Angeles, zone: America/Los_Angeles}]
            types:
              Employee: {requiredAttributes: [email, manager]}
              Contractor:
                requireEnd: true
                requireOwner: true
                maximumSeconds: 31536000
                warnSeconds: 1209600
                requiredAttributes: [email, department, badge_no]
              Partner: {requireOwner: true}
              Temporary: {requireEnd: false}
              Service: {maximumSeconds: 315360000, warnSeconds: 0}
            allowedNamespaces: {from: Names, names: [subsidiary]}
            realm: {name: acme, namespaces: [people, subsidiary]}
            forgetAfterSeconds: 2592000
            forgetting: Empty
            """;

    private ControlPlane plane;
    private String namespace;

    /** A namespace has one policy, so that what a test leaves would be in the way of the next one. */
    @AfterEach
    void leaveNothing() {
        plane.adminClient()
                .genericKubernetesResources(API, KIND)
                .inNamespace(namespace)
                .delete();
    }

    @BeforeEach
    void meet(ControlPlane shared, TestNamespace home) {
        plane = shared;
        namespace = home.name();
    }

    @Test
    void takesAPolicyThatSaysEverythingAndLosesNothingOfIt() {
        var taken = dryRun(policy(EVERYTHING));

        assertThat(taken.getAdditionalProperties().get("spec"))
                .isEqualTo(policy(EVERYTHING).getAdditionalProperties().get("spec"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "workday: {}",
                "workday: {start: '09:00'}",
                "workday: {end: '00:01'}",
                "workday: {start: '23:58', end: '23:59'}",
                "workday: {zone: UTC}",
                "workday: {zone: America/Argentina/Buenos_Aires}",
                "workday: {zone: Etc/GMT+5}",
                "types: {}",
                "types: {Contractor: {}}",
                "allowedNamespaces: {from: Same}",
                "allowedNamespaces: {from: All}",
                "forgetAfterSeconds: 0",
                "forgetAfterSeconds: 315360000",
                "{forgetAfterSeconds: 1, forgetting: Delete}",
            })
    void takesAPolicyThatSaysLittle(String spec) {
        assertThatCode(() -> dryRun(policy(spec))).doesNotThrowAnyException();
    }

    @Test
    void refusesAPolicyOfAnotherName() {
        refuses(
                resource("standard", "{}"),
                "`metadata.name` must be default",
                "write what you want into the one of that name");
    }

    @Test
    void refusesAPolicyWithoutASpec() {
        var resource = policy("{}");
        resource.getAdditionalProperties().remove("spec");

        refuses(resource, "spec: Required value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9:00", "24:00", "09:60", "0900", "09:00:00", "noon", ""})
    void refusesATimeOfTheDayThatIsNone(String time) {
        for (var field : List.of("start", "end")) {
            refuses(policy("workday: {" + field + ": '" + time + "'}"), "spec.workday." + field);
        }
    }

    @Test
    void saysWhatATimeOfTheDayIs() {
        refuses(policy("workday: {start: '9:00'}"), "must be a time of the day from 00:00 to 23:59, such as 09:00");
        refuses(policy("workday: {end: '24:00'}"), "must be a time of the day from 00:00 to 23:59, such as 09:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start: '18:00', end: '09:00'", "start: '09:00', end: '09:00'", "end: '00:00'"})
    void refusesADayThatEndsBeforeItStarts(String workday) {
        refuses(policy("workday: {" + workday + "}"), "spec.workday", "`end` must be later than `start`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'UTC+1 '", "'+01:00'", "Europe/", "Europe London", "''"})
    void refusesWhatCannotBeATimeZone(String zone) {
        refuses(policy("workday: {zone: " + zone + "}"), "spec.workday.zone");
        refuses(policy("locations: [{name: London, zone: " + zone + "}]"), "spec.locations[0].zone");
    }

    @Test
    void refusesARealmOfWhatCannotBeANamespace() {
        refuses(
                policy("realm: {name: acme, namespaces: [Subsidiary]}"),
                "spec.realm.namespaces",
                "`namespaces` must be names of namespaces");
        refuses(policy("realm: {name: ACME, namespaces: [subsidiary]}"), "`name` must be lower case letters");
        refuses(policy("realm: {name: acme}"), "spec.realm.namespaces: Required value");
    }

    @Test
    void saysWhatATimeZoneIs() {
        var advice = "`zone` must be a name of the IANA time zone database, such as Europe/London";

        refuses(policy("workday: {zone: Europe/}"), advice);
        refuses(policy("locations: [{name: London, zone: Europe/}]"), advice);
    }

    @Test
    void refusesALocationThatIsNotCompleteOrThereTwice() {
        refuses(policy("locations: [{name: London}]"), "spec.locations[0].zone: Required value");
        refuses(policy("locations: [{zone: Europe/London}]"), "spec.locations[0].name: Required value");
        refuses(policy("locations: [{name: '', zone: Europe/London}]"), "spec.locations[0].name", "at least 1");
        refuses(
                policy("locations: [{name: a, zone: UTC}, {name: a, zone: Europe/London}]"),
                "spec.locations[1]: Duplicate value");
    }

    @Test
    void refusesListsWithoutEndAndTakesThemUpToTheirBounds() {
        refuses(
                policy("locations: " + list(257, "{name: l%d, zone: UTC}")),
                "spec.locations: Too many: 257: must have at most 256 items");
        refuses(
                policy("types: {Service: {requiredAttributes: " + list(65, "a%d") + "}}"),
                "spec.types.Service.requiredAttributes: Too many: 65: must have at most 64 items");
        refuses(
                policy("allowedNamespaces: {from: Names, names: " + list(65, "n%d") + "}"),
                "spec.allowedNamespaces.names: Too many: 65: must have at most 64 items");

        assertThatCode(() -> dryRun(policy("{locations: " + list(256, "{name: l%d, zone: Europe/London}")
                        + ", types: {Service: {requiredAttributes: " + list(64, "a%d")
                        + "}}, allowedNamespaces: {from: Names, names: " + list(64, "n%d") + "}}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Employee", "Contractor", "Partner", "Temporary", "Service"})
    void boundsTheDutiesOfEveryType(String type) {
        var field = "spec.types." + type;

        refuses(duties(type, "maximumSeconds: -1"), field + ".maximumSeconds", "greater than or equal to 0");
        refuses(duties(type, "maximumSeconds: 315360001"), field + ".maximumSeconds", "less than or equal to");
        refuses(duties(type, "warnSeconds: -1"), field + ".warnSeconds", "greater than or equal to 0");
        refuses(duties(type, "warnSeconds: 315360001"), field + ".warnSeconds", "less than or equal to");
        refuses(duties(type, "requireEnd: maybe"), field + ".requireEnd");
        refuses(duties(type, "requiredAttributes: [cost centre]"), field + ".requiredAttributes", "such as department");
        refuses(duties(type, "requiredAttributes: ['']"), field + ".requiredAttributes[0]", "at least 1");
        refuses(
                duties(type, "requiredAttributes: [" + "a".repeat(65) + "]"),
                field + ".requiredAttributes[0]",
                "may not be more than 64");
    }

    @Test
    void saysWhichTypeDoesNotExist(@TempDir Path directory) throws IOException {
        var file = Files.writeString(
                directory.resolve("typo.yaml"),
                Serialization.asYaml(policy("types: {Contractors: {requireEnd: true}}")));

        var ran = plane.kubectl("apply", "-f", file.toString());

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.errors()).contains("unknown field \"spec.types.Contractors\"");
    }

    @Test
    void wantsNamesOfNamespacesExactlyWhereTheyCount() {
        var advice = "`names` must list namespaces where `from` is Names, and must be absent otherwise";

        for (var visibility : List.of(
                "from: Names", "from: Names, names: []", "from: Same, names: [subsidiary]", "from: All, names: [a]")) {
            refuses(policy("allowedNamespaces: {" + visibility + "}"), "spec.allowedNamespaces", advice);
        }
        refuses(policy("allowedNamespaces: {}"), "spec.allowedNamespaces.from: Required value");
        refuses(
                policy("allowedNamespaces: {from: Names, names: [Subsidiary]}"),
                "spec.allowedNamespaces.names",
                "`names` must be names of namespaces");
    }

    @Test
    void wantsASelectorExactlyWhereItCounts() {
        var advice = "`selector` must say which namespaces are meant where `from` is Selector";

        for (var visibility : List.of("from: Selector", "from: Same, selector: {}", "from: All, selector: {}")) {
            refuses(policy("allowedNamespaces: {" + visibility + "}"), "spec.allowedNamespaces", advice);
        }
        refuses(
                policy("allowedNamespaces: {from: Selector, names: [subsidiary], selector: {}}"),
                "spec.allowedNamespaces",
                "`names` must list namespaces");
        assertThatCode(() -> dryRun(policy(selecting("{}")))).doesNotThrowAnyException();
        assertThatCode(() -> dryRun(policy(selecting("{matchLabels: {group: acme}, matchExpressions: "
                        + "[{key: tier, operator: In, values: [gold]}, {key: tier, operator: Exists}]}"))))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesASelectorThatCannotBeUnderstood() {
        var expressions = "spec.allowedNamespaces.selector.matchExpressions";
        var advice = "`values` must list values where `operator` is In or NotIn, and must be absent otherwise";

        for (var expression : List.of(
                "key: a, operator: In",
                "key: a, operator: NotIn, values: []",
                "key: a, operator: Exists, values: [b]",
                "key: a, operator: DoesNotExist, values: [b]")) {
            refuses(policy(selecting("{matchExpressions: [{" + expression + "}]}")), expressions + "[0]", advice);
        }
        refuses(
                policy(selecting("{matchExpressions: [{key: a, operator: Gt, values: ['3']}]}")),
                expressions + "[0].operator: Unsupported value: \"Gt\"",
                "\"In\", \"NotIn\", \"Exists\", \"DoesNotExist\"");
        refuses(policy(selecting("{matchExpressions: [{operator: Exists}]}")), expressions + "[0].key: Required value");
        refuses(
                policy(selecting("{matchExpressions: " + list(17, "{key: k%d, operator: Exists}") + "}")),
                expressions + ": Too many: 17: must have at most 16 items");
    }

    private static String selecting(String selector) {
        return "allowedNamespaces: {from: Selector, selector: " + selector + "}";
    }

    @Test
    void wantsAForgettingToSayWhen() {
        refuses(policy("forgetting: Delete"), "`forgetting` says how, and needs `forgetAfterSeconds`");
        refuses(policy("forgetAfterSeconds: -1"), "spec.forgetAfterSeconds", "greater than or equal to 0");
        refuses(policy("forgetAfterSeconds: 315360001"), "spec.forgetAfterSeconds", "less than or equal to");
    }

    @Test
    void namesTheValuesOfAChoice() {
        refuses(
                policy("allowedNamespaces: {from: Some}"),
                "spec.allowedNamespaces.from: Unsupported value: \"Some\"",
                "\"Same\", \"Names\", \"Selector\", \"All\"");
        refuses(
                policy("{forgetAfterSeconds: 1, forgetting: Shred}"),
                "spec.forgetting: Unsupported value: \"Shred\"",
                "\"Delete\", \"Empty\"");
    }

    @Test
    void isNotReadyFromTheFirstMomentAndIsFoundByItsNames() {
        plane.adminClient().resource(policy("{}")).create();

        var status = new ObjectMapper().<JsonNode>valueToTree(read()).path("status");
        assertThat(status.path("observedGeneration").asInt()).isEqualTo(-1);
        assertThat(status.at("/conditions/0/type").asText()).isEqualTo("Ready");
        assertThat(status.at("/conditions/0/status").asText()).isEqualTo("Unknown");
        assertThat(status.at("/conditions/0/reason").asText()).isEqualTo("Pending");
        for (var name : List.of("ppolicy", "provisioningpolicy", "provisioningpolicies", "provisioning")) {
            assertThat(plane.kubectl("get", name, "-n", namespace).output().lines())
                    .as(name)
                    .anyMatch(line -> line.matches("NAME +READY +REASON +AGE"))
                    .anyMatch(line -> line.contains("default "));
        }
    }

    @Test
    void explainsItsDuties() {
        assertThat(plane.kubectl("explain", "ppolicy.spec.types.Contractor.requireEnd")
                        .output())
                .contains("Whether an engagement needs an end");
    }

    private static String list(int size, String entry) {
        return IntStream.range(0, size).mapToObj(entry::formatted).collect(Collectors.joining(", ", "[", "]"));
    }

    private GenericKubernetesResource duties(String type, String duties) {
        return policy("types: {" + type + ": {" + duties + "}}");
    }

    private GenericKubernetesResource policy(String spec) {
        return resource("default", spec);
    }

    private GenericKubernetesResource resource(String name, String spec) {
        return Serialization.unmarshal(
                "apiVersion: " + API + "\nkind: " + KIND + "\nmetadata: {name: " + name + ", namespace: " + namespace
                        + "}\nspec:\n" + spec.indent(2),
                GenericKubernetesResource.class);
    }

    private GenericKubernetesResource dryRun(GenericKubernetesResource resource) {
        return plane.adminClient().resource(resource).dryRun().create();
    }

    private GenericKubernetesResource read() {
        return plane.adminClient()
                .genericKubernetesResources(API, KIND)
                .inNamespace(namespace)
                .withName("default")
                .get();
    }

    private void refuses(GenericKubernetesResource resource, String... advice) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> dryRun(resource))
                .satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(422))
                .satisfies(
                        refusal -> assertThat(refusal.getStatus().getMessage()).contains(advice));
    }
}
