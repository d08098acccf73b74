package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Role;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every story of {@code config/samples/stories}, applied as it is and lived through. */
@ExtendWith(WithControlPlane.class)
class StoriesIT {
    private final Story story;

    StoriesIT(ControlPlane plane, @TempDir Path directory) {
        story = new Story(plane, directory, Instant.parse("2030-01-01T00:00:00Z"));
    }

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void aHireIsThereDisabledThreeDaysAheadAndEnabledAtTheStart() {
        story.itIs("2030-02-01T00:00:00Z");
        var katherine = "katherine.johnson";
        story.tell("hire.yaml", katherine);
        story.stands(katherine, "Planned", "PreProvision 2030-03-01T00:00:00Z");
        assertThat(story.said(katherine, "Ready").orElseThrow().reason()).isEqualTo("Planned");

        story.pass(
                "2030-03-01T00:00:00Z",
                () -> assertThat(story.wiki().has(katherine)).isFalse(),
                () -> {
                    story.stands(katherine, "PreProvisioned", "EmploymentStarts 2030-03-04T00:00:00Z");
                    assertThat(story.wiki().lets(katherine)).isFalse();
                    assertThat(story.wiki().members("analysts")).contains(katherine);
                    assertThat(story.chat().has(katherine)).isFalse();
                });
        var prepared = story.wiki().idOf(katherine);

        story.pass(
                "2030-03-04T00:00:00Z",
                () -> {
                    assertThat(story.wiki().lets(katherine)).isFalse();
                    assertThat(story.chat().has(katherine)).isFalse();
                },
                () -> {
                    story.stands(katherine, "Active", "nothing");
                    story.works(katherine, prepared, story.chat().idOf(katherine));
                    assertThat(story.wiki().members("analysts")).contains(katherine);
                    assertThat(story.chat().members("everyone")).contains(katherine);
                });
        story.happened(katherine, Map.of("Planned", "Normal", "PreProvisioned", "Normal", "Active", "Normal"));
    }

    @Test
    void whoWithdrawsBeforeTheStartLeavesNoAccount() {
        story.itIs("2030-03-01T00:00:00Z");
        var hedy = "hedy.lamarr";
        story.tell("no-show.yaml", hedy);
        story.stands(hedy, "Planned", "PreProvision 2030-03-28T23:00:00Z");
        story.pass(
                "2030-03-28T23:00:00Z", () -> assertThat(story.wiki().has(hedy)).isFalse(), () -> {
                    story.stands(hedy, "PreProvisioned", "EmploymentStarts 2030-03-31T23:00:00Z");
                    assertThat(story.wiki().lets(hedy)).isFalse();
                });

        story.tell("no-show.then.yaml", hedy);

        soon(() -> story.stands(hedy, "Purged", "nothing"));
        assertThat(story.wiki().has(hedy)).isFalse();
        assertThat(story.chat().has(hedy)).isFalse();
        story.happened(hedy, Map.of("AccountsDeleted", "Normal"));
    }

    @Test
    void whoWithdrawsAfterTheStartIsShutOutAndLosesNothing() {
        story.itIs("2030-03-30T00:00:00Z");
        var hedy = "hedy.lamarr";
        story.tell("no-show.yaml", hedy);
        story.stands(hedy, "PreProvisioned", "EmploymentStarts 2030-03-31T23:00:00Z");
        story.pass(
                "2030-03-31T23:00:00Z",
                () -> assertThat(story.wiki().lets(hedy)).isFalse(),
                () -> story.stands(hedy, "Active", "nothing"));
        assertThat(story.wiki().lets(hedy)).isTrue();

        story.tell("no-show.then.yaml", hedy);

        soon(() -> story.stands(hedy, "Departed", "nothing"));
        story.isShutOut(hedy);
    }

