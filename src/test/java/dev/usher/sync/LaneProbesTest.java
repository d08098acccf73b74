package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
import dev.usher.connector.Op;
import dev.usher.domain.plan.Drift;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that shows of each account alone which group it is in, and of no group who is in it. */
@Timeout(60)
class LaneProbesTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void isSaid() {
        app.teaches(new Capability(Capability.MEMBERS_READ, "probe", Capability.Origin.preset));
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private String probe(String group, String name) {
        return "LOOK_UP " + group + " " + stage.idOf(name).value();
    }

    private List<String> probes() {
        return app.log(Op.LOOK_UP).stream()
                .filter(line -> line.split(" ").length == 3)
                .toList();
    }

    @Test
    void letsPeopleIntoGroupsAndOutOfThem() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));

        stage.has("ada", "auditor");
        stage.settles("ada");
        assertThat(app.groupsOf("ada")).contains(group("auditors")).doesNotContain(group("analysts"));
        assertThat(probes()).contains(probe("analysts", "ada"));
    }

    @Test
    void isAskedByAnInventoryOfThoseOnlyWhoAreExpected() {
        stage.has("ada", "analyst");
        stage.has("bob", "auditor");
        stage.settles("ada", "bob");
        stage.keeps(Drift.STANDARD);
        stage.takesAnInventory();
        app.forgetLog();

        stage.takesAnInventory();

        assertThat(probes())
                .contains(probe("analysts", "ada"), probe("auditors", "bob"))
                .doesNotContain(probe("analysts", "bob"), probe("auditors", "ada"))
                .doesNotHaveDuplicates();
    }

    @Test
    void givesAgainWhatSomebodyTook() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.keeps(Drift.STANDARD);
        app.takes(stage.idOf("ada"), group("analysts"));

        stage.takesAnInventory();

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(stage.failure("ada")).isEmpty();
        assertThat(stage.outbox.allOf(user("ada"))).isNotEmpty();
    }
}
