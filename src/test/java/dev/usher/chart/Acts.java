package dev.usher.chart;

import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** What somebody may want to do, by the words of the table in docs/admission.md, with the resources that it needs. */
final class Acts {

    /** Someone who tries it, and nothing of it is stored. */
    interface Act extends Consumer<Person> {}

    private static final String SCIM =
            "connector: {scim: {endpoint: 'https://%s.example.com', auth: {bearer: {secretRef: {name: s, key: t}}}}}";
    private static final String RECORD =
            "{app: {name: wiki}, externalId: '2', realm: people, userName: bob, id: '8', adopting: true, reason: UserDeleted}";
    private static final String DECISION =
            "{app: {name: wiki}, wave: 7c1e0badc, count: 3, decision: %s, reason: case 8, requestedBy: %s}";
    private static final SequencedMap<String, Act> ALL = new LinkedHashMap<>();

    static {
        reads();
        ofUsers();
        ofRoles();
        ofApps();
        ofLocks();
        ofHolds();
        ofSources();
        ofDecisions();
        ofOthers();
    }

    private Acts() {}

    /** Each by its words, in the order of the table. */
    static SequencedMap<String, Act> all() {
        return ALL;
    }

    static Act act(String words) {
        return Optional.ofNullable(ALL.get(words))
                .orElseThrow(() -> new AssertionError("nobody knows how to " + words));
    }

    /** Makes what the acts are about, as the administrator; nobody looks after it. */
    static void prepare(KubernetesClient admin) {
        create(admin, ProvisionedUser.class, "ada", """
                {userName: ada, type: Employee, person: {name: eve}, roles: [{name: analyst, until: '2030-01-01'}],
                 employments: [{id: main, status: Active, leaves: [{id: l1, kind: parental, from: '2029-01-01'}]}],
                 accounts: [{app: {name: chat}, id: '8'}], attributes: {badge: '77'}}
                """);
        create(admin, ProvisionedUser.class, "sue", "{userName: sue, externalId: '1906', suspend: {reason: case 7}}");
        create(admin, Role.class, "analyst", """
                {description: reads, inherits: [{name: reader}], membership: {rule: 'false'},
                 grants: [{app: {name: wiki}, entitlements: [{kind: group, value: a}], attributes: {plan: free}}],
                 conflictsWith: [{name: clerk}], assignment: {maximumSeconds: 60},
                 exceptions: [{user: {name: sue}, reason: r, until: '2030-01-01'}], allowedNamespaces: {from: Same}}
                """);
        create(admin, TargetApp.class, "wiki", """
                {safety: {removals: {count: 1}}, phase: Canary, canary: 'false', suspend: {reason: new},
                 orphans: {ignore: 'false'}, drift: {attributes: Correct}, correlation: {match: [externalId]},
                 entitlements: {authority: Managed}, deprovisioning: {onLeave: Keep}, %s}
                """.formatted(SCIM.formatted("wiki")));
        create(
                admin,
                AccessLock.class,
                "case-7",
                "{externalId: '1', reason: case 7, requestedBy: admin, until: '2030-01-01T00:00:00Z'}");
        create(
                admin,
                AccessLock.class,
                "case-6",
                "{externalId: '1', reason: case 6, requestedBy: admin, released: {reason: closed}}");
        create(admin, RemovalDecision.class, "stay", DECISION.formatted("Keep", "admin"));
        create(
                admin,
                LegalHold.class,
                "matter-7",
                "{externalIds: ['1'], matter: matter 7, requestedBy: admin, until: '2030-01-01T00:00:00Z'}");
        create(
                admin,
                LegalHold.class,
                "matter-6",
                "{externalIds: ['1'], matter: matter 6, requestedBy: admin, released: {reason: closed}}");
        create(admin, UserSource.class, "hr", source("hr", ", \"sanity\": {\"minimumRecords\": 9}"));
        create(admin, ProvisioningPolicy.class, "default", "{}");
        create(
                admin,
                RetainedAccount.class,
                "left",
                "{app: {name: wiki}, externalId: '1', realm: people, userName: ada, reason: UserDeleted}");
    }

    private static void create(KubernetesClient admin, Class<? extends HasMetadata> kind, String name, String spec) {
        admin.resource(Person.document(kind, name, spec)).create();
    }