    @Test
    void aTransferKnownInAdvanceHappensInOneInstantToTheSameAccounts() {
        story.itIs("2030-06-01T00:00:00Z");
        var alan = "alan.turing";
        story.tell("transfer.yaml", alan);
        story.stands(alan, "Active", "EmploymentStarts 2030-06-30T23:00:00Z");
        var inWiki = story.wiki().idOf(alan);
        var inChat = story.chat().idOf(alan);

        story.pass(
                "2030-06-30T23:00:00Z",
                () -> {
                    assertThat(email(story.wiki(), alan)).isEqualTo("alan@mathematics.example.com");
                    assertThat(email(story.chat(), alan)).isEqualTo("alan@mathematics.example.com");
                },
                () -> {
                    assertThat(email(story.wiki(), alan)).isEqualTo("alan@engineering.example.com");
                    assertThat(email(story.chat(), alan)).isEqualTo("alan@engineering.example.com");
                    story.stands(alan, "Active", "nothing");
                });

        story.works(alan, inWiki, inChat);
        assertThat(story.wiki().members("analysts")).contains(alan);
        assertThat(story.wiki().simulator().writes()).isOne();
        assertThat(story.chat().simulator().writes()).isOne();
    }

    @Test
    void whoMovesHasTheNewAccessAtOnceAndTheOldOneForTheHandOver() {
        story.itIs("2030-03-01T09:00:00Z");
        var lise = "lise.meitner";
        story.tell("hand-over.yaml", lise);
        // What follows from a rule comes a moment later where its role is seen after her.
        soon(() -> assertThat(story.wiki().members("analysts")).contains(lise));
        soon(() -> assertThat(story.chat().members("everyone")).contains(lise));
        for (var role : List.of("physicist", "chemist", "lead")) {
            story.company().awaitRolledOut(Role.class, role);
        }
        story.company().awaitReady(lise);
        var inWiki = story.wiki().idOf(lise);
        var inChat = story.chat().idOf(lise);

        story.tell("hand-over.then.yaml", lise);

        soon(() -> assertThat(story.wiki().members("engineers")).contains(lise));
        soon(() -> assertThat(story.chat().members("builders")).contains(lise));
        assertThat(story.wiki().members("analysts")).contains(lise);
        var end = Objects.requireNonNull(story.status(lise).nextTransition()).time();
        assertThat(Instant.parse(end)).isBetween("2030-03-08T09:00:00Z", "2030-03-08T09:10:00Z");
        story.stands(lise, "Active", "GraceEnds " + end);
        story.pass(
                end,
                () -> assertThat(story.wiki().members("analysts")).contains(lise),
                () -> assertThat(story.wiki().members("analysts")).doesNotContain(lise));
        story.works(lise, inWiki, inChat);
        assertThat(story.wiki().members("engineers")).contains(lise);
    }

    @Test
    void twoRolesThatConflictAreHeldTogetherOnlyWhileAnExceptionLasts() {
        story.itIs("2030-02-01T09:00:00Z");
        var joan = "joan.clarke";
        story.tell("toxic-pair.yaml", joan);
        assertThat(story.wiki().members("analysts")).contains(joan);
        assertThat(story.wiki().members("engineers")).doesNotContain(joan);
        assertThat(story.said(joan, "RoleConflict").orElseThrow().message())
                .contains("Role payer (Explicit) conflicts with Role approver (Explicit)");

        story.tell("toxic-pair.then.yaml");

        soon(() -> assertThat(story.wiki().members("engineers")).contains(joan));
        assertThat(story.wiki().members("analysts")).contains(joan);
        soon(() -> story.stands(joan, "Active", "ExceptionEnds 2030-03-01T00:00:00Z"));
        story.pass(
                "2030-03-01T00:00:00Z",
                () -> assertThat(story.wiki().members("engineers")).contains(joan),
                () -> assertThat(story.wiki().members("engineers")).doesNotContain(joan));
        assertThat(story.wiki().members("analysts")).contains(joan);
        soon(() -> assertThat(story.said(joan, "RoleConflict")).isPresent());
    }

