package dev.usher.operator;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Twenty-four people who work in one app, as git declares them, and whatever can go wrong with that. */
record House(Company company, App wiki, String membership, String assigned, Optional<Personnel> personnel) {
    static final List<String> EVERYBODY =
            IntStream.range(0, 24).mapToObj(number -> "user-" + number).toList();

    /** What a change that nobody attests may take in an hour. */
    static final int LIMIT = 4;

    static final List<String> GROUPS = List.of("staff", "everyone", "archive");

    private static final String LONDONERS = "membership: {rule: \"user.location == 'London'\"}, ";

    private static final String SAFETY = """
            safety:
              removals: {count: 4, percent: 0, windowSeconds: 3600}
              attested: {count: 6, percent: 0, windowSeconds: 3600}
              entitlementRemovals: {count: 4, percent: 0, windowSeconds: 3600}
            """;

    /** What somebody has in the app. */
    record Having(String id, boolean in, Set<String> groups) {
        /** Whether nothing of what there was before is missing. */
        boolean isAtLeast(Having before) {
            return id.equals(before.id()) && in && groups.containsAll(before.groups());
        }
    }

    /** A rule says who is in. */
    static House byRule(Company company) {
        return new House(company, app(company), LONDONERS, "", Optional.empty()).asInGit();
    }

    /** The same, and a file says who there is. */
    static House byFile(Company company) {
        return bySource(company, new Personnel.InAFile(company));
    }

    /** The same, and an interface says who there is. */
    static House byInterface(Company company) {
        return bySource(company, Personnel.AtAnInterface.of(company));
    }

    private static House bySource(Company company, Personnel personnel) {
        return new House(company, app(company), LONDONERS, "", Optional.of(personnel)).asInGit();
    }

    /** Each user says so. */
    static House byName(Company company) {
        return new House(company, app(company), "", ", roles: [{name: employee}]", Optional.empty()).asInGit();
    }

    private static App app(Company company) {
        return company.app("wiki", SAFETY).withGroups(GROUPS.toArray(String[]::new));
    }

    /** Everything is applied again as it is in git. */
    House asInGit() {
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        declares("");
        company.role("base", wiki, "everyone");
        employee(membership + "inherits: [{name: base}], grants: [" + grant("staff") + "]");
        company.role("former", wiki, "archive");
        personnel.ifPresentOrElse(
                department -> {
                    department.says(records());
                    department.isRead();
                },
                () -> users(same -> same));
        return this;
    }

    /** The app has this more below spec. */
    void declares(String more) {
        company.declare("wiki", wiki.simulator().endpoint(), SAFETY + more);
    }

    static String grant(String group) {
        return "{app: {name: wiki}, entitlements: [{kind: group, value: " + group + "}]}";
    }

    void employee(String spec) {
        company.role("employee", "{" + spec + "}");
    }

    /** Everybody, as the personnel department has them. */
    static List<Map<String, String>> records() {
        return EVERYBODY.stream()
                .map(name -> Personnel.record("key-" + name, name))
                .toList();
    }

    /** The department says something else, and a run comes to this. */
    void says(UnaryOperator<List<Map<String, String>>> edit, String reason) {
        var department = personnel.orElseThrow();
        department.says(edit.apply(records()));
        department.isRead();
        department.awaits(reason);
    }

    /** Everybody's specification, edited. */
    void users(UnaryOperator<String> edit) {
        EVERYBODY.forEach(name -> company.user(name, "{" + edit.apply(spec(name)) + "}"));
    }

    private String spec(String name) {
        return "userName: " + name + ", externalId: key-" + name
                + ", location: London, department: Computing, employments: [{id: main, status: Active}]" + assigned;
    }

    void employments(String main) {
        users(spec -> spec.replace("status: Active", main));
    }

    void deletesEverybody() {
        company.client()
                .resources(ProvisionedUser.class)
                .inNamespace(company.namespace())
                .delete();
    }

    List<Role> roles() {
        return company.client()
                .resources(Role.class)
                .inNamespace(company.namespace())
                .list()
                .getItems();
    }

    void deletesRole(String name) {
        company.delete(Role.class, name);
    }

    void deletesApp() {
        company.delete(TargetApp.class, "wiki");
    }

    Map<String, Having> having() {
        var all = new TreeMap<String, Having>();
        var members = new TreeMap<String, List<String>>();
        GROUPS.forEach(group -> members.put(group, wiki.members(group)));
        EVERYBODY.forEach(name -> wiki.simulator().user(name).ifPresent(account -> {
            var groups = new TreeSet<String>();
            members.forEach((group, names) -> {
                if (names.contains(name)) {
                    groups.add(group);
                }
            });
            all.put(
                    name,
                    new Having(
                            account.path("id").asText(), account.path("active").asBoolean(true), groups));
        }));
        return all;
    }
}
