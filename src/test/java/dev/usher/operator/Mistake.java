package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.UserSource;
import dev.usher.simulator.Match;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What would take something from everybody, or nearly everybody, and what it may take at most. */
@SuppressWarnings("ImmutableEnumChecker") // What stands here are functions that keep nothing.
enum Mistake {
    // By a rule.
    A_SLIP_IN_A_RULE(House::byRule, 0, house -> house.employee(ruled("user.location == 'Londn'"))),
    A_RULE_THAT_IS_GONE(House::byRule, 0, house -> house.employee(usual())),
    A_RULE_THAT_CANNOT_BE_UNDERSTOOD(House::byRule, 0, house -> house.employee(ruled("user.location =="))),
    A_RULE_ABOUT_WHAT_NOBODY_HAS(House::byRule, 0, house -> house.employee(ruled("user.costCenter == '7'"))),
    EVERY_LOCATION_EMPTY(
            House::byRule, Mistake.ONE_BY_ONE, house -> house.users(spec -> spec.replace("location: London, ", ""))),
    EVERY_LOCATION_WRONG(
            House::byRule, Mistake.ONE_BY_ONE, house -> house.users(spec -> spec.replace("London", "LONDON"))),

    // By what a role gives.
    A_ROLE_THAT_GIVES_NOTHING(House::byRule, 0, house -> house.employee("membership: {rule: \"true\"}")),
    A_ROLE_WITHOUT_ITS_GROUP(
            House::byRule,
            0,
            house -> house.employee(
                    "membership: {rule: \"true\"}, inherits: [{name: base}], grants: [{app: {name: wiki}}]")),
    A_ROLE_WITH_ANOTHER_GROUP(
            House::byRule,
            0,
            house -> house.employee("membership: {rule: \"true\"}, inherits: [{name: base}], grants: ["
                    + House.grant("archive") + "]")),
    A_ROLE_THAT_INHERITS_NOTHING(
            House::byRule,
            0,
            house -> house.employee("membership: {rule: \"true\"}, grants: [" + House.grant("staff") + "]")),
    AN_INHERITED_ROLE_THAT_GIVES_NOTHING(
            House::byRule, 0, house -> house.company().role("base", "{description: none}")),
    AN_INHERITED_ROLE_DELETED(House::byRule, 0, house -> house.deletesRole("base")),
    A_ROLE_OF_A_RULE_DELETED(House::byRule, 0, house -> house.deletesRole("employee")),
    ALL_ROLES_DELETED(House::byRule, 0, house -> {
        house.deletesRole("employee");
        house.deletesRole("base");
        house.deletesRole("former");
    }),
    A_ROLE_THAT_USERS_NAME_EMPTIED(House::byName, 0, house -> house.employee("description: none")),
    A_ROLE_THAT_USERS_NAME_DELETED(House::byName, 0, house -> house.deletesRole("employee")),
    A_ROLE_WITHOUT_ITS_FINALIZER_DELETED(House::byName, 0, house -> {
        withoutFinalizers(house, "employee");
        house.deletesRole("employee");
    }),

    // By what users say.
    ALL_ROLES_TAKEN_FROM_USERS(
            House::byName,
            Mistake.ONE_BY_ONE,
            house -> house.users(spec -> spec.replace(", roles: [{name: employee}]", ""))),
    EVERYBODY_IN_ANOTHER_ROLE(
            House::byName, Mistake.ONE_BY_ONE, house -> house.users(spec -> spec.replace("employee", "former"))),
    /** What an edit of their own takes goes, whatever the new role is. */
    EVERY_ROLE_MISSPELT(
            House::byName, Mistake.ONE_BY_ONE, house -> house.users(spec -> spec.replace("employee", "employe"))),
    EVERY_ROLE_OVER(
            House::byName,
            Mistake.ONE_BY_ONE,
            house -> house.users(spec -> spec.replace("{name: employee}", "{name: employee, until: '2020-01-01'}"))),
    EVERY_ROLE_TO_COME(
            House::byName,
            Mistake.ONE_BY_ONE,
            house -> house.users(spec -> spec.replace("{name: employee}", "{name: employee, from: '2990-01-01'}"))),
    EVERYBODY_SUSPENDED_BY_THEIR_RESOURCE(
            House::byName, 0, house -> house.users(spec -> spec + ", suspend: {reason: none}")),