    @Test
    void aParentalLeaveDisablesWhatDoesNotKeepHerAndEndsByItself() {
        var emmy = "emmy.noether";
        story.tell("parental-leave.yaml", emmy);
        story.stands(emmy, "Active", "LeaveStarts 2030-01-31T23:00:00Z");
        var inWiki = story.wiki().idOf(emmy);
        var inChat = story.chat().idOf(emmy);

        story.pass("2030-01-31T23:00:00Z", () -> story.works(emmy, inWiki, inChat), () -> {
            story.stands(emmy, "OnLeave", "LeaveEnds 2030-05-01T22:00:00Z");
            assertThat(story.wiki().lets(emmy)).isFalse();
            assertThat(story.chat().lets(emmy)).isTrue();
        });
        assertThat(story.wiki().members("analysts")).contains(emmy);
        assertThat(story.chat().members("everyone")).contains(emmy);
        // The absence counts from when it was seen, which is not before its date.
        assertThat(Instant.parse(story.status(emmy).awayTime()))
                .isBetween(Instant.parse("2030-01-31T23:00:00Z"), Instant.parse("2030-01-31T23:00:59Z"));

        story.pass(
                "2030-05-01T22:00:00Z",
                () -> assertThat(story.wiki().lets(emmy)).isFalse(),
                () -> {
                    story.stands(emmy, "Active", "nothing");
                    story.works(emmy, inWiki, inChat);
                });
        assertThat(story.status(emmy).awayTime()).isNull();
        story.happened(emmy, Map.of("OnLeave", "Normal", "AccountsDisabled", "Normal", "AccountsActive", "Normal"));
    }

    @Test
    void aContractorIsWarnedOfBeforeEachEndAndGoesAtTheLast() {
        story.itIs("2030-02-01T00:00:00Z");
        var luigi = "luigi.menabrea";
        story.tell("contractor.yaml", luigi);
        story.stands(luigi, "Active", "EndNears 2030-06-14T23:00:00Z");
        var inWiki = story.wiki().idOf(luigi);
        var inChat = story.chat().idOf(luigi);
        story.pass(
                "2030-06-14T23:00:00Z",
                () -> assertThat(story.said(luigi, "EndNears")).isEmpty(),
                () -> {
                    assertThat(story.said(luigi, "EndNears")).isPresent();
                    story.stands(luigi, "Active", "EmploymentEnds 2030-06-28T23:00:00Z");
                });
        story.happened(luigi, Map.of("EndNears", "Warning"));

        story.tell("contractor.then.yaml", luigi);

        soon(() -> story.stands(luigi, "Active", "EndNears 2030-09-13T23:00:00Z"));
        assertThat(story.said(luigi, "EndNears")).isEmpty();
        story.pass(
                "2030-09-13T23:00:00Z",
                () -> assertThat(story.said(luigi, "EndNears")).isEmpty(),
                () -> assertThat(story.said(luigi, "EndNears")).isPresent());
        story.works(luigi, inWiki, inChat);
        story.pass("2030-09-27T23:00:00Z", () -> story.works(luigi, inWiki, inChat), () -> {
            story.stands(luigi, "Departed", "nothing");
            story.isShutOut(luigi);
            assertThat(story.said(luigi, "SourceContradiction")).isPresent();
            assertThat(story.said(luigi, "EndNears")).isEmpty();
        });
    }

    @Test
    void theEndOfOneOfTwoEmploymentsIsNoDeparture() {
        story.itIs("2030-08-01T00:00:00Z");
        var mary = "mary.somerville";
        story.tell("two-employments.yaml", mary);
        story.stands(mary, "Active", "EmploymentEnds 2030-08-31T23:00:00Z");
        var inWiki = story.wiki().idOf(mary);
        var inChat = story.chat().idOf(mary);

        story.pass(
                "2030-08-31T23:00:00Z",
                () -> assertThat(email(story.wiki(), mary)).isEqualTo("mary@analysis.example.com"),
                () -> {
                    assertThat(email(story.wiki(), mary)).isEqualTo("mary@teaching.example.com");
                    assertThat(email(story.chat(), mary)).isEqualTo("mary@teaching.example.com");
                    story.stands(mary, "Active", "nothing");
                });

        story.works(mary, inWiki, inChat);
        assertThat(story.wiki().simulator().writes()).isOne();
        assertThat(story.chat().simulator().writes()).isOne();
    }

