package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What accounts own is archived before they are deleted, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class ArchivingIT {
    /** A minute after it failed for some time, and whatever that takes on a busy machine. */
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(3);

    private static final Match ARCHIVING = Match.of("POST", "/Users/*/sessions");

    private static OperatorWorld world;

    /** It answers that request, whatever it is called for. */
    private final ScimSimulator archive =
            ScimSimulator.builder().token("of the archive").start();

    private Company company;
    private App wiki;
    private String id = "";

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 4);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @BeforeEach
    void adaIsThere() {
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder());
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.secret("archive", "127.0.0.1", archive.token());
        declare("archive", "");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}], externalId: \"1815\"}");
        company.awaitReady("ada");
        id = wiki.idOf("ada");
    }

    private void declare(String secret, String waived) {
        company.declare("wiki", wiki.simulator().endpoint(), """
                    handover:
                      request: {url: "%s/Users/{id}/sessions", body: '{"login": "{userName}", "person": "{externalId}"}'}
                      secretRef: {name: %s, key: token}
                      waived: [%s]
                deprovisioning: {onDeparture: Delete, retentionSeconds: 0}
                """.formatted(archive.endpoint(), secret, waived));
    }

    private RetainedAccount retained() {
        return company.retained().getFirst();
    }

    private void isPending(String said) {
        soon(() -> assertThat(company.retained())
                .singleElement()
                .satisfies(account -> assertThat(company.said(
                                RetainedAccount.class, account.getMetadata().getName(), "Ready"))
                        .hasValueSatisfying(ready -> {
                            assertThat(ready.reason()).isEqualTo("HandoverPending");
                            assertThat(ready.message()).contains("handover", said);
                        })));
        assertThat(retained().getStatus().state()).isEqualTo("Retained");
        assertThat(wiki.has("ada")).isTrue();
        assertThat(wiki.lets("ada")).isFalse();
    }

    private void isGone() {
        soon(ASKED_AGAIN, () -> assertThat(wiki.has("ada")).isFalse());
        soon(() -> assertThat(retained().getStatus().state()).isEqualTo("Deleted"));
    }

    private List<LoggedRequest> archived() {
        return archive.requests().stream()
                .filter(request -> request.path().endsWith("/" + id + "/sessions"))
                .toList();
    }

    @Test
    void anAccountGoesOnceTheArchiveSaysThatItHasWhatItOwned() {
        archive.on(ARCHIVING, 2).fail(202, 1);

        company.delete(ProvisionedUser.class, "ada");
        isGone();

        assertThat(archived())
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(
                        request -> assertThat(request.body()).isEqualTo("{\"login\": \"ada\", \"person\": \"1815\"}"));
    }

    @Test
    void anAccountStaysDisabledAsLongAsNothingIsArchivedAndGoesIfThatIsWaived() {
        archive.on(ARCHIVING, 1_000).fail(500);

        company.delete(ProvisionedUser.class, "ada");
        isPending("500");

        declare("archive", "{id: \"" + id + "\", reason: nothing is left}");
        isGone();
    }

    @Test
    void aLeaverIsDisabledAlthoughTheSecretOfTheArchiveIsNotThere() {
        declare("later", "");
        company.delete(ProvisionedUser.class, "ada");
        isPending("the Secret later is not offered");

        company.secret("later", "127.0.0.1", archive.token());
        isGone();
    }

    @Test
    void whoeverComesBackMeanwhileHasTheAccountAgain() {
        archive.on(ARCHIVING, 1_000).fail(202);
        company.user(
                "ada",
                "{userName: ada, roles: [{name: employee}], externalId: \"1815\", employments: [{id: main, status: Terminated}]}");
        soon(() -> assertThat(company.account("ada", "wiki").reason()).isEqualTo("HandoverPending"));
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled");
        assertThat(wiki.lets("ada")).isFalse();

        company.user(
                "ada",
                "{userName: ada, roles: [{name: employee}], externalId: \"1815\", employments: [{id: main, status: Terminated}, {id: second, status: Active}]}");
        company.awaitReady("ada");

        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.idOf("ada")).isEqualTo(id);
    }
}