    private static void reads() {
        ALL.put("read users", who -> who.lists(ProvisionedUser.class));
        ALL.put("read roles", who -> who.lists(Role.class));
        ALL.put("read apps", who -> who.lists(TargetApp.class));
        ALL.put("read locks", who -> who.lists(AccessLock.class));
        ALL.put("read holds", who -> who.lists(LegalHold.class));
        ALL.put("read sources", who -> who.lists(UserSource.class));
        ALL.put("read policies", who -> who.lists(ProvisioningPolicy.class));
        ALL.put("read retained accounts", who -> who.lists(RetainedAccount.class));
        ALL.put("read decisions", who -> who.lists(RemovalDecision.class));
    }

    private static void ofUsers() {
        creates("create a user of whom only the name is said", ProvisionedUser.class, "{userName: bob, roles: []}");
        creates(
                "create a user with an employment",
                ProvisionedUser.class,
                "{userName: bob, employments: [{id: main, status: Active}]}");
        creates("create a user with a role", ProvisionedUser.class, "{userName: bob, roles: [{name: analyst}]}");
        ALL.put(
                "create a user by an apply",
                who -> who.appliesAs("kubectl", ProvisionedUser.class, "new", "{userName: bob}"));
        changesUser("change a title", "{\"title\": \"Analyst\"}");
        changesUser("end an employment", "{\"employments\": [{\"id\": \"main\", \"status\": \"Terminated\"}]}");
        changesUser("set a key", "{\"externalId\": \"1815\"}");
        changesUser("change a type", "{\"type\": \"Contractor\"}");
        changesUser("say whose identity it is", "{\"person\": {\"name\": \"sue\"}}");
        changesUser("give a role", "{\"roles\": [{\"name\": \"analyst\"}, {\"name\": \"auditor\"}]}");
        changesUser("take all roles", "{\"roles\": null}");
        changesUser("link an account", "{\"accounts\": [{\"app\": {\"name\": \"wiki\"}, \"id\": \"7\"}]}");
        changesUser("suspend a user", "{\"suspend\": {\"reason\": \"case 8\"}}");
        changesUser("have accounts left behind", "{\"deletionPolicy\": \"Orphan\"}");
        ALL.put("end a suspension", who -> who.changes(ProvisionedUser.class, "sue", "{\"suspend\": null}"));
        ALL.put("delete a user", who -> who.deletes(ProvisionedUser.class, "ada"));
        ALL.put("let a user go with something else", who -> who.owns(ProvisionedUser.class, "ada"));
    }

    private static void ofRoles() {
        creates("create a role that gives nothing", Role.class, "{description: nothing yet}");
        creates("create a role that gives something", Role.class, "{grants: [{app: {name: wiki}}]}");
        changesRole("describe a role", "{\"description\": \"reads every ledger\"}");
        changesRole("change a rule", "{\"membership\": {\"rule\": \"true\"}}");
        changesRole("change what a role gives", "{\"grants\": [{\"app\": {\"name\": \"chat\"}}]}");
        changesRole("change what a role contains", "{\"inherits\": [{\"name\": \"employee\"}]}");
        changesRole("change a conflict", "{\"conflictsWith\": [{\"name\": \"auditor\"}]}");
        changesRole(
                "except somebody from a conflict",
                "{\"exceptions\": [{\"user\": {\"name\": \"ada\"}, \"reason\": \"r\", \"until\": \"2030-01-01\"}]}");
        changesRole("change how a role may be given", "{\"assignment\": {\"explicit\": \"Forbidden\"}}");
        changesRole("offer a role", "{\"allowedNamespaces\": {\"from\": \"All\"}}");
        ALL.put("delete a role", who -> who.deletes(Role.class, "analyst"));
    }