    @Test
    void aLastDayInLosAngelesEndsThere() {
        story.itIs("2030-03-01T00:00:00Z");
        var grace = "grace.chisholm";
        story.tell("last-day.yaml", grace);
        story.stands(grace, "Active", "EmploymentEnds 2030-03-09T08:00:00Z");

        story.pass(
                "2030-03-09T08:00:00Z",
                () -> assertThat(story.wiki().lets(grace)).isTrue(),
                () -> {
                    story.stands(grace, "Departed", "nothing");
                    story.isShutOut(grace);
                });
        story.happened(grace, Map.of("Departed", "Normal", "AccountsDisabled", "Normal"));
        assertThat(Instant.parse(story.status(grace).departedTime()))
                .isBetween(Instant.parse("2030-03-09T08:00:00Z"), Instant.parse("2030-03-09T08:00:05Z"));
    }

    @Test
    void aLastDayInLosAngelesAfterTheClocksWentForwardEndsAnHourEarlier() {
        story.itIs("2030-03-01T00:00:00Z");
        var grace = "grace.chisholm";
        story.tell("last-day.yaml", grace);
        story.stands(grace, "Active", "EmploymentEnds 2030-03-09T08:00:00Z");

        story.tell("last-day.then.yaml", grace);

        soon(() -> story.stands(grace, "Active", "EmploymentEnds 2030-03-16T07:00:00Z"));
        story.pass(
                "2030-03-16T07:00:00Z",
                () -> assertThat(story.wiki().lets(grace)).isTrue(),
                () -> {
                    story.stands(grace, "Departed", "nothing");
                    story.isShutOut(grace);
                });
    }

    @Test
    void aServiceAccountGoesOnWithoutItsOwnerAndSaysSo() {
        story.itIs("2030-05-01T00:00:00Z");
        story.tell("service-account.yaml", "george.boole", "report-robot");
        var inWiki = story.wiki().idOf("report-robot");
        var inChat = story.chat().idOf("report-robot");

        story.pass(
                "2030-05-31T23:00:00Z",
                () -> assertThat(story.said("report-robot", "OwnersDeparted")).isEmpty(),
                () -> {
                    story.stands("george.boole", "Departed", "nothing");
                    assertThat(story.said("report-robot", "OwnersDeparted").map(said -> said.message()))
                            .hasValueSatisfying(message -> assertThat(message).contains("george.boole"));
                });
        story.isShutOut("george.boole");
        story.stands("report-robot", "Active", "nothing");
        story.works("report-robot", inWiki, inChat);
        story.happened("report-robot", Map.of("OwnersDeparted", "Warning"));

        story.tell("service-account.then.yaml", "report-robot");
        soon(() -> assertThat(story.said("report-robot", "OwnersDeparted")).isEmpty());
        story.works("report-robot", inWiki, inChat);
    }

    @Test
    void anAdminIdentityIsAwayAndDepartsWithItsPerson() {
        story.itIs("2030-03-01T00:00:00Z");
        var edith = "edith.clarke";
        var admin = "adm-edith.clarke";
        story.tell("admin-identity.yaml", edith, admin);
        story.stands(admin, "Active", "LeaveStarts 2030-03-18T00:00:00Z");
        assertThat(story.wiki().members("engineers")).contains(admin).doesNotContain(edith);

        story.pass(
                "2030-03-18T00:00:00Z",
                () -> assertThat(story.wiki().lets(admin)).isTrue(),
                () -> {
                    story.stands(edith, "OnLeave", "LeaveEnds 2030-03-23T00:00:00Z");
                    story.stands(admin, "OnLeave", "LeaveEnds 2030-03-23T00:00:00Z");
                    assertThat(story.wiki().lets(edith)).isFalse();
                    assertThat(story.wiki().lets(admin)).isFalse();
                });
        story.pass(
                "2030-03-23T00:00:00Z",
                () -> assertThat(story.wiki().lets(admin)).isFalse(),
                () -> {
                    story.stands(edith, "Active", "EmploymentEnds 2030-07-31T23:00:00Z");
                    story.stands(admin, "Active", "EmploymentEnds 2030-07-31T23:00:00Z");
                    assertThat(story.wiki().lets(edith)).isTrue();
                    assertThat(story.wiki().lets(admin)).isTrue();
                });
        story.pass(
                "2030-07-31T23:00:00Z",
                () -> assertThat(story.chat().lets(admin)).isTrue(),
                () -> {
                    story.stands(edith, "Departed", "nothing");
                    story.stands(admin, "Departed", "nothing");
                    story.isShutOut(edith);
                    story.isShutOut(admin);
                });
        assertThat(Instant.parse(story.status(admin).departedTime()))
                .isBetween(Instant.parse("2030-07-31T23:00:00Z"), Instant.parse("2030-07-31T23:00:05Z"));
    }

