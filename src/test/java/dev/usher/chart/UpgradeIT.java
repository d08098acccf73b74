package dev.usher.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the release before to today's, and back, and forth again, where twenty people have accounts; {@link Release} says which that is. */
@Timeout(
        value = 15,
        unit = TimeUnit.MINUTES) // Several operators one after the other, each of which reads the apps first.
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane(Extra.AUDIT)
class UpgradeIT {
    private static final String FILE = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: hr, namespace: people}
            data:
              people.csv: |
                number,login,state
                1815,ada,Active
            """;
    private static final String SOURCE = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: UserSource
            metadata: {name: hr, namespace: people}
            spec:
              csv: {configMap: {name: hr, key: people.csv}}
              key: number
              everySeconds: 5
              fields:
              - {to: userName, from: login}
              - {to: externalId, from: number}
              - {to: status, from: state}
            """;
    private static final String WIKI = "TargetApp/wiki";
    private static final String MISSING = "u19";
    private static final String LICENCES = "  licences: {seats: 50}\n";

    private final ControlPlane plane;

    @TempDir
    private Path directory = Path.of("");

    UpgradeIT(ControlPlane plane) {
        this.plane = plane;
    }

    /** What the steps below do, in this order: each goes on where the one before it was. */
    @Test
    void writesNothingToAnyAppThereAndBack() throws IOException {
        try (var release = new Release(plane);
                var people = new Workforce(plane, directory)) {
            before(release, people);
            upgrade(release, people);
            useWhatIsNew(release, people);
            rollBack(release, people);
            upgradeAgain(release, people);
            goBackToTheChartAlone(release, people);
            takeTheDefinitionsUpAgain(release, people);
        }
    }

    private static void before(Release release, Workforce people) {
        release.install();
        release.awaitDefinitions("provisionedusers", "legalholds");
        release.runsTheOperatorBefore();
        people.join();
        assertThat(people.takes(SOURCE)).isFalse();
        assertThat(people.takes(people.app("wiki") + LICENCES)).isFalse();
    }

    private static void upgrade(Release release, Workforce people) {
        var declared = people.declared();
        var accounts = people.accounts();
        people.countAnew();

        release.upgrade("--set", "rbac.userSources=true");
        changeOver(release, people, release::runsTodaysOperator);

        people.awaitAllReady();
        assertThat(people.declared()).isEqualTo(declared);
        assertThat(people.accounts()).isEqualTo(accounts);
        assertThat(release.refused()).isEmpty();
    }

    /** As a Deployment that is recreated does it: neither the one that ends nor the one that begins writes to an app. */
    private static void changeOver(Release release, Workforce people, Runnable begin) {
        release.stop();
        people.strangersComeWhileNobodyIsAtWork();
        begin.run();
        people.awaitReadAndNotWritten();
    }

    private void useWhatIsNew(Release release, Workforce people) {
        people.joins("u21");
        people.apply(people.app("wiki") + LICENCES);
        people.apply(FILE);
        sourcesAreDeclaredByPersonnelAlone(people);
        await("who comes from the source")
                .atMost(Workforce.SOON)
                .until(() -> people.all("ProvisionedUser").size() == Workforce.PEOPLE + 2);
        people.apply(Workforce.user(MISSING, "Missing"));
        await("who is missing").atMost(Workforce.SOON).until(() -> !people.letsIn(MISSING));
        people.awaitAllReady();
        assertThat(release.refused()).isEmpty();
    }

    /** The policies, and the roles for people, are today's: whoever may create a source, and no more, may not say who works here. */
    private void sourcesAreDeclaredByPersonnelAlone(Workforce people) {
        Release.ran(plane.kubectl(
                "create",
                "clusterrole",
                "sources",
                "--verb=get,create,patch",
                "--resource=usersources.provisioning.usher.dev"));
        people.bind("sources", "grace");
        people.bind("usher-hr", "hr");

        assertThat(people.applyAs("grace", SOURCE).errors()).contains("ValidatingAdmissionPolicy", "attest");
        Release.ran(people.applyAs("hr", SOURCE));
    }

    private static void rollBack(Release release, Workforce people) {
        var declared = people.declared();
        var accounts = people.accounts();
        people.countAnew();

        release.rollBack();
        changeOver(release, people, release::runsTheOperatorBefore);

        people.awaitAllReadyBut(MISSING);
        assertThat(people.accounts()).isEqualTo(accounts);
        assertThat(people.reason(MISSING)).isEqualTo("NewerThanOperator");
        assertThat(people.all("UserSource"))
                .as("a kind that only the newer release has stays")
                .hasSize(1);
        assertThat(people.seats("wiki"))
                .as("a field that only the newer release has")
                .isEmpty();
        declared.remove(WIKI);
        assertThat(people.declared()).containsAllEntriesOf(declared);
        people.joins("u22", MISSING);
        people.annotate("wiki");
    }

    private static void upgradeAgain(Release release, Workforce people) {
        var accounts = people.accounts();
        people.countAnew();

        // The rollback has brought the values of then back as well.
        release.upgrade("--set", "rbac.userSources=true");
        changeOver(release, people, release::runsTodaysOperator);

        people.awaitAllReady();
        assertThat(people.accounts()).isEqualTo(accounts);
        assertThat(people.seats("wiki")).as("it went with the write in between").isEmpty();
        people.apply(people.app("wiki") + LICENCES);
        people.awaitAllReady();
    }

    private void goBackToTheChartAlone(Release release, Workforce people) throws IOException {
        var declared = people.declared();
        var accounts = people.accounts();
        people.countAnew();

        release.goBackWithTheDefinitionsOfToday(directory, 1);
        changeOver(release, people, release::runsTheOperatorBefore);

        people.annotate("wiki");
        people.awaitAllReadyBut(MISSING);
        assertThat(people.accounts()).isEqualTo(accounts);
        assertThat(people.declared()).isEqualTo(declared);
        assertThat(people.seats("wiki")).contains(50);
        people.joins("u23", MISSING);
    }

    private static void takeTheDefinitionsUpAgain(Release release, Workforce people) {
        var declared = people.declared();
        var accounts = people.accounts();
        people.countAnew();

        release.upgrade("--set", "crds.enabled=true,rbac.userSources=true");
        changeOver(release, people, release::runsTodaysOperator);

        people.awaitAllReady();
        assertThat(people.accounts()).isEqualTo(accounts);
        assertThat(people.declared()).isEqualTo(declared);
        assertThat(release.refused()).isEmpty();
    }
}