    private static void ofApps() {
        var chat = SCIM.formatted("chat");
        creates("create an app", TargetApp.class, "{" + chat + "}");
        creates("create an app that is observed", TargetApp.class, "{" + chat + ", phase: Observe}");
        creates("create an app in Canary", TargetApp.class, "{" + chat + ", phase: Canary, canary: 'true'}");
        changesApp("change an address", "{\"connector\": {\"scim\": {\"endpoint\": \"https://other.example.com\"}}}");
        changesApp("change a limit", "{\"safety\": {\"removals\": {\"count\": 1000}}}");
        changesApp("protect an account", "{\"safety\": {\"protect\": \"account.userName == 'root'\"}}");
        changesApp("change a phase", "{\"phase\": \"Shadow\", \"canary\": null}");
        changesApp("change who is a canary", "{\"canary\": \"user.department == 'IT'\"}");
        changesApp("suspend an app", "{\"suspend\": {\"reason\": \"it moves\"}}");
        changesApp("change what becomes of orphans", "{\"orphans\": {\"ignore\": \"true\"}}");
        changesApp("change what becomes of drift", "{\"drift\": {\"attributes\": \"Report\"}}");
        changesApp("change how accounts are adopted", "{\"correlation\": {\"adoption\": \"Adopt\"}}");
        changesApp("change the authority over entitlements", "{\"entitlements\": {\"authority\": \"Authoritative\"}}");
        changesApp("change what becomes of leavers", "{\"deprovisioning\": {\"onDeparture\": \"Keep\"}}");
        changesApp("have people given passwords", "{\"credentials\": {\"initial\": \"Generated\"}}");
        changesApp("put an app before others", "{\"priority\": -10}");
        changesApp(
                "let an account go without its handover",
                "{\"connector\": {\"scim\": {\"handover\": {\"request\": {\"url\": \"/Users/{id}/archive\"}, \"waived\": [{\"id\": \"9f3c\"}]}}}}");
        changesApp(
                "change how people are invited",
                "{\"connector\": {\"scim\": {\"invitation\": {\"request\": {\"url\": \"/Users/{id}/invitation\"}}}}}");
        changesApp(
                "change what statements an app is asked",
                "{\"connector\": {\"scim\": null, \"sql\": {\"host\": \"db.example.com\", \"database\": \"shop\", \"user\": \"usher\", \"secretRef\": {\"name\": \"s\", \"key\": \"t\"}, \"statements\": {\"list\": \"SELECT 1\", \"read\": \"SELECT 1\", \"find\": \"SELECT 1\", \"create\": \"SELECT 1\", \"update\": \"SELECT 1\", \"enable\": \"SELECT 1\", \"disable\": \"SELECT 1\"}}}}");
        changesApp(
                "change in which rows the accounts of an app are",
                database(
                        "'preset': 'tables', 'users': {'table': 'app.admins', 'columns': {'userName': 'login'}, 'disable': {'column': 'active'}}"));
        changesApp("change as whom a database is used", database("'preset': 'postgresql'"));
        changesApp("say that a tenant changed", "{\"tenantChange\": \"Rediscover\"}");
        ALL.put("delete an app", who -> who.deletes(TargetApp.class, "wiki"));
        ALL.put("let an app go with something else", who -> who.owns(TargetApp.class, "wiki"));
    }

    private static void ofLocks() {
        ALL.put("lock somebody", who -> who.creates(AccessLock.class, lock(who.name())));
        ALL.put("lock somebody in another name", who -> who.creates(AccessLock.class, lock("somebody-else")));
        changesLock("lengthen a lock", "{\"until\": \"2031-01-01T00:00:00Z\"}");
        ALL.put("confirm a lock", who -> who.changes(AccessLock.class, "case-7", confirms(who.name())));
        changesLock("confirm a lock in another name", confirms("somebody-else"));
        changesLock("release a lock", "{\"released\": {\"reason\": \"closed\"}}");
        ALL.put("delete a lock", who -> who.deletes(AccessLock.class, "case-7"));
        ALL.put("delete a lock that was released", who -> who.deletes(AccessLock.class, "case-6"));
    }

    private static String confirms(String name) {
        return "{\"confirmedBy\": \"" + name + "\"}";
    }

    private static void ofHolds() {
        ALL.put("hold somebody", who -> who.creates(LegalHold.class, hold(who.name())));
        ALL.put("hold somebody in another name", who -> who.creates(LegalHold.class, hold("somebody-else")));
        ALL.put(
                "lengthen a hold",
                who -> who.changes(LegalHold.class, "matter-7", "{\"until\": \"2031-01-01T00:00:00Z\"}"));
        ALL.put(
                "release a hold",
                who -> who.changes(LegalHold.class, "matter-7", "{\"released\": {\"reason\": \"closed\"}}"));
        ALL.put("delete a hold", who -> who.deletes(LegalHold.class, "matter-7"));
        ALL.put("delete a hold that was released", who -> who.deletes(LegalHold.class, "matter-6"));
    }