    // By what a source says.
    EVERYBODY_TERMINATED(House::byRule, Mistake.ONE_BY_ONE, house -> house.employments("status: Terminated")),
    EVERYBODY_WITHDRAWN(House::byRule, Mistake.ONE_BY_ONE, house -> house.employments("status: Withdrawn")),
    EVERYBODY_ON_LEAVE(House::byRule, Mistake.ONE_BY_ONE, house -> house.employments("status: OnLeave")),
    EVERYBODY_SUSPENDED(House::byRule, Mistake.ONE_BY_ONE, house -> house.employments("status: Suspended")),
    EVERY_END_IN_THE_PAST(
            House::byRule, Mistake.ONE_BY_ONE, house -> house.employments("status: Active, endTime: '2020-01-01'")),
    EVERY_START_PUT_OFF(
            House::byRule, Mistake.ONE_BY_ONE, house -> house.employments("status: Active, startTime: '2990-01-01'")),
    EVERYBODY_AWAY(
            House::byRule,
            Mistake.ONE_BY_ONE,
            house -> house.employments("status: Active, leaves: [{id: l1, from: '2020-01-01'}]")),
    EVERY_EMPLOYMENT_GONE(
            House::byRule,
            0,
            house -> isRefused(
                    () -> house.users(spec -> spec.replace(", employments: [{id: main, status: Active}]", "")))),
    EVERY_STATUS_OF_AN_EMPLOYMENT_GONE(
            House::byRule, 0, house -> isRefused(() -> house.employments("endTime: '2020-01-01'"))),

    // By what a UserSource reads.
    A_SOURCE_THAT_IS_EMPTY(House::byFile, 0, house -> fails(house, "")),
    A_SOURCE_OF_A_HEADER_ALONE(House::byFile, 0, house -> house.says(records -> List.of(), "SourceNotRead")),
    A_SOURCE_THAT_IS_CUT_OFF(
            House::byFile, 0, house -> fails(house, "number,login,mail,place,dept,state\nkey-user-0,us")),
    HALF_OF_A_SOURCE(House::byFile, 0, house -> house.says(records -> records.subList(0, 12), "RunHeld")),
    AN_INTERFACE_WITHOUT_ITS_SECOND_PAGE(House::byInterface, 0, house -> {
        var department = house.personnel().orElseThrow();
        serviceOf(department).fails(offset -> offset > 0 ? Optional.of(HrService.NOBODY) : Optional.empty());
        department.isRead();
        department.awaits("RunHeld");
    }),
    AN_INTERFACE_OF_NOBODY(House::byInterface, 0, house -> house.says(records -> List.of(), "SourceNotRead")),
    A_WRONG_JOIN_KEY(
            House::byFile,
            0,
            house -> house.says(
                    records -> records.stream()
                            .map(record ->
                                    Personnel.with(record, "number", "other-" + Personnel.value(record, "login")))
                            .toList(),
                    "RunHeld")),
    EVERYBODY_HAS_THE_KEY_OF_THE_NEXT(House::byFile, 0, house -> house.says(Mistake::rotated, "RunHeld")),
    EVERYBODY_TERMINATED_BY_A_SOURCE(
            House::byFile, 0, house -> house.says(records -> all(records, "state", "T"), "RunHeld")),
    EVERY_LOCATION_OF_A_SOURCE_EMPTY(
            House::byFile, 0, house -> house.says(records -> all(records, "place", ""), "RunHeld")),
    EVERY_LOCATION_OF_A_SOURCE_WRONG(
            House::byFile, 0, house -> house.says(records -> all(records, "place", "LONDON"), "RunHeld")),
    A_SOURCE_DELETED(House::byFile, 0, house -> house.company().delete(UserSource.class, "hr")),
    A_FILE_OF_A_SOURCE_DELETED(House::byFile, 0, house -> {
        house.company()
                .client()
                .configMaps()
                .inNamespace(house.company().namespace())
                .withName("hr")
                .delete();
        house.personnel().orElseThrow().awaits("SourceNotRead");
    }),

    // By what is deleted.
    EVERYBODY_DELETED(House::byRule, Mistake.RESERVE, House::deletesEverybody),
    EVERYBODY_DELETED_AND_THE_ROLE(House::byRule, Mistake.RESERVE, house -> {
        house.deletesEverybody();
        house.deletesRole("employee");
    }),
    NINE_OF_TEN_PRUNED(
            House::byName,
            Mistake.ONE_BY_ONE,
            house -> House.EVERYBODY.stream()
                    .limit(22)
                    .forEach(name -> house.company().delete(ProvisionedUser.class, name))),
    A_SLOW_DRIP(
            House::byName,
            Mistake.ONE_BY_ONE,
            house -> House.EVERYBODY.stream().limit(22).forEach(name -> {
                house.company().delete(ProvisionedUser.class, name);
                Company.soon(() -> assertThat(house.company().find(ProvisionedUser.class, name))
                        .isEmpty());
            })),
    THE_APP_DELETED(House::byRule, 0, House::deletesApp, false),
    THE_SECRET_DELETED(
            House::byRule,
            0,
            house -> house.company()
                    .client()
                    .secrets()
                    .inNamespace(house.company().namespace())
                    .withName("wiki")
                    .delete(),
            false),
    EVERY_STATUS_LOST(House::byRule, 0, Mistake::losesEveryStatus),
    /** As a backup has it of a day on which nobody was in. */
    EVERY_STATUS_OLDER(
            House::byRule,
            0,
            house -> House.EVERYBODY.forEach(name -> isOlder(house, name, account -> {
                account.put("state", "Disabled");
                account.put("applied", "0123456789abcdef");
            }))),
    /** The same, of a day before there were accounts. */
    EVERY_STATUS_OF_BEFORE_THERE_WAS_ANYBODY(
            House::byRule,
            0,
            house -> House.EVERYBODY.forEach(name -> isOlder(house, name, account -> {
                account.put("state", "Pending");
                account.keySet().removeAll(Set.of("id", "applied", "tenant"));
            }))),

