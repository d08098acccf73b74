package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.api.Role;
import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Ran;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code usher why} as a process of the packaged application, beside the operator whose decisions it explains. */
@ExtendWith(WithControlPlane.class)
class WhyIT {
    private static final String RULE = "user.department == 'Engineering' && user.type == 'Employee'";

    private static OperatorWorld world;
    private static Company company;

    @BeforeAll
    static void declareACompany(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 2);
        world.startOperator();
        company = world.company();
        var wiki = company.app("wiki").withGroups("staff", "builders");
        company.role("employee", wiki, "staff");
        company.role("builder", """
                membership: {rule: "%s"}
                inherits: [{name: employee}]
                grants: [{app: {name: wiki}, entitlements: [{kind: group, value: builders}]}]
                """.formatted(RULE));
        company.user("ada", "{userName: ada, department: Engineering, type: Employee}");
        company.user("grace", "{userName: grace, department: Sales, type: Employee, roles: [{name: employee}]}");
        company.awaitRolledOut(Role.class, "builder");
        soon(() -> {
            company.stands("ada", "Active", "nothing");
            assertThat(company.status("ada").roles()).hasSize(2);
        });
        company.awaitReady("grace");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static Ran why(String... arguments) {
        return why(company.plane().kubeconfig(), arguments);
    }

    private static Ran why(Path kubeconfig, String... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = "why";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "-n";
        all[arguments.length + 2] = company.namespace();
        return CommandLineProcess.run(kubeconfig, all);
    }

    @Test
    void whatIsHeldLeadsThroughRolesToARuleAsTheOperatorRecordedIt() {
        var status = company.status("ada");
        var since = status.roles().stream()
                .filter(role -> role.name().equals("builder"))
                .findFirst()
                .orElseThrow()
                .causes()
                .getFirst()
                .since();

        var ran = why("ada");

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.output())
                .startsWith("ada in " + company.namespace() + ": Active\n  recorded: Ready True, Provisioned, since ")
                .contains("wiki: an enabled account with group builders, group staff\n  recorded: Active, since "
                        + company.account("ada", "wiki").since())
                .contains("""
                          group staff
                            <- role employee: contained in role builder, since %1$s
                              <- role builder: by its rule, since %1$s
                                  user.department == 'Engineering'  yes
                                  user.type == 'Employee'           yes
                        """.formatted(since));
    }

    @Test
    void whatIsNotHeldIsExplainedByTheConditionThatIsMissing() {
        var ran = why("grace", "wiki");

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(ran.output()).contains("""
                  not held: role builder, which would give group builders
                    not given by hand, and by its rule:
                      user.department == 'Engineering'  no
                      user.type == 'Employee'           yes
                """);
    }

    @Test
    void aScriptReadsTheSame() throws IOException {
        var ran = why("grace", "wiki", "-o", "json");

        var answer = new ObjectMapper().readTree(ran.output());
        assertThat(answer.at("/apps/0/decision").asText()).isEqualTo("Enabled");
        assertThat(answer.at("/apps/0/lacking/0/rule/0/answer").asText()).isEqualTo("NO");
    }

    @Test
    void anAppOfAnotherNamespaceIsAskedForWithItsNamespace() {
        var parent = world.company();
        parent.declare("chat", URI.create("https://127.0.0.1:1/scim"), "allowedNamespaces: {from: All}");
        parent.apply("Role", "caller", "{grants: [{app: {name: chat}}]}");
        company.role("talker", "{grants: [{app: {name: chat, namespace: " + parent.namespace() + "}}]}");

        var ran = why("grace", parent.namespace() + "/chat");

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(ran.output()).contains(parent.namespace() + """
                        /chat: no account: no role that gives it is held
                          not held: role talker
                            not given by hand, and it has no rule
                        """).doesNotContain("caller");
    }

    @Test
    void whoIsNotThereIsSaidInOneSentence() {
        var ran = why("nobody");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors())
                .startsWith("usher: there is no ProvisionedUser nobody in namespace " + company.namespace())
                .hasLineCount(1);
    }

    @Test
    void whoMayNotReadIsToldWhatToAskFor() {
        var account = new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("curious")
                .withNamespace(company.namespace())
                .endMetadata()
                .build();
        company.client().resource(account).create();

        var ran = why(company.plane().kubeconfigFor(company.namespace(), "curious"), "ada");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).startsWith("usher: you may not read").hasLineCount(1);
    }

    @Test
    void aClusterThatIsNotThereIsSaidAtOnce() {
        var ran = why(Path.of("/nowhere/kubeconfig"), "ada");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors()).contains("usher: no cluster answers at ").doesNotContain("Exception", "\tat ");
    }

    @Test
    void aVerbThatDoesNotExistStartsNoOperator() {
        var ran = CommandLineProcess.run(company.plane().kubeconfig(), "deploy");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.errors()).contains("deploy");
    }
}
