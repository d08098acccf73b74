package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person.Standing;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Sanity.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Instant BEGAN = Instant.parse("2026-12-01T11:59:58Z");
    private static final String ADA = "number=1815 login=ada mail=ada@x.org first=Ada dept=Mathematics state=Active";
    private static final String BOB = "number=7 login=bob mail=bob@x.org first=Bob dept=Sales state=Active";

    private final FakePeople people = new FakePeople();
    private Digests digests = new Digests(new byte[16]);
    private Sanity sanity = Sanity.STANDARD;
    private boolean isObserved;
    private Set<String> released = Set.of();
    private Set<String> fieldsBefore = Set.of();
    private String authority = "a";
    private boolean goesOn = true;
    private Optional<MissingTerms> missing = Optional.empty();
    private Instant now = NOW;
    private final Set<String> novelties = new ConcurrentSkipListSet<>();
    private List<FieldTerms> fields = Stream.of(
                    "userName=login",
                    "email=mail",
                    "name.given=first",
                    "department=dept",
                    "manager=boss",
                    "externalId=id",
                    "status=state",
                    "endTime=ends")
            .map(RunTest::field)
            .toList();

    private static FieldTerms field(String text) {
        var at = text.indexOf('=');
        return new FieldTerms(text.substring(0, at), text.substring(at + 1), Map.of(), Optional.empty());
    }

    private void isNew(SourceId source, String user, long generation, Instant since) {
        novelties.add("%s %s %d %s".formatted(source, user, generation, since));
    }

    private RunReport run(Feed feed) {
        var terms = new SourceTerms(
                new Drafting("number", fields),
                Naming.NONE,
                List.of("email"),
                sanity,
                isObserved,
                released,
                fieldsBefore,
                authority,
                missing);
        return new Run(
                        HR,
                        terms,
                        feed,
                        new Surroundings(people, people, this::isNew, digests, () -> now),
                        BEGAN,
                        () -> goesOn)
                .carryOut();
    }

    private RunReport.Complete says(String... records) {
        return (RunReport.Complete) run(FakeFeed.of(records));
    }

    private static List<Rule> rules(RunReport.Complete report) {
        return report.refusals().stream().map(Refusal::rule).toList();
    }

    @Test
    void makesWhoeverIsNewAndWritesNothingMoreTheNextTime() {
        var first = says(ADA, BOB);

        assertThat(people.log()).containsExactly("create 1815", "create 7");
        assertThat(first.counts().created()).isEqualTo(2);
        assertThat(first.written().orElseThrow().created()).isEqualTo(2);
        assertThat(people.of("ada").name()).matches("hr-[0-9a-f]{16}").doesNotContain("1815");
        people.forgetLog();

        var second = says(ADA, BOB);

        assertThat(people.log()).isEmpty();
        assertThat(second.counts().unchanged()).isEqualTo(2);
        assertThat(second.written()).isEmpty();
        assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void writesOnlyWhatIsDifferentAndWhetherTheyWorkHereFirst() {
        says(ADA, BOB);
        people.forgetLog();

        says(ADA.replace("Mathematics", "Physics"), BOB);
        assertThat(people.log()).containsExactly("describe 1815");
        people.forgetLog();

        says(ADA.replace("Mathematics", "Physics"), BOB.replace("Active", "Terminated"));
        assertThat(people.log()).containsExactly("live 7");
    }

    @Test
    void tellsOfWhomItSaidSomethingNewAndSinceWhenThatCouldBeKnown() {
        says(ADA, BOB);

        var ada = people.of("ada").name();
        var bob = people.of("bob").name();
        assertThat(novelties)
                .containsExactlyInAnyOrder(
                        "people/hr " + ada + " 1 2026-12-01T11:59:58Z", "people/hr " + bob + " 1 2026-12-01T11:59:58Z");
        novelties.clear();

        says(ADA.replace("Mathematics", "Physics"), BOB);
        assertThat(novelties).containsExactly("people/hr " + ada + " 2 2026-12-01T11:59:58Z");
    }

    @Test
    void tellsOfNobodyWhoCouldNotBeWritten() {
        people.answers(new People.Answer.Failed());

        says(ADA);

        assertThat(novelties).isEmpty();
    }

    @Test
    void aDifferentFileIsADifferentRun() {
        assertThat(says(ADA).id()).isNotEqualTo(says(ADA.replace("Ada", "Eva")).id());
    }

    @Test
    void concludesNothingFromASourceThatCannotBeRead() {
        says(ADA, BOB);
        people.forgetLog();

        assertThat(run(FakeFeed.broken(Flaw.of(Defect.CUT_OFF))))
                .isEqualTo(new RunReport.Broken(Flaw.of(Defect.CUT_OFF)));
        assertThat(people.log()).isEmpty();
    }

    @Test
    void findsWhoWasThereByTheirKeyAndThenByTheirAddress() {
        people.has("ada", Map.of("externalId", "A1", "userName", "countess"));
        people.has("bob", Map.of("email", "BOB@x.org", "userName", "robert"));

        says(ADA + " id=A1", BOB);

        assertThat(people.log()).containsExactly("describe 1815", "describe 7", "live 1815", "live 7");
        assertThat(people.logins()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void guessesNobodyOfSeveral() {
        people.has("one", Map.of("email", "ada@x.org"));
        people.has("two", Map.of("email", "ada@x.org"));

        var report = says(ADA);

        assertThat(rules(report)).containsExactly(Rule.SEVERAL_USERS);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void takesNobodyFromAnotherRecord() {
        says(ADA, BOB);
        people.forgetLog();

        says(ADA, BOB, "number=8 login=eve mail=ada@x.org first=Eve state=Active");

        assertThat(people.log()).as("whoever shares an address is not the same").containsExactly("create 8");
    }

    @Test
    void whoeverComesBackUnderAnotherKeyIsFoundByTheKeyOfThePerson() {
        says(ADA + " id=A", BOB);
        says(ADA.replace("Active", "Terminated") + " id=A", BOB);
        people.forgetLog();

        says(ADA.replace("1815", "1816") + " id=A", BOB);

        assertThat(people.log()).contains("live 1816");
        assertThat(people.logins()).hasSize(2);
    }

    @Test
    void nobodyElseIsFoundByAnAddressThatTheSourceKnowsAsSomebodys() {
        says(ADA, BOB);
        people.forgetLog();

        says(ADA.replace("1815", "2000"), BOB);

        assertThat(people.log()).containsExactly("create 2000");
    }

    @Test
    void takesNobodyForTheNameThatTheirResourceHas() {
        says(ADA);
        var name = people.of("ada").name();
        people.clear();
        people.has(name, Map.of("userName", "eve"));

        assertThat(rules(says(ADA))).containsExactly(Rule.NAME_TAKEN);
        assertThat(people.of("eve").key()).isEmpty();
    }

    @Test
    void endsOnceItIsDeclaredOtherwise() {
        goesOn = false;

        var report = says(ADA, BOB);

        assertThat(people.log()).isEmpty();
        assertThat(report.written().orElseThrow().failed()).isEqualTo(2);
    }

    @Test
    void aSourceOfPeopleDoesNotStopSayingWhetherTheyWorkHere() {
        says(ADA, BOB);
        people.forgetLog();
        fields = Stream.of("userName=login", "department=dept")
                .map(RunTest::field)
                .toList();

        assertThat(says(ADA, BOB.replace("Active", "Terminated")).doubts()).contains(Doubt.NO_LIFE);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void anAddressThatAHundredShareIsNobodys() {
        for (var number = 0; number < 100; number++) {
            people.has("x" + number, Map.of("email", "info@x.org"));
        }

        assertThat(rules(says(ADA.replace("ada@x.org", "info@x.org")))).containsExactly(Rule.SEVERAL_USERS);
    }

    @Test
    void ofTwoRecordsThatMeanOneUserTheFirstCounts() {
        people.has("ada", Map.of("email", "ada@x.org"));

        var report = says(ADA, ADA.replace("1815", "1816"));

        assertThat(rules(report)).containsExactly(Rule.TWO_RECORDS);
        assertThat(people.of("ada").key()).contains("1815");
    }

    @Test
    void appliesNeitherOfTwoRecordsWithOneKey() {
        var report = says(ADA, ADA.replace("Mathematics", "Physics"), BOB);

        assertThat(rules(report)).containsExactly(Rule.KEY_TWICE, Rule.KEY_TWICE);
        assertThat(people.log()).containsExactly("create 7");
    }

    @Test
    void appliesNeitherOfTwoWhoseKeysAreSwapped() {
        says(ADA, BOB);
        people.forgetLog();

        var report = says(ADA.replace("1815", "7"), BOB.replace("number=7", "number=1815"));

        assertThat(rules(report)).containsExactly(Rule.KEY_SWAPPED, Rule.KEY_SWAPPED);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void aMarriageIsNoSwap() {
        says(ADA, BOB);
        people.forgetLog();

        says(ADA.replace("ada@x.org", "countess@x.org").replace("login=ada", "login=countess"), BOB);

        assertThat(people.log()).containsExactly("describe 1815");
    }

    @Test
    void namesManagersByTheirResourceAlsoWhereTheyComeLater() {
        says(ADA + " boss=7", BOB);

        assertThat(people.of("ada").values())
                .containsEntry("manager", people.of("bob").name());
    }

    @Test
    void keepsTheAttributesOfThoseWhoseManagersLeadBackToThem() {
        var report = says(ADA + " boss=7", BOB + " boss=1815", "number=9 login=eve boss=7 state=Active");

        assertThat(rules(report)).containsExactly(Rule.MANAGER_CYCLE, Rule.MANAGER_CYCLE);
        assertThat(people.logins()).containsExactly("eve");
    }

    @Test
    void endsWhomABadValueKeepsAsTheyAre() {
        says(ADA, BOB);
        people.forgetLog();

        says(ADA.replace("ada@x.org", "broken").replace("Active", "Terminated"), BOB);

        assertThat(people.log()).containsExactly("live 1815");
    }

    @Test
    void makesNobodyOfARecordThatIsNotWholeOrHasNoLogin() {
        var report = says(ADA.replace("ada@x.org", "broken"), BOB.replace("login=bob ", ""));

        assertThat(rules(report)).containsExactly(Rule.NOT_AN_ADDRESS, Rule.NO_USER_NAME);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void makesNobodyWhoHadLeftByThen() {
        var report =
                says(ADA.replace("Active", "Terminated"), BOB.replace("Active", "Terminated") + " ends=2027-01-31");

        assertThat(people.log()).containsExactly("create 7");
        assertThat(report.refused()).isZero();
    }

    @Test
    void aSourceThatSaysOfNobodyWhetherTheyWorkHereMakesNobodyAndEndsNobody() {
        people.has("ada", Map.of("email", "ada@x.org", "userName", "ada"));
        fields = Stream.of("email=mail", "department=dept").map(RunTest::field).toList();

        var report = says(ADA, BOB);

        assertThat(people.log()).containsExactly("describe 1815");
        assertThat(report.unmatched()).isEqualTo(1);
        assertThat(says(BOB).counts().disappeared()).isZero();
    }

    @Test
    void tellsWhatWasLeftToOthersAndDoesNotAskForItAgain() {
        people.has("ada", Map.of("email", "ada@x.org", "userName", "ada", "department", "Poetry"));
        people.holds("ada", "department");

        var first = says(ADA);

        assertThat(first.written().orElseThrow().left()).isEqualTo(1);
        assertThat(first.lefts()).containsExactly(new RunReport.Left("ada", Set.of("department")));
        people.forgetLog();
        var second = says(ADA);
        assertThat(people.log()).isEmpty();
        assertThat(second.counts().left()).isEqualTo(1);
        assertThat(second.lefts()).as("for as long as it is so").isEqualTo(first.lefts());

        authority = "b";
        says(ADA);
        assertThat(people.log()).as("once another source counts first").containsExactly("describe 1815");
    }

    @Test
    void whoeverIsMissingIsCountedAndNothingIsDone() {
        says(ADA, BOB);
        people.forgetLog();

        var report = says(BOB);

        assertThat(report.counts().disappeared()).isEqualTo(1);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void whoeverIsInARecordThatCannotBeReadIsNotMissing() {
        says(ADA, BOB);

        var report = (RunReport.Complete)
                run(FakeFeed.of(BOB).refusing(Refusal.of(3, Optional.of("1815"), Rule.OTHER_COUNT)));

        assertThat(report.counts().disappeared()).isZero();
        assertThat(report.refused()).isEqualTo(1);
    }

    @Test
    void appliesNothingOfARunThatEndsTooMany() {
        var many = IntStream.range(0, 20)
                .mapToObj(number -> "number=n%d login=u%d state=Active".formatted(number, number))
                .toArray(String[]::new);
        says(many);
        people.forgetLog();
        var left = Stream.of(many)
                .map(text -> text.replace("Active", "Terminated"))
                .toArray(String[]::new);

        var report = says(left);

        assertThat(report.doubts()).containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(report.counts().ended()).isEqualTo(20);
        assertThat(people.log()).isEmpty();

        released = Set.of(report.id());
        assertThat(says(left).doubts()).isEmpty();
        assertThat(people.log()).hasSize(20);
        people.forgetLog();

        released = Set.of();
        assertThat(says(many).doubts()).as("all of them coming back").containsExactly(Doubt.TOO_MANY_RETURNED);
        assertThat(people.log()).isEmpty();
    }

    private static String[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "number=n%d login=u%d dept=Sales state=Active".formatted(number, number))
                .toArray(String[]::new);
    }

    private static String[] each(String[] records, UnaryOperator<String> edit) {
        return Stream.of(records).map(edit).toArray(String[]::new);
    }

    @Test
    void appliesNoMoreThanEndsOfARunInWhichAFieldHasLostAllItsValues() {
        says(ADA, BOB);
        people.forgetLog();
        fieldsBefore = Set.of("dept", "mail");

        var report = says(
                ADA.replace("dept=Mathematics ", ""),
                BOB.replace("dept=Sales ", "").replace("Active", "Terminated"));

        assertThat(report.doubts()).containsExactly(Doubt.FIELDS_EMPTY);
        assertThat(report.emptied()).containsExactly("dept");
        assertThat(people.log()).containsExactly("live 7");
    }

    @Test
    void missesOnlyFieldsThatManyHad() {
        var records = many(20);
        records[0] += " boss=n1";

        assertThat(says(records).fields()).containsExactlyInAnyOrder("login", "dept", "state");
    }

    @Test
    void appliesNoMoreThanEndsOfARunThatChangesTooMany() {
        var records = many(20);
        says(records);
        people.forgetLog();

        var next = each(records, text -> text.replace("Sales", "Sold"));
        next[3] = next[3].replace("Active", "Terminated");
        var report = says(next);

        assertThat(report.doubts()).containsExactly(Doubt.TOO_MANY_CHANGED);
        assertThat(people.log()).containsExactly("live n3");
    }

    @Test
    void countsThoseWhoLeaveByADateAndThoseWhoGoAway() {
        var records = many(20);
        says(records);
        people.forgetLog();

        assertThat(says(each(records, text -> text + " ends=2021-01-01")).doubts())
                .containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(says(each(records, text -> text.replace("Active", "OnLeave")))
                        .doubts())
                .containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void doubtsARunInWhichNobodyCanTellWhetherManyStillWork() {
        var records = many(20);
        says(records);
        people.forgetLog();

        var report = says(each(records, text -> text.replace("Active", "A")));

        assertThat(report.doubts()).containsExactly(Doubt.TOO_MANY_REFUSED);
        assertThat(report.counts().unreadable()).isEqualTo(20);
    }

    @Test
    void anotherSaltChangesNobody() {
        var records = many(20);
        says(records);
        people.forgetLog();
        digests = new Digests(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

        assertThat(says(records).doubts()).isEmpty();
        assertThat(people.log()).hasSize(40);
    }

    @Test
    void namesManagersWhoWereThereBeforeByWhoTheyAre() {
        people.has("charles", Map.of("externalId", "C", "userName", "charles"));
        people.has("ada", Map.of("externalId", "A", "userName", "ada"));

        says("number=1 login=ada id=A boss=2 state=Active", "number=2 login=charles id=C state=Active");

        assertThat(people.of("ada").values()).containsEntry("manager", "charles");
    }

    @Test
    void takesNobodyForSomebodyElseWhoHadTheirAddressBefore() {
        people.has("ada", Map.of("externalId", "A", "email", "info@x.org", "userName", "ada"));

        says("number=9 login=eve mail=info@x.org id=E first=Eve state=Active");

        assertThat(people.log()).containsExactly("create 9");
    }

    @Test
    void nobodyIsKeptInByBeingMadeToLookLikeSomebodyElse() {
        says(ADA, BOB);
        people.edits("ada", Map.of("email", "other@x.org", "name.given", "Other"));
        people.edits("bob", Map.of("email", "ada@x.org"));
        people.forgetLog();

        says(ADA.replace("Active", "Terminated"), BOB);

        assertThat(people.log()).contains("live 1815");
    }

    @Test
    void endsComeBeforeAllElse() {
        var records = many(30);
        says(records);
        people.forgetLog();
        var next = records.clone();
        for (var at = 0; at < 4; at++) {
            next[at] = next[at].replace("Sales", "Sold");
        }
        next[29] = next[29].replace("Active", "Terminated");

        says(next);

        assertThat(people.log()).hasSize(5);
        assertThat(people.inOrder().getFirst()).isEqualTo("live n29");
    }

    @Test
    void onlyTellsWhatItWouldDoWhereItIsObserved() {
        isObserved = true;

        assertThat(says(ADA, BOB).counts().created()).isEqualTo(2);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void saysNothingMoreOfWhoeverHasLeft() {
        says(ADA, BOB);
        says(ADA.replace("Active", "Terminated"), BOB);
        people.stands("ada", Standing.FORGOTTEN);
        people.forgetLog();

        says(ADA.replace("Active", "Terminated").replace("Ada", "Augusta"), BOB);

        assertThat(people.log()).isEmpty();
    }

    @Test
    void tellsOfWhatTheApiServerDoesNotAcceptAndGoesOn() {
        people.answers(new People.Answer.Refused(Optional.of("spec.email")));

        var report = says(ADA, BOB);

        assertThat(report.refusals())
                .containsExactlyInAnyOrder(
                        new Refusal(1, Optional.of("1815"), Optional.of("spec.email"), Rule.NOT_ACCEPTED),
                        new Refusal(2, Optional.of("7"), Optional.of("spec.email"), Rule.NOT_ACCEPTED));
        assertThat(report.refused()).isEqualTo(2);
    }

    @Test
    void givesUpWhereNothingSucceeds() {
        people.answers(new People.Answer.Failed());
        var many = IntStream.range(0, 1000)
                .mapToObj(number -> "number=n%d login=u%d state=Active".formatted(number, number))
                .toArray(String[]::new);

        var report = says(many);

        assertThat(people.log()).hasSizeLessThan(50 + 2 * Applying.AT_ONCE);
        assertThat(report.written().orElseThrow().failed()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void doesNothingAboutWhoeverIsMissingUnlessItIsToldTo() {
        says(ADA, BOB);
        people.forgetLog();

        IntStream.range(0, 5).forEach(run -> says(BOB));

        assertThat(people.log()).isEmpty();
    }

    @Test
    void endsWhoeverIsMissingFromSoManyRunsInARow() {
        missing = Optional.of(new MissingTerms(3, Duration.ZERO));
        says(ADA, BOB);
        people.forgetLog();

        says(BOB);
        says(BOB);
        assertThat(people.log()).containsExactly("miss 1815 1", "miss 1815 2");
        assertThat(people.of("ada").life()).containsEntry("status", "Active");

        var last = says(BOB);
        assertThat(people.of("ada").life()).isEqualTo(Map.of("status", "Missing"));
        assertThat(last.counts().ended()).isEqualTo(1);
        assertThat(last.written().orElseThrow().lived()).isEqualTo(1);
        people.forgetLog();

        says(BOB);
        assertThat(people.log()).containsExactly("miss 1815 0");
        people.forgetLog();
        assertThat(says(BOB).counts().disappeared()).isZero();
        assertThat(people.log()).isEmpty();
    }

    @Test
    void countsAnewOnceSomebodyIsListedAgain() {
        missing = Optional.of(new MissingTerms(3, Duration.ZERO));
        says(ADA, BOB);
        says(BOB);
        says(BOB);
        people.forgetLog();

        says(ADA, BOB);
        assertThat(people.log()).containsExactly("miss 1815 0");
        people.forgetLog();

        says(BOB);
        assertThat(people.log()).containsExactly("miss 1815 1");
        assertThat(people.of("ada").life()).containsEntry("status", "Active");
    }

    @Test
    void whoeverWasEndedForBeingMissingIsBackWithTheirRecord() {
        missing = Optional.of(new MissingTerms(2, Duration.ZERO));
        says(ADA, BOB);
        says(BOB);
        says(BOB);
        assertThat(people.of("ada").life()).containsEntry("status", "Missing");

        var back = says(ADA, BOB);

        assertThat(back.counts().returned()).isEqualTo(1);
        assertThat(people.of("ada").life()).containsEntry("status", "Active");
    }

    @Test
    void aRunThatIsHeldCountsForNobodyWhoIsMissing() {
        missing = Optional.of(new MissingTerms(2, Duration.ZERO));
        var all = IntStream.range(0, 20)
                .mapToObj(at -> ADA.replace("1815", "k" + at).replace("ada", "user" + at))
                .toArray(String[]::new);
        says(all);
        people.forgetLog();

        IntStream.range(0, 4).forEach(run -> says(Arrays.copyOf(all, 10)));

        assertThat(people.log()).isEmpty();
    }

    @Test
    void endsNoMoreForBeingMissingThanMayEndAtOnce() {
        missing = Optional.of(new MissingTerms(2, Duration.ZERO));
        sanity = new Sanity(1, 100, 5, 5, 5, 20);
        var all = IntStream.range(0, 20)
                .mapToObj(at -> ADA.replace("1815", "k" + at).replace("ada", "user" + at))
                .toArray(String[]::new);
        says(all);
        says(Arrays.copyOf(all, 10));

        var held = says(Arrays.copyOf(all, 10));

        assertThat(held.doubts()).containsExactly(Doubt.TOO_MANY_TERMINATED);
        assertThat(people.of("user15").life()).containsEntry("status", "Active");
    }

    @Test
    void nobodyIsCountedAsMissingWhereNothingIsApplied() {
        missing = Optional.of(new MissingTerms(2, Duration.ZERO));
        says(ADA, BOB);
        people.forgetLog();
        isObserved = true;

        IntStream.range(0, 3).forEach(run -> says(BOB));

        assertThat(people.log()).isEmpty();
    }

    @Test
    void countsNobodyAsMissingTwiceWithinTheTimeOfOneRun() {
        missing = Optional.of(new MissingTerms(2, Duration.ofHours(1)));
        says(ADA, BOB);
        people.forgetLog();

        says(BOB);
        says(BOB);
        now = NOW.plus(Duration.ofMinutes(59));
        says(BOB);
        assertThat(people.log()).containsExactly("miss 1815 1");

        now = NOW.plus(Duration.ofHours(1));
        says(BOB);
        assertThat(people.of("ada").life()).containsEntry("status", "Missing");
    }

    @Test
    void nobodyIsMissingWhileARecordTellsNobodyOfWhomItSpeaks() {
        missing = Optional.of(new MissingTerms(2, Duration.ZERO));
        says(ADA, BOB);
        people.forgetLog();
        var broken = FakeFeed.of(BOB).refusing(Refusal.of(3, Optional.empty(), Rule.OTHER_COUNT));

        IntStream.range(0, 3).forEach(run -> run(broken));
        IntStream.range(0, 3).forEach(run -> says(BOB, ADA.replace("number=1815 ", "")));

        assertThat(people.log()).isEmpty();
    }

    @Test
    void aNoteOfSomebodyElseEndsNobody() {
        missing = Optional.of(new MissingTerms(2, Duration.ZERO));
        says(ADA, BOB);
        var ada = people.of("ada");
        people.miss(HR, ada, Optional.of(new Missed(99, NOW, "forged")));
        people.forgetLog();

        says(BOB);

        assertThat(people.log()).containsExactly("miss 1815 1");
        assertThat(people.of("ada").life()).containsEntry("status", "Active");
    }

    @Test
    void whoeverIsListedUnderAnotherNumberIsNotMissing() {
        missing = Optional.of(new MissingTerms(2, Duration.ZERO));
        says(ADA + " id=a", BOB);
        says(BOB);

        says(BOB, ADA.replace("1815", "2000") + " id=a");

        assertThat(people.of("ada").life()).containsEntry("status", "Active");
        assertThat(people.of("ada").key()).contains("2000");
    }

    @Test
    void aRunUnderOtherTermsOfThoseWhoAreMissingIsAnother() {
        var first = says(ADA).id();

        missing = Optional.of(new MissingTerms(2, Duration.ZERO));

        assertThat(says(ADA).id()).isNotEqualTo(first);
    }

    @Test
    void aValueThatIsTakenFromManyIsAChange() {
        var all = IntStream.range(0, 20)
                .mapToObj(at -> ADA.replace("1815", "k" + at).replace("ada", "user" + at))
                .toArray(String[]::new);
        says(all);
        people.forgetLog();

        var held = says(Arrays.stream(all)
                .map(record -> record.contains("k0 ") ? record : record.replace("dept=Mathematics ", ""))
                .toArray(String[]::new));

        assertThat(held.doubts()).containsExactly(Doubt.TOO_MANY_CHANGED);
        assertThat(held.counts().changed()).isEqualTo(19);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void whoeverReturnsLaterIsNoEnd() {
        var gone = IntStream.range(0, 10)
                .mapToObj(at -> ADA.replace("1815", "k" + at).replace("ada", "user" + at))
                .toArray(String[]::new);
        says(gone);
        sanity = new Sanity(1, 100, 100, 100, 100, 100);
        says(Arrays.stream(gone)
                .map(record -> record.replace("Active", "Terminated"))
                .toArray(String[]::new));
        sanity = Sanity.STANDARD;
        people.forgetLog();

        var held = says(Arrays.stream(gone)
                .map(record -> record.replace("Active", "OnLeave"))
                .toArray(String[]::new));

        assertThat(held.doubts()).containsExactly(Doubt.TOO_MANY_RETURNED);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void aFewEndsThatNobodySeesAnyMoreHoldTheRun() {
        var all = IntStream.range(0, 100)
                .mapToObj(at ->
                        ADA.replace("1815", "k" + at).replace("ada", "user" + at) + (at < 4 ? " ends=2026-01-01" : ""))
                .toArray(String[]::new);

        assertThat(says(all).fields()).contains("ends");
    }

    @Test
    void aValueThatTheFeedCannotReadKeepsNobodyIn() {
        says(ADA, BOB);
        people.forgetLog();
        var values = Map.of("number", "1815", "login", "ada", "state", "Terminated");

        var report = (RunReport.Complete) run(
                FakeFeed.of(BOB).and(new FeedRecord(2, values, Map.of("dept", Rule.VALUE_TOO_LONG))));

        assertThat(people.log()).containsExactly("live 1815");
        assertThat(people.of("ada").values()).containsEntry("department", "Mathematics");
        assertThat(report.refusals())
                .containsExactly(new Refusal(2, Optional.of("1815"), Optional.of("dept"), Rule.VALUE_TOO_LONG));
        assertThat(rules((RunReport.Complete) run(
                        FakeFeed.of(BOB).and(new FeedRecord(2, values, Map.of("state", Rule.VALUE_TOO_LONG))))))
                .containsExactly(Rule.VALUE_TOO_LONG);
    }

    @Test
    void ofTwoRecordsOfOneKeyNeitherCountsWhereOneCannotBeRead() {
        says(ADA, BOB);
        people.forgetLog();
        var twice = FakeFeed.of(BOB, ADA.replace("Active", "OnLeave"))
                .refusing(Refusal.of(3, Optional.of("1815"), Rule.QUOTES));

        assertThat(rules((RunReport.Complete) run(twice))).contains(Rule.KEY_TWICE);
        assertThat(people.log()).isEmpty();
    }
}
