package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.NamingTerms;
import dev.usher.domain.feed.NamingTerms.OfName;
import dev.usher.domain.feed.NamingTerms.OnNameChange;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NamingTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final String NAME = "ascii(name.given).lowerAscii() + '.' + ascii(name.family).lowerAscii()";
    private static final String COUNTED = NAME + " + string(n)";
    private static final String ADDRESS = "userName + '@x.org'";
    private static final String ADA = "number=1815 first=Ada last=Lovelace state=Active";
    private static final String BOB = "number=7 first=Bob last=Smith state=Active";

    private final FakePeople people = new FakePeople();
    private final Set<String> taken = new HashSet<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-01T12:00:00Z"));
    private final Claims claims = new Claims(now::get);
    private Sanity sanity = new Sanity(1, 100, 100, 100, 100, 100);
    private boolean isObserved;
    private List<String> fields =
            List.of("name.given=first", "name.family=last", "department=dept", "externalId=id", "status=state");
    private Optional<OfName> userName = Optional.of(new OfName(List.of(NAME, COUNTED), OnNameChange.KEEP));
    private Optional<OfName> email = Optional.of(new OfName(List.of(ADDRESS), OnNameChange.KEEP));

    private static List<FieldTerms> fields(List<String> texts) {
        return texts.stream()
                .map(text -> text.split("=", -1))
                .map(part -> new FieldTerms(part[0], part[1], Map.of(), Optional.empty()))
                .toList();
    }

    private Naming naming() {
        return ((Naming.Read.Of) Naming.read(new NamingTerms(userName, email), fields(fields))).naming();
    }

    private Names names() {
        return source -> (name, by) -> {
            asked.incrementAndGet();
            return !taken.contains(name.toLowerCase(Locale.ROOT)) && people.isFree(name, by.resource());
        };
    }

    private RunReport.Complete says(String... records) {
        return run(HR, people, records);
    }

    private RunReport.Complete run(SourceId source, People writing, String... records) {
        var terms = new SourceTerms(
                new Drafting("number", fields(fields)),
                naming(),
                List.of(),
                sanity,
                isObserved,
                Set.of(),
                Set.of(),
                "a",
                Optional.empty());
        var around = new Surroundings(
                people,
                writing,
                (any, user, generation, began) -> {},
                new Digests(new byte[16]),
                now::get,
                names(),
                claims);
        return (RunReport.Complete)
                new Run(source, terms, FakeFeed.of(records), around, now.get(), () -> true).carryOut();
    }

    private void changes(OnNameChange change) {
        userName = Optional.of(new OfName(List.of(NAME, COUNTED), change));
        email = Optional.of(new OfName(List.of(ADDRESS), change));
    }

    private static List<String> refusals(RunReport.Complete report) {
        return report.refusals().stream()
                .map(refusal -> refusal.field().orElse("") + " " + refusal.rule())
                .toList();
    }

    @Test
    void whoeverIsNewIsNamedByTheFirstCandidateThatIsNobodys() {
        says(ADA, BOB, BOB.replace("number=7", "number=8"));

        assertThat(people.logins()).containsExactlyInAnyOrder("ada.lovelace", "bob.smith", "bob.smith2");
        assertThat(people.of("bob.smith2").values()).containsEntry("email", "bob.smith2@x.org");
        assertThat(people.of("bob.smith").key()).contains("7");
    }

    @Test
    void nothingIsWrittenOfThoseWhoAreNamed() {
        var first = says(ADA, BOB, BOB.replace("number=7", "number=8"));
        people.forgetLog();

        var second = says(BOB.replace("number=7", "number=8"), BOB, ADA);

        assertThat(people.log()).isEmpty();
        assertThat(second.counts().unchanged()).isEqualTo(3);
        assertThat(says(ADA, BOB, BOB.replace("number=7", "number=8")).id()).isEqualTo(first.id());
        assertThat(people.log()).isEmpty();
    }

    @Test
    void aHundredWhoAreCalledTheSameHaveAHundredNames() {
        var records = IntStream.range(0, 100)
                .mapToObj(number -> BOB.replace("number=7", "number=" + number))
                .toArray(String[]::new);

        var report = says(records);

        assertThat(report.refused()).isZero();
        assertThat(people.logins()).hasSize(100).contains("bob.smith", "bob.smith2", "bob.smith100");
        assertThat(asked.get())
                .as("numbers that are given are not asked for again")
                .isLessThan(1_000);
    }

    @Test
    void whatIsSomebodysIsNotGivenAgainHoweverItIsWritten() {
        people.has("other", Map.of("userName", "Ada.Lovelace"));
        people.has("third", Map.of("userName", "x", "email", "ada.lovelace2@X.org"));
        taken.add("ada.lovelace3");

        says(ADA);

        assertThat(people.of("ada.lovelace4").values()).containsEntry("email", "ada.lovelace4@x.org");
    }

    @Test
    void whoeverGetsNoNameIsRefusedAndEverybodyElseIsApplied() {
        userName = Optional.of(new OfName(List.of(NAME), OnNameChange.KEEP));
        taken.add("ada.lovelace");

        var report = says(ADA, "number=9 first=Eve state=Active", BOB);

        assertThat(refusals(report)).containsExactly("naming.userName ALL_TAKEN", "naming.userName NO_CANDIDATE");
        assertThat(people.logins()).containsExactly("bob.smith");
        assertThat(report.refusals()).extracting(Refusal::key).containsExactly(Optional.of("1815"), Optional.of("9"));
    }

    @Test
    void anAddressThatCannotBeHadIsSaid() {
        email = Optional.of(new OfName(List.of("userName + '@' + department"), OnNameChange.KEEP));

        assertThat(refusals(says(ADA))).containsExactly("naming.email NO_CANDIDATE");
        assertThat(people.log()).isEmpty();

        email = Optional.of(new OfName(List.of("'info@x.org'"), OnNameChange.KEEP));
        taken.add("info@x.org");
        assertThat(refusals(says(ADA))).containsExactly("naming.email ALL_TAKEN");
        assertThat(asked.get()).as("another number would not help").isLessThan(20);
    }

    @Test
    void whatIsNoNameIsNotGiven() {
        userName = Optional.of(new OfName(
                List.of("name.given + ' ' + name.family", "'=' + name.given", "name.given"), OnNameChange.KEEP));
        email = Optional.of(new OfName(List.of("userName", "userName + '@x.org'"), OnNameChange.KEEP));

        says(ADA);

        assertThat(people.of("Ada").values()).containsEntry("email", "Ada@x.org");
    }

    @Test
    void aThousandthIsRefusedWithoutALongSearch() {
        IntStream.range(2, 1_000).forEach(number -> taken.add("bob.smith" + number));
        taken.add("bob.smith");
        var many = IntStream.range(0, 200)
                .mapToObj(number -> BOB.replace("number=7", "number=" + number))
                .toArray(String[]::new);

        var report = says(many);

        assertThat(report.refused()).isEqualTo(200);
        assertThat(refusals(report)).containsOnly("naming.userName ALL_TAKEN");
        assertThat(asked.get()).isLessThan(3_000);
    }

    @Test
    void onlyTellsWhatItWouldDoWhereItIsObserved() {
        isObserved = true;

        assertThat(says(BOB, BOB.replace("number=7", "number=8")).counts().created())
                .isEqualTo(2);
        assertThat(people.log()).isEmpty();
        assertThat(claims.size()).isZero();
    }

    @Test
    void whoeverIsThereKeepsTheirName() {
        says(ADA);
        people.forgetLog();

        says(ADA.replace("Lovelace", "King"));

        assertThat(people.log()).containsExactly("describe 1815");
        assertThat(people.of("ada.lovelace").values())
                .containsEntry("name.family", "King")
                .containsEntry("email", "ada.lovelace@x.org");
    }

    @Test
    void whoeverWasThereBeforeKeepsTheirNameAndGetsAnAddressIfTheyHaveNone() {
        changes(OnNameChange.RENAME);
        people.has("ada", Map.of("externalId", "A1", "userName", "countess", "name.family", "Byron"));

        says(ADA + " id=A1");

        assertThat(people.of("countess").values()).containsEntry("email", "countess@x.org");
    }

    @Test
    void aNameThatSomebodyElseWroteStays() {
        says(ADA);
        people.edits("ada.lovelace", Map.of("userName", "countess"));
        people.forgetLog();

        says(ADA);

        assertThat(people.logins()).containsExactly("countess");
        assertThat(people.log()).isEmpty();
    }

    @Test
    void whoeverIsCalledOtherwiseIsRenamedWhereThatIsDeclared() {
        changes(OnNameChange.RENAME);
        says(ADA, BOB);
        people.forgetLog();

        var report = says(ADA.replace("Lovelace", "Smith"), BOB.replace("Bob", "Ada"));

        assertThat(report.counts().changed()).isEqualTo(2);
        assertThat(people.logins()).containsExactlyInAnyOrder("ada.smith", "ada.smith2");
        assertThat(people.of("ada.smith").values()).containsEntry("email", "ada.smith@x.org");
        people.forgetLog();
        says(ADA.replace("Lovelace", "Smith"), BOB.replace("Bob", "Ada"));
        assertThat(people.log()).isEmpty();
    }

    @Test
    void aChangeOfSomethingElseRenamesNobody() {
        changes(OnNameChange.RENAME);
        taken.add("ada.lovelace");
        says(ADA);
        taken.clear();

        says(ADA + " dept=Mathematics");

        assertThat(people.logins())
                .as("though the first candidate is free by now")
                .containsExactly("ada.lovelace2");
    }

    @Test
    void whoeverCannotBeRenamedIsToldOfAndStillEnded() {
        changes(OnNameChange.RENAME);
        says(ADA);
        taken.add("ada.king");
        IntStream.range(2, 1_000).forEach(number -> taken.add("ada.king" + number));
        people.forgetLog();

        var report = says(ADA.replace("Lovelace", "King").replace("Active", "OnLeave"));

        assertThat(refusals(report)).containsExactly("naming.userName ALL_TAKEN");
        assertThat(people.log()).containsExactly("live 1815");
        assertThat(people.logins()).containsExactly("ada.lovelace");
    }

    @Test
    void whereItIsAskedTheNameStaysUntilSomebodyConfirmsIt() {
        changes(OnNameChange.ASK);
        says(ADA, BOB);

        var first = says(ADA.replace("Lovelace", "King"), BOB);
        assertThat(people.of("ada.lovelace").values()).containsEntry("name.family", "King");
        assertThat(first.renames().count()).isEqualTo(1);
        people.forgetLog();

        var second = says(ADA.replace("Lovelace", "King"), BOB);
        assertThat(people.log()).as("nothing more is written").isEmpty();
        assertThat(second.renames()).as("as long as it is so").isEqualTo(first.renames());
        var question = second.renames().first().getFirst();
        assertThat(question.user()).isEqualTo(people.of("ada.lovelace").name());
        assertThat(claims.isOpen("ada.king", "somebody")).isTrue();

        people.answers("ada.lovelace", "something");
        assertThat(says(ADA.replace("Lovelace", "King"), BOB).renames().count()).isEqualTo(1);

        people.answers("ada.lovelace", question.question());
        assertThat(says(ADA.replace("Lovelace", "King"), BOB).renames()).isEqualTo(RunReport.Renames.NONE);
        assertThat(people.of("ada.king").values()).containsEntry("email", "ada.king@x.org");
        people.forgetLog();

        says(ADA.replace("Lovelace", "King"), BOB);
        assertThat(people.log()).isEmpty();
        assertThat(says(ADA.replace("Lovelace", "Byron"), BOB).renames().count())
                .as("another name is another question")
                .isEqualTo(1);
        assertThat(people.logins()).contains("ada.king");
    }

    @Test
    void whoeverDoesNotWantAnotherNameIsNotAskedAgain() {
        changes(OnNameChange.ASK);
        says(ADA);
        var asks = says(ADA.replace("Lovelace", "King"));
        people.answers(
                "ada.lovelace", "keep-" + asks.renames().first().getFirst().question());

        assertThat(says(ADA.replace("Lovelace", "King")).renames().count()).isZero();
        people.forgetLog();
        assertThat(says(ADA.replace("Lovelace", "King")).renames().count()).isZero();
        assertThat(people.log()).isEmpty();
        assertThat(people.logins()).containsExactly("ada.lovelace");
    }

    @Test
    void nobodyIsAskedAnyMoreWhoIsCalledAsBefore() {
        changes(OnNameChange.ASK);
        says(ADA);
        says(ADA.replace("Lovelace", "King"));

        assertThat(says(ADA).renames().count()).isZero();
        people.forgetLog();
        says(ADA);
        assertThat(people.log()).isEmpty();
    }

    @Test
    void whoeverComesBackAfterTheirDataWasTakenOutIsNamedAnew() {
        says(ADA);
        says(ADA.replace("Active", "Terminated"));
        people.stands("ada.lovelace", Person.Standing.FORGOTTEN);
        people.edits("ada.lovelace", Map.of("userName", "forgotten-1", "email", ""));
        taken.add("ada.lovelace");
        people.forgetLog();

        says(ADA.replace("Active", "Terminated"));
        assertThat(people.log()).isEmpty();

        says(ADA);
        assertThat(people.logins()).containsExactly("ada.lovelace2");
    }

    @Test
    void theRecordMaySayTheLoginAndTheAddressBeMadeOfIt() {
        fields = List.of("userName=first", "status=state");
        userName = Optional.empty();

        says(ADA);

        assertThat(people.of("Ada").values()).containsEntry("email", "Ada@x.org");
    }

    @Test
    void aNameOfWhichNothingWasWrittenIsFree() {
        people.answers(new People.Answer.Refused(Optional.empty()));
        says(ADA);
        assertThat(claims.isOpen("ada.lovelace", "people/somebody")).isTrue();
        assertThat(claims.size()).isZero();
    }

    @Test
    void aNameThatMayHaveBeenWrittenStaysTheirsForAWhile() {
        people.answers(new People.Answer.Failed());
        says(ADA);

        assertThat(claims.isOpen("ada.lovelace", "people/somebody")).isFalse();
        people.answersAsUsual();
        says(ADA);
        assertThat(people.logins()).as("and they get it").containsExactly("ada.lovelace");
        assertThat(claims.size()).as("what can be seen is claimed no longer").isZero();

        now.updateAndGet(then -> then.plus(Duration.ofHours(1)));
        assertThat(claims.isOpen("ada.lovelace", "people/somebody")).isTrue();
    }

    /** Both have chosen before either has written: without a claim both would be called the same. */
    private static final class AtOnce implements People {
        private final FakePeople people;
        private final CyclicBarrier bothHaveChosen;

        AtOnce(FakePeople people, CyclicBarrier bothHaveChosen) {
            this.people = people;
            this.bothHaveChosen = bothHaveChosen;
        }

        @Override
        public Answer create(SourceId source, String name, Draft draft, Stamp life, Stamp rest) {
            try {
                bothHaveChosen.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
            }
            return people.create(source, name, draft, life, rest);
        }

        @Override
        public Answer live(SourceId source, Person person, Draft draft, Stamp stamp) {
            return people.live(source, person, draft, stamp);
        }

        @Override
        public Answer describe(SourceId source, Person person, Draft draft, Stamp stamp) {
            return people.describe(source, person, draft, stamp);
        }

        @Override
        public Answer miss(SourceId source, Person person, Optional<Missed> note) {
            return people.miss(source, person, note);
        }
    }

    @Test
    void twoRunsOfTwoNamespacesAtTheSameMomentGiveNobodyTheNameOfTheOther()
            throws InterruptedException, ExecutionException {
        var together = new AtOnce(people, new CyclicBarrier(2));
        var runs = new ArrayList<Future<RunReport.Complete>>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var namespace : List.of("people", "board")) {
                runs.add(workers.submit(() -> run(new SourceId(namespace, "hr"), together, BOB)));
            }
            for (var run : runs) {
                assertThat(run.get().refused()).isZero();
            }
        }

        assertThat(people.logins()).containsExactlyInAnyOrder("bob.smith", "bob.smith2");
    }

    @Test
    void anotherNamingIsAnotherRun() {
        var kept = says(ADA).id();
        changes(OnNameChange.RENAME);

        assertThat(says(ADA).id()).isNotEqualTo(kept);
    }

    @Test
    void tellsWhatOfADeclarationCannotBeUnderstood() {
        userName = Optional.of(new OfName(List.of(NAME, "name.given + nmae.family"), OnNameChange.KEEP));

        assertThat(Naming.read(new NamingTerms(userName, email), fields(fields)))
                .isInstanceOfSatisfying(Naming.Read.Flawed.class, flawed -> {
                    assertThat(flawed.field()).isEqualTo("naming.userName.candidates[1]");
                    assertThat(flawed.flaw().text()).contains("line 1", "nmae");
                });
        assertThat(Naming.read(
                        new NamingTerms(Optional.empty(), Optional.of(new OfName(List.of(ADDRESS), OnNameChange.KEEP))),
                        fields(fields)))
                .as("a login name that nobody says")
                .isInstanceOf(Naming.Read.Flawed.class);
        assertThat(Stream.of("manager", "status", "type").map(path -> new OfName(List.of(path), OnNameChange.KEEP)))
                .allSatisfy(name -> assertThat(Naming.read(
                                new NamingTerms(Optional.of(name), Optional.empty()),
                                fields(List.of("manager=m", "status=s", "type=t"))))
                        .isInstanceOf(Naming.Read.Flawed.class));
    }
}