    private static String hold(String requestedBy) {
        return "{externalIds: ['2'], matter: matter 8, requestedBy: " + requestedBy + "}";
    }

    private static String lock(String requestedBy) {
        return "{externalId: '2', reason: case 8, requestedBy: " + requestedBy + "}";
    }

    private static void ofSources() {
        ALL.put("read people from a file", who -> who.creates(UserSource.class, source("hr", "")));
        ALL.put("read people from another file", who -> who.changes(UserSource.class, "hr", source("payroll", "")));
        ALL.put(
                "change what becomes of a source's fields",
                who -> who.changes(UserSource.class, "hr", "{\"fields\": [{\"to\": \"userName\", \"from\": \"l\"}]}"));
        ALL.put(
                "let more of a source be different",
                who -> who.changes(UserSource.class, "hr", "{\"sanity\": {\"maximumTerminatedPercent\": 100}}"));
        ALL.put("read a source more often", who -> who.changes(UserSource.class, "hr", "{\"everySeconds\": 60}"));
        ALL.put("delete a source", who -> who.deletes(UserSource.class, "hr"));
    }

    private static String source(String file, String more) {
        return "{\"csv\": {\"configMap\": {\"name\": \"" + file + "\", \"key\": \"p.csv\"}}, \"key\": \"n\","
                + " \"fields\": [{\"to\": \"userName\", \"from\": \"login\"}]" + more + "}";
    }

    private static void ofDecisions() {
        ALL.put("decide about a wave", who -> who.creates(RemovalDecision.class, decision(who.name())));
        ALL.put("decide in another name", who -> who.creates(RemovalDecision.class, decision("somebody-else")));
        ALL.put("delete a decision", who -> who.deletes(RemovalDecision.class, "stay"));
    }

    private static String decision(String requestedBy) {
        return DECISION.formatted("Release", requestedBy);
    }

    private static void ofOthers() {
        ALL.put(
                "change a policy",
                who -> who.changes(ProvisioningPolicy.class, "default", "{\"forgetAfterSeconds\": 0}"));
        ALL.put("write down whose an account is", who -> who.creates(RetainedAccount.class, RECORD));
        ALL.put("forget a retained account", who -> who.deletes(RetainedAccount.class, "left"));
        ALL.put(
                "write a status",
                who -> who.writesStatus(ProvisionedUser.class, "ada", "{lifecycleState: Departed, converged: 0/0}"));
        ALL.put(
                "write as the operator's field manager",
                who -> who.appliesAs("usher/hr", ProvisionedUser.class, "ada", "{userName: ada, title: Analyst}"));
        ALL.put("read Secrets", who -> who.lists(Secret.class));
        ALL.put("impersonate somebody", who -> who.impersonates("admin"));
        ALL.put(
                "give permissions",
                who -> who.client()
                        .resource(new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName("mine")
                                .withNamespace(Person.NAMESPACE)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "usher-security")
                                .addNewSubject("rbac.authorization.k8s.io", "User", who.name(), null)
                                .build())
                        .dryRun()
                        .create());
    }

    private static void creates(String words, Class<? extends HasMetadata> kind, String spec) {
        ALL.put(words, who -> who.creates(kind, spec));
    }

    private static void changesUser(String words, String spec) {
        ALL.put(words, who -> who.changes(ProvisionedUser.class, "ada", spec));
    }

    private static void changesRole(String words, String spec) {
        ALL.put(words, who -> who.changes(Role.class, "analyst", spec));
    }

    private static void changesApp(String words, String spec) {
        ALL.put(words, who -> who.changes(TargetApp.class, "wiki", spec));
    }

    private static String database(String more) {
        var sql =
                "'host': 'db.example.com', 'database': 'shop', 'user': 'root', 'secretRef': {'name': 's', 'key': 't'}, ";
        return ("{'connector': {'scim': null, 'sql': {" + sql + more + "}}}").replace('\'', '"');
    }

    private static void changesLock(String words, String spec) {
        ALL.put(words, who -> who.changes(AccessLock.class, "case-7", spec));
    }
}