    // By what the app is, or says.
    AN_APP_FOR_NOBODY(House::byRule, 0, house -> house.declares("users: user.department == 'None'\n")),
    AN_APP_THAT_DELETES_AND_A_SLIP_IN_A_RULE(House::byRule, 0, house -> {
        house.declares("deprovisioning: {onUnassigned: Delete, retentionSeconds: 0}\n");
        house.employee(ruled("user.location == 'Londn'"));
    }),
    AN_APP_THAT_HAS_NOBODY(
            House::byRule,
            0,
            house -> house.wiki()
                    .simulator()
                    .on(Match.of("GET", "/Users*"), 100_000)
                    .fail(404),
            false);

    /** So many of people's own go at once. */
    static final int RESERVE = 5;

    /** Of what comes one by one that is judged which has come within some seconds, and it may be what a limit lets go. */
    static final int ONE_BY_ONE = RESERVE + House.LIMIT;

    private final Function<Company, House> house;
    private final int most;
    private final Consumer<House> happening;
    private final boolean lockable;

    Mistake(Function<Company, House> house, int most, Consumer<House> happening) {
        this(house, most, happening, true);
    }

    Mistake(Function<Company, House> house, int most, Consumer<House> happening, boolean lockable) {
        this.house = house;
        this.most = most;
        this.happening = happening;
        this.lockable = lockable;
    }

    /** Whether somebody was given something by it: to take that from all of them again is a wave, which a limit holds. */
    boolean givesTooMuch() {
        return this == A_ROLE_WITH_ANOTHER_GROUP || this == EVERYBODY_IN_ANOTHER_ROLE;
    }

    House in(Company company) {
        return house.apply(company);
    }

    void happens(House in) {
        happening.accept(in);
    }

    /** So many may lose something before anybody has noticed. */
    int most() {
        return most;
    }

    /** Whether the app can be reached meanwhile. */
    boolean isLockable() {
        return lockable;
    }

    private static void fails(House house, String file) {
        if (house.personnel().orElseThrow() instanceof Personnel.InAFile department) {
            department.writes(file);
            department.awaits("SourceNotRead");
        }
    }

    private static HrService serviceOf(Personnel personnel) {
        return personnel instanceof Personnel.AtAnInterface department
                ? department.service()
                : fail("it has no interface");
    }

    private static List<Map<String, String>> all(List<Map<String, String>> records, String column, String value) {
        return records.stream()
                .map(record -> Personnel.with(record, column, value))
                .toList();
    }

    /** All that is said of each is said of the one before. */
    private static List<Map<String, String>> rotated(List<Map<String, String>> records) {
        return IntStream.range(0, records.size())
                .mapToObj(at -> Personnel.with(
                        records.get((at + 1) % records.size()), "number", Personnel.value(records.get(at), "number")))
                .toList();
    }

    private static void isRefused(ThrowingCallable edit) {
        assertThatThrownBy(edit).isInstanceOf(KubernetesClientException.class).hasMessageContaining("must");
    }

    private static String usual() {
        return "inherits: [{name: base}], grants: [" + House.grant("staff") + "]";
    }

    private static String ruled(String rule) {
        return "membership: {rule: \"" + rule + "\"}, " + usual();
    }

    static void withoutFinalizers(House house, String role) {
        house.company()
                .client()
                .resources(Role.class)
                .inNamespace(house.company().namespace())
                .withName(role)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
    }

    private static void isOlder(House house, String name, Consumer<Map<String, Object>> edit) {
        var client = house.company().client();
        var resource = client.resources(ProvisionedUser.class)
                .inNamespace(house.company().namespace())
                .withName(name);
        var json = client.getKubernetesSerialization();
        var accounts = json.convertValue(resource.get().getStatus().accounts(), List.class);
        var older = new ArrayList<Map<String, Object>>();
        for (var account : accounts) {
            var copy = new HashMap<String, Object>();
            ((Map<?, ?>) account).forEach((field, value) -> copy.put(String.valueOf(field), value));
            edit.accept(copy);
            older.add(copy);
        }
        resource.subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), json.asJson(Map.of("status", Map.of("accounts", older))));
    }

    private static void losesEveryStatus(House house) {
        House.EVERYBODY.forEach(name -> house.company()
                .client()
                .resources(ProvisionedUser.class)
                .inNamespace(house.company().namespace())
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": null}"));
    }
}