    @Test
    void aPersonDoesNotDepartWithTheirAdminIdentity() {
        story.itIs("2030-06-01T00:00:00Z");
        story.tell("admin-identity.yaml", "edith.clarke", "adm-edith.clarke");
        var inWiki = story.wiki().idOf("edith.clarke");
        var inChat = story.chat().idOf("edith.clarke");

        story.tell("admin-identity.then.yaml", "adm-edith.clarke");

        soon(() -> story.stands("adm-edith.clarke", "Departed", "nothing"));
        story.isShutOut("adm-edith.clarke");
        story.stands("edith.clarke", "Active", "EmploymentEnds 2030-07-31T23:00:00Z");
        story.works("edith.clarke", inWiki, inChat);
    }

    @Test
    void allStoriesTogetherAreAppliedWithOneCommand() {
        story.tellAll();

        soon(() -> {
            assertThat(story.people()).hasSize(15);
            story.stands("adm-edith.clarke", "Active", "LeaveStarts 2030-03-18T00:00:00Z");
            story.stands("alan.turing", "Active", "EmploymentStarts 2030-06-30T23:00:00Z");
            story.stands("edith.clarke", "Active", "LeaveStarts 2030-03-18T00:00:00Z");
            story.stands("emmy.noether", "Active", "LeaveStarts 2030-01-31T23:00:00Z");
            story.stands("george.boole", "Active", "EmploymentEnds 2030-05-31T23:00:00Z");
            story.stands("grace.chisholm", "Active", "EmploymentEnds 2030-03-09T08:00:00Z");
            story.stands("hedy.lamarr", "Planned", "PreProvision 2030-03-28T23:00:00Z");
            story.stands("joan.clarke", "Active", "RoleEnds 2030-06-30T00:00:00Z");
            story.stands("lise.meitner", "Active", "nothing");
            story.stands("katherine.johnson", "Planned", "PreProvision 2030-03-01T00:00:00Z");
            story.stands("luigi.menabrea", "Planned", "PreProvision 2030-01-04T00:00:00Z");
            story.stands("mary.somerville", "Active", "EmploymentEnds 2030-08-31T23:00:00Z");
            story.stands("report-robot", "Active", "nothing");
        });
    }

    @Test
    void whatFellDueWhileNoOperatorRanIsDoneByTheNextOne() {
        story.itIs("2030-03-08T00:00:00Z");
        story.tell("last-day.yaml", "grace.chisholm");
        story.stop();
        assertThat(story.wiki().lets("grace.chisholm")).isTrue();

        story.goOnAt("2030-03-12T00:00:00Z");

        soon(() -> story.stands("grace.chisholm", "Departed", "nothing"));
        story.isShutOut("grace.chisholm");
    }

    @Test
    void anOperatorThatStartsAgainWaitsForTheSameInstantAndThenWritesNothingMore() {
        story.itIs("2030-03-08T00:00:00Z");
        story.tell("last-day.yaml", "grace.chisholm");
        story.stop();
        story.goOnAt("2030-03-08T12:00:00Z");
        story.pass(
                "2030-03-09T08:00:00Z",
                () -> assertThat(story.wiki().lets("grace.chisholm")).isTrue(),
                () -> story.stands("grace.chisholm", "Departed", "nothing"));

        story.writesNothing(() -> {});
        story.writesNothing(() -> story.itIs("2030-06-09T08:00:00Z"));
    }

    private static String email(App app, String user) {
        return app.account(user).path("emails").path(0).path("value").asText();
    }
}
