package dev.usher.connector.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The definition of done for a connector. One app serves all of it: names and keys are new in each test.
 *
 * <p>Words of the app that must not get out hold {@link #LEAK}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
public abstract class ConnectorContract {
    /** Stands in values of tests alone. */
    protected static final String LEAK = "leak7f3a";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private boolean isTried;
    private Optional<ConnectorUnderTest> running = Optional.empty();
    private ConnectorUnderTest tested;
    private Caller app;

    /** Starts the app. */
    protected abstract ConnectorUnderTest start() throws Exception;

    /** Ends the app; the next test starts it again. */
    @AfterAll
    protected final void end() {
        running.ifPresent(ConnectorUnderTest::close);
        running = Optional.empty();
        isTried = false;
    }

    @BeforeEach
    void open() throws Exception {
        if (!isTried) {
            isTried = true;
            running = Optional.of(start());
        }
        // Not every test waits for an app that does not start.
        tested = running.orElseThrow(() -> new IllegalStateException("the app did not start"));
        app = Caller.open(tested);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static String fresh(String name) {
        return name + "-" + NUMBERS.incrementAndGet();
    }

    /** Without what the app has no place for, as a lane asks for it. */
    private Desired person(String externalId, String userName, boolean enabled) {
        var person = new Desired(
                new Identity("people", externalId),
                Attributes.of(Map.of(
                        Attributes.USER_NAME,
                        userName,
                        Attributes.DISPLAY_NAME,
                        "Ada " + userName,
                        Attributes.GIVEN_NAME,
                        "Ada",
                        Attributes.FAMILY_NAME,
                        "Lovelace",
                        Attributes.EMAIL,
                        fresh("mail") + "@example.com",
                        Attributes.TITLE,
                        "Countess")),
                new TreeSet<>(),
                enabled);
        return person.without(leftOut());
    }

    private Set<String> leftOut() {
        return app.session.capabilities().leftOut();
    }

    private Desired person() {
        var name = fresh("person");
        return person("key-" + name, name, true);
    }

    /** An empty text clears. */
    private static Delta delta(String... pairs) {
        var values = new TreeMap<String, Optional<String>>();
        for (var i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], Optional.of(pairs[i + 1]).filter(text -> !text.isEmpty()));
        }
        return new Delta(values, Optional.empty(), false);
    }

    private boolean lacks(Lack lack) {
        return tested.lacks().contains(lack);
    }

    /** Whether who holds an entitlement is told only of those of whom it is asked. */
    private boolean probes() {
        return app.session.capabilities().value(Capability.MEMBERS_READ).equals(Optional.of("probe"));
    }

    /** A change of something that every app has a place for. */
    private Delta change() {
        return leftOut().contains(Attributes.TITLE)
                ? delta(Attributes.USER_NAME, fresh("another"))
                : delta(Attributes.TITLE, "Engineer");
    }

    private Optional<Account> found(Desired person) throws AppFailure {
        return app.find(person.identity().externalId(), person.attributes().userName());
    }

    private RemoteId created(Desired person) throws AppFailure {
        assertDone(app.create(person));
        return found(person).orElseThrow().id();
    }

    private Entitlement group() {
        var group = new Entitlement("group", fresh("group"));
        assertDone(app.define(group));
        return group;
    }

    /** Those among these who hold it; where the app shows everybody who does, nobody else may. */
    private Set<RemoteId> members(Entitlement group, RemoteId... asked) throws AppFailure {
        var holders = app.see(new Scope.Holders(group, Set.of(asked)));
        assertThat(holders.entitlements).containsOnly(group);
        var held = new HashSet<>(holders.members);
        assertThat(held).isSubsetOf(asked);
        if (probes()) {
            assertThat(Caller.failure(() -> app.see(new Scope.Members(group))).kind())
                    .isEqualTo(Kind.UNSUPPORTED);
        } else {
            assertThat(new HashSet<>(app.see(new Scope.Members(group)).members)).isEqualTo(held);
        }
        return held;
    }

    private static void assertDone(Outcome outcome) {
        assertThat(outcome).isInstanceOfAny(Outcome.Agreed.class, Outcome.Accepted.class);
    }

    private static void assertFailed(Outcome outcome, Kind kind) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why().kind()).isEqualTo(kind));
    }

    @Test
    void aPingPassesWhereTheCredentialsAreTaken() throws AppFailure {
        app.session.ping();
        assertThat(app.session.capabilities().all()).isNotEmpty();
    }

    @Test
    void credentialsThatAreRejectedAreSaidToBe() {
        var why = Caller.failure(() -> {
            try (var other = Caller.withWrongCredentials(tested)) {
                other.session.ping();
            }
        });
        assertThat(why.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(why.message()).doesNotContain(LEAK);
    }

    @Test
    void whoIsCreatedIsFoundByEachKeyAndById() throws AppFailure {
        var person = person();
        var outcome = app.create(person);
        assertDone(outcome);
        var account = app.find(person.identity().externalId(), fresh("nobody")).orElseThrow();
        assertSame(app.find(fresh("nobody"), person.attributes().userName()), account);
        assertSame(Optional.of(app.read(account.id())), account);
        assertThat(account.active()).isTrue();
        assertThat(account.externalId()).contains(person.identity().externalId());
        assertThat(Delta.between(person, account)).isEqualTo(Delta.NONE);
        if (outcome instanceof Outcome.Agreed(Optional<Account> shown)) {
            assertSame(shown, account);
        }
    }

    /** What it holds, and which version it is, some apps say by a read of it alone. */
    private static void assertSame(Optional<Account> shown, Account account) {
        assertThat(shown)
                .map(one -> new Account(
                        one.id(),
                        one.externalId(),
                        one.active(),
                        one.attributes(),
                        account.version(),
                        account.entitlements()))
                .contains(account);
    }

    @Test
    void whoStartsLaterHasADisabledAccount() throws AppFailure {
        var name = fresh("later");
        var person = person("key-" + name, name, false);
        var outcome = app.create(person);
        assertDone(outcome);
        var id = found(person).orElseThrow().id();
        if (lacks(Lack.DISABLED_CREATION)) {
            // The answer shows what there is, so that the lane disables it at once.
            assertThat(outcome).isNotEqualTo(new Outcome.Agreed(Optional.empty()));
            if (outcome instanceof Outcome.Agreed(Optional<Account> shown)) {
                assertThat(shown).map(Account::active).contains(true);
            }
            assertDone(app.disable(id));
        }
        assertThat(app.read(id).active()).isFalse();
        assertDone(app.enable(id));
        assertThat(app.read(id).active()).isTrue();
    }

    @Test
    void aUserNameOfOtherLettersIsTheSame() throws AppFailure {
        var person = person();
        var id = created(person);
        var found = app.find(fresh("nobody"), person.attributes().userName().toUpperCase(Locale.ROOT))
                .map(Account::id);
        assertThat(found).isEqualTo(lacks(Lack.CASELESS_NAMES) ? Optional.empty() : Optional.of(id));
    }

    @Test
    void everySignCanStandInNamesAndKeys() throws AppFailure {
        for (var signs : List.of(
                "O\"Brien\\ Ünï+&%20#/?=;,'(co)[pr] or",
                "*", "*)(uid=*", "#1", "a,ou=admins", "\u00e9\u4e16\ud83d\ude00")) {
            var name = fresh(signs);
            var person = person("k*" + name, name, true);
            var id = created(person);
            assertThat(app.read(id).attributes().userName()).isEqualToIgnoringCase(name);
            assertThat(app.read(id).externalId()).contains("k*" + name);
            assertThat(app.find("*", "*")).isEmpty();
        }
    }

    @Test
    void thatNobodyIsFoundSaysNothingAndThatNobodyIsReadDoes() throws AppFailure {
        var id = created(person());
        var found = app.see(new Scope.Matching(List.of(new Scope.Key.UserName(fresh("nobody")))));
        assertThat(found.accounts).isEmpty();
        assertThat(found.absent).isEmpty();
        var both = app.see(new Scope.Accounts(Set.of(id, tested.nobody())));
        assertThat(both.accounts).extracting(Account::id).containsExactly(id);
        assertThat(both.absent).containsExactly(tested.nobody());
    }

    @Test
    void whoIsInTheWayOfACreationIsShownAndNotTouched() throws AppFailure {
        var person = person();
        var id = created(person);
        var before = app.read(id);
        var outcome = app.create(person(fresh("key"), person.attributes().userName(), true));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Exists.class,
                        exists -> assertThat(exists.candidates())
                                .extracting(Account::id)
                                .containsExactly(id));
        assertThat(app.read(id)).isEqualTo(before);
    }

    @Test
    void aCreationThatIsAppliedTwiceEndsAsOnce() throws AppFailure {
        var person = person();
        var id = created(person);
        assertThat(app.create(person)).isInstanceOf(Outcome.Exists.class);
        assertThat(found(person).map(Account::id)).contains(id);
    }

    @Test
    void anUpdateChangesWhatItSaysAndNothingElse() throws AppFailure {
        if (leftOut().contains(Attributes.TITLE)) {
            // It keeps names alone, which other tests change.
            return;
        }
        var id = created(person());
        var other = app.read(created(person()));
        var before = new HashMap<>(app.read(id).attributes().values());
        for (var again = 0; again < 2; again++) {
            assertDone(app.update(id, delta("title", "Engineer")));
        }
        assertThat(app.read(id).attributes().get("title")).contains("Engineer");
        for (var again = 0; again < 2; again++) {
            assertDone(app.update(id, delta("title", "", "givenName", "Augusta", "department", "Engines")));
        }
        var mail = fresh("augusta") + "@example.com";
        assertDone(app.update(id, delta("email", mail)));
        var after = new HashMap<>(app.read(id).attributes().values());
        assertThat(after)
                .containsEntry("givenName", "Augusta")
                .containsEntry("department", "Engines")
                .containsEntry("email", mail)
                .doesNotContainKey("title");
        // Some apps put the whole name together by themselves.
        for (var changed : List.of("title", "givenName", "department", "email", "name.formatted")) {
            before.remove(changed);
            after.remove(changed);
        }
        assertThat(after).isEqualTo(before);
        assertThat(app.read(other.id())).isEqualTo(other);
    }

    @Test
    void anUpdateOfAVersionThatIsOverIsRefused() throws AppFailure {
        var id = created(person());
        var version = app.read(id).version();
        assertDone(app.update(id, change()));
        var first = app.read(id);
        var late = app.apply(new Change.Update(app.item(), id, delta("userName", fresh("late")), version));
        if (version.isPresent()) {
            assertFailed(late, Kind.STALE);
            assertThat(app.read(id)).isEqualTo(first);
        } else {
            assertDone(late);
        }
    }

    @Test
    void whoMarriesIsTheSameAccountUnderAnotherName() throws AppFailure {
        var id = created(person());
        var group = group();
        assertDone(app.add(group, id));
        var name = fresh("married");
        assertDone(app.update(id, delta("userName", name, "familyName", "King").without(leftOut())));
        assertThat(app.read(id).attributes().userName()).isEqualTo(name);
        if (!leftOut().contains(Attributes.FAMILY_NAME)) {
            assertThat(app.read(id).attributes().get("familyName")).contains("King");
        }
        assertThat(app.find(fresh("nobody"), name).map(Account::id)).contains(id);
        assertThat(members(group, id))
                .as("who is called otherwise is in its groups")
                .containsExactly(id);
    }

    @Test
    void whoIsShownByOtherLettersIsTheSameInTheSameGroups() throws AppFailure {
        var person = person();
        var id = created(person);
        var group = group();
        assertDone(app.add(group, id));
        if (!leftOut().contains(Attributes.DISPLAY_NAME)) {
            var shown = person.attributes().get("displayName").orElseThrow().toUpperCase(Locale.ROOT);
            assertDone(app.update(id, delta("displayName", shown)));
            assertThat(app.read(id).attributes().get("displayName")).contains(shown);
            assertThat(members(group, id)).containsExactly(id);
        }

        var name = person.attributes().userName().toUpperCase(Locale.ROOT);
        var outcome = app.update(id, delta("userName", name));
        if (!(outcome instanceof Outcome.Failed)) {
            assertDone(outcome);
            assertThat(app.read(id).attributes().userName()).isEqualToIgnoringCase(name);
        }
        assertThat(members(group, id)).containsExactly(id);
    }

    @Test
    void aChangeOfWhichALaterStepIsLostIsOpenAndEndsAsOnceWhenItIsRepeated() throws AppFailure {
        learns();
        var person = person();
        var id = created(person);
        var group = group();
        assertDone(app.add(group, id));
        var name = fresh("married");
        var change = delta("userName", name, "displayName", "Ada " + name, "title", "Engineer")
                .without(leftOut());

        var steps = new AtomicInteger();
        app.wire.before = called -> app.relay.losesAnswers(called == Op.UPDATE && steps.incrementAndGet() > 1);
        var outcome = app.update(id, change);
        app.wire.before = called -> {};
        app.relay.losesAnswers(false);

        if (steps.get() > 1) {
            assertThat(outcome).isInstanceOf(Outcome.Ambiguous.class);
        } else {
            assertDone(outcome);
        }
        assertDone(app.update(id, change));
        assertThat(app.read(id).attributes().userName()).isEqualTo(name);
        if (!leftOut().contains(Attributes.TITLE)) {
            assertThat(app.read(id).attributes().get("title")).contains("Engineer");
        }
        assertThat(members(group, id)).containsExactly(id);
    }

    @Test
    void whoGetsTheNameOfADeletedAccountIsInNoneOfItsGroups() throws AppFailure {
        var person = person();
        var id = created(person);
        var group = group();
        assertDone(app.add(group, id));
        if (lacks(Lack.DELETION)) {
            assertFailed(app.delete(id), Kind.UNSUPPORTED);
            return;
        }
        assertDone(app.delete(id));
        if (!lacks(Lack.FORGETTING)) {
            assertThat(members(group)).isEmpty();
        }
        var next = created(person(fresh("key"), person.attributes().userName(), true));
        assertThat(app.see(new Scope.Holders(group, Set.of(next))).members).isEmpty();
    }

    @Test
    void aNameThatSomebodyElseHasIsNotTaken() throws AppFailure {
        var person = person();
        var other = created(person);
        var id = created(person());
        var before = app.read(id);
        var outcome = app.update(id, delta("userName", person.attributes().userName()));
        if (lacks(Lack.UNIQUE_NAMES)) {
            assertDone(outcome);
            return;
        }
        assertThat(outcome).isInstanceOfAny(Outcome.Exists.class, Outcome.Failed.class);
        assertThat(app.read(id)).isEqualTo(before);
        assertThat(app.read(other).attributes().userName())
                .isEqualTo(person.attributes().userName());
    }

    @Test
    void aKeyCanBeSetLater() throws AppFailure {
        var id = created(person());
        var key = fresh("key");
        assertDone(app.update(id, new Delta(new TreeMap<>(), Optional.of(key), false)));
        assertThat(app.find(key, fresh("nobody")).map(Account::id)).contains(id);
    }

    @Test
    void whoLeavesIsShutOutAndWhoReturnsIsLetIn() throws AppFailure {
        var id = created(person());
        var values = app.read(id).attributes();
        for (var again = 0; again < 2; again++) {
            assertDone(app.disable(id));
            assertThat(app.read(id).active()).isFalse();
        }
        for (var again = 0; again < 2; again++) {
            assertDone(app.enable(id));
            assertThat(app.read(id).active()).isTrue();
        }
        assertThat(app.read(id).attributes()).isEqualTo(values);
    }

    @Test
    void whoIsDeletedIsAbsentAndNobodyElseIs() throws AppFailure {
        var id = created(person());
        var other = created(person());
        var outcome = app.delete(id);
        if (lacks(Lack.DELETION)) {
            assertFailed(outcome, Kind.UNSUPPORTED);
            assertThat(app.read(id).active()).isTrue();
            return;
        }
        assertDone(outcome);
        assertThat(app.see(new Scope.Accounts(Set.of(id))).absent).containsExactly(id);
        assertThat(app.see(new Scope.Accounts(Set.of(other))).accounts).hasSize(1);
        assertDone(app.delete(id));
    }

    @Test
    void ofAnUnknownIdItIsCertainThatNothingHappened() {
        assertFailed(app.update(tested.nobody(), change()), Kind.GONE);
        assertFailed(app.enable(tested.nobody()), Kind.GONE);
        if (!lacks(Lack.DELETION)) {
            assertFailed(app.disable(tested.nobody()), Kind.GONE);
            assertDone(app.delete(tested.nobody()));
        }
    }

    @Test
    void aListOfManyShowsEveryAccountOnce() throws AppFailure {
        var ids = new HashSet<RemoteId>();
        for (var i = 0; i < tested.many(); i++) {
            if (app.create(person()) instanceof Outcome.Agreed(Optional<Account> shown)) {
                shown.map(Account::id).ifPresent(ids::add);
            }
        }
        var shown = new Seen();
        var announced = app.session.observe(new Scope.All(), shown).announced();
        var seen = shown.accounts.stream().map(Account::id).toList();
        assertThat(seen)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(tested.many())
                .containsAll(ids);
        announced.ifPresent(count -> assertThat(count).isEqualTo(seen.size()));
    }

    @Test
    void whatChangedIsToldWhereTheAppSaysSoAndIsNotSupportedElsewhere() throws AppFailure {
        var id = created(person());
        assertThat(app.session.observe(new Scope.All(false), new Seen()).next()).isEmpty();
        var start = app.session.observe(new Scope.All(), new Seen()).next();
        if (app.session.capabilities().value(Capability.CHANGES).isEmpty()) {
            assertThat(start).isEmpty();
            assertThat(Caller.failure(() -> app.see(new Scope.Since(new Scope.Cookie("x"))))
                            .kind())
                    .isEqualTo(Kind.UNSUPPORTED);
            return;
        }
        assertDone(app.update(id, change()));
        var other = created(person());
        var changed = new Seen();
        var next = app.session
                .observe(new Scope.Since(start.orElseThrow()), changed)
                .next()
                .orElseThrow();
        assertThat(changed.accounts).contains(app.read(id), app.read(other));
        assertThat(changed.absent).doesNotContain(id, other);

        var nothing = new Seen();
        assertThat(app.session.observe(new Scope.Since(next), nothing).next()).isPresent();
        assertThat(nothing.accounts).isEmpty();
        assertThat(nothing.absent).isEmpty();

        var group = group();
        assertDone(app.add(group, id));
        assertThat(app.see(new Scope.Since(next)).entitlements).contains(group);
        assertThat(Caller.failure(() -> app.see(new Scope.Since(new Scope.Cookie("x"))))
                        .kind())
                .isEqualTo(Kind.STALE);
    }

    @Test
    void aGroupIsUnknownUntilItIsDefined() throws AppFailure {
        var id = created(person());
        var group = new Entitlement("group", fresh("group"));
        assertThat(Caller.failure(() -> app.see(new Scope.Holders(group, Set.of(id))))
                        .kind())
                .isEqualTo(Kind.GONE);
        assertFailed(app.add(group, id), Kind.GONE);
        for (var again = 0; again < 2; again++) {
            assertDone(app.define(group));
        }
        assertThat(members(group, id)).isEmpty();
        assertDone(app.add(group, id));
        assertThat(members(group, id)).containsExactly(id);
    }

    @Test
    void aKindThatTheAppDoesNotHaveIsNotSupported() throws AppFailure {
        assertFailed(app.add(new Entitlement("planet", "mars"), created(person())), Kind.UNSUPPORTED);
    }

    @Test
    void whoEntersTwiceIsInOnceAndTheLastOneCanLeave() throws AppFailure {
        var one = created(person());
        var two = created(person());
        var group = group();
        for (var again = 0; again < 2; again++) {
            assertDone(app.add(group, one));
        }
        assertDone(app.add(group, two));
        assertThat(members(group, one, two)).containsExactlyInAnyOrder(one, two);
        assertThat(app.see(new Scope.Holders(group, Set.of(one, tested.nobody()))).members)
                .containsOnly(one);
        for (var again = 0; again < 2; again++) {
            assertDone(app.remove(group, one));
        }
        assertThat(members(group, one, two)).containsExactly(two);
        assertDone(app.remove(group, two));
        assertThat(members(group, one, two)).isEmpty();
        assertDone(app.add(group, two));
        assertThat(members(group, one, two)).containsExactly(two);
    }

    @Test
    void manyJoinAndLeaveInOneChangeAndEachIsToldOnce() throws AppFailure {
        var group = group();
        var ids = new ArrayList<RemoteId>();
        for (var i = 0; i < 6; i++) {
            ids.add(created(person()));
        }
        var all = ids.toArray(RemoteId[]::new);
        var first = ids.subList(0, 4).stream().map(app::member).toList();
        assertAllDone(new Change.Members(group, first, List.of()));
        var enters = ids.subList(4, 6).stream().map(app::member).toList();
        var leaves = ids.subList(0, 3).stream().map(app::member).toList();
        var outcomes = app.applyAll(new Change.Members(group, enters, leaves)).values();
        if (outcomes.stream().anyMatch(Outcome.Failed.class::isInstance)) {
            // Some apps take them apart alone, as the lane sends them then; of what was refused nothing was done.
            assertThat(outcomes).hasOnlyElementsOfType(Outcome.Failed.class);
            assertThat(members(group, all)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 4));
            assertAllDone(new Change.Members(group, enters, List.of()));
            assertAllDone(new Change.Members(group, List.of(), leaves));
        }
        assertThat(members(group, all)).containsExactlyInAnyOrder(ids.get(3), ids.get(4), ids.get(5));
    }

    private void assertAllDone(Change change) {
        app.applyAll(change).values().forEach(ConnectorContract::assertDone);
    }

    @Test
    void oneBadMemberAmongAHundredKeepsNobodyOut() throws AppFailure {
        var group = group();
        var ids = new ArrayList<RemoteId>();
        for (var i = 0; i < 99; i++) {
            ids.add(created(person()));
        }
        assertDone(app.add(group, ids.getFirst()));
        var members = new ArrayList<>(ids.stream().map(app::member).toList());
        var bad = app.member(tested.nobody());
        members.add(50, bad);

        var outcomes = app.applyAll(new Change.Members(group, members, List.of()));

        if (outcomes.values().stream().allMatch(Outcome.Failed.class::isInstance)) {
            // Some refuse them together; then nothing was done, and the lane sends them one by one.
            assertThat(members(group, ids.toArray(RemoteId[]::new))).containsExactly(ids.getFirst());
            for (var member : members) {
                outcomes.put(member.id(), app.apply(new Change.Members(group, List.of(member), List.of())));
            }
        }
        if (!lacks(Lack.KNOWN_MEMBERS)) {
            assertThat(outcomes.get(bad.id())).isInstanceOf(Outcome.Failed.class);
        }
        outcomes.remove(bad.id());
        assertThat(outcomes.values()).hasSize(99).allSatisfy(ConnectorContract::assertDone);
        assertThat(app.see(new Scope.Holders(group, Set.copyOf(ids))).members).containsOnlyOnceElementsOf(ids);
    }

    @Test
    void onePartOfABatchFailsAndTheOthersDoNot() throws AppFailure {
        var person = person();
        var bad = new Change.Update(app.item(), tested.nobody(), change(), Optional.empty());
        var good = new Change.Create(app.item(), person);
        var outcomes = app.applyAll(bad, good);
        assertFailed(Optional.ofNullable(outcomes.get(bad.id())).orElseThrow(), Kind.GONE);
        assertThat(found(person)).isPresent();
    }

    @Test
    void ofAWriteWhoseAnswerIsLostItIsOpenOrCertainThatItDidNotHappenAndARepetitionEndsAsOnce() throws AppFailure {
        learns();
        var person = person();
        var isCreated = isOpenAfterALoss(Op.CREATE, () -> app.create(person));
        assertThat(found(person).isPresent()).isEqualTo(isCreated);
        if (isCreated) {
            assertThat(app.create(person)).isInstanceOf(Outcome.Exists.class);
        } else {
            assertDone(app.create(person));
        }
        var id = found(person).orElseThrow().id();

        var before = app.read(id);
        var change = change();
        var isChanged = isOpenAfterALoss(Op.UPDATE, () -> app.update(id, change));
        assertThat(!app.read(id).equals(before)).isEqualTo(isChanged);
        assertDone(app.update(id, change));

        var group = group();
        var isIn = isOpenAfterALoss(Op.MEMBERS, () -> app.add(group, id));
        assertThat(members(group, id).contains(id)).isEqualTo(isIn);
        assertDone(app.add(group, id));

        var isShut = isOpenAfterALoss(Op.DISABLE, () -> app.disable(id));
        assertThat(!app.read(id).active()).isEqualTo(isShut);
        assertDone(app.disable(id));

        if (!lacks(Lack.DELETION)) {
            isOpenAfterALoss(Op.DELETE, () -> app.delete(id));
            assertDone(app.delete(id));
        }
    }

    /** Some connectors find out with the first write of its kind in which form the app takes it. */
    private void learns() throws AppFailure {
        var id = created(person());
        assertDone(app.update(id, change()));
        assertDone(app.add(group(), id));
        assertDone(app.disable(id));
    }

    /** Whether it may have happened, which it then did; where several requests make up a transaction, the first loss ends it. */
    private boolean isOpenAfterALoss(Op op, Supplier<Outcome> write) {
        app.wire.before = called -> app.relay.losesAnswers(called == op);
        var outcome = write.get();
        app.wire.before = called -> {};
        app.relay.losesAnswers(false);
        return switch (outcome) {
            case Outcome.Ambiguous(Failure why, var _) -> {
                assertThat(why.kind()).isEqualTo(Kind.UNREACHABLE);
                yield true;
            }
            default -> {
                assertFailed(outcome, Kind.UNREACHABLE);
                yield false;
            }
        };
    }

    @Test
    void ofAnAppThatIsNotThereItIsCertainThatNothingHappened() throws AppFailure {
        var id = created(person());
        app.relay.close();
        // What was open breaks off with the first.
        assertThat(Caller.failure(app.session::ping).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(Caller.failure(() -> app.see(new Scope.All())).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(Caller.failure(() -> app.read(id)).kind()).isEqualTo(Kind.UNREACHABLE);
        assertFailed(app.create(person()), Kind.UNREACHABLE);
        assertFailed(app.update(id, change()), Kind.UNREACHABLE);
        assertFailed(app.disable(id), Kind.UNREACHABLE);
    }

    @Test
    void anObservationWritesNothing() throws AppFailure {
        var person = person();
        var id = created(person);
        var group = group();
        app.wire.ops.clear();
        app.session.ping();
        found(person);
        app.read(id);
        app.see(new Scope.All());
        members(group, id);
        assertThat(app.wire.ops).isNotEmpty().doesNotContain(Op.CREATE, Op.UPDATE, Op.DISABLE, Op.DELETE, Op.MEMBERS);
    }

    @Test
    void nothingIsSentThatTheWireDoesNotLetThrough() throws AppFailure {
        var id = created(person());
        var group = group();
        app.wire.lets = false;
        var sent = app.relay.sent();
        assertThat(Caller.failure(app.session::ping).kind()).isEqualTo(Kind.WAITING);
        assertThat(Caller.failure(() -> app.see(new Scope.All())).kind()).isEqualTo(Kind.WAITING);
        assertThat(Caller.failure(() -> app.read(id)).kind()).isEqualTo(Kind.WAITING);
        assertFailed(app.create(person()), Kind.WAITING);
        assertFailed(app.update(id, change()), Kind.WAITING);
        assertFailed(app.disable(id), Kind.WAITING);
        assertFailed(app.add(group, id), Kind.WAITING);
        assertThat(app.relay.sent()).isEqualTo(sent);
    }

    @Test
    void nobodyWaitsLongerThanTheTimeLimit() {
        app.relay.holdsAnswers();
        app.wire.timeLimit = Duration.ofMillis(300);
        assertThat(Caller.failure(app.session::ping).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(app.create(person())).isInstanceOfAny(Outcome.Failed.class, Outcome.Ambiguous.class);
    }

    @Test
    void itEndsAfterAnInterruption() throws InterruptedException {
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        app.relay.holdsAnswers();
        var before = app.wire.ops.size();
        var thread = Thread.ofVirtual().start(() -> outcomes.add(app.create(person())));
        Awaitility.await().until(() -> app.wire.ops.size() > before);
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(outcomes.poll()).isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Failed.class);
    }

    @Test
    void anInterruptionEndsTheOpeningToo() throws Exception {
        var relay = new Relay(tested.port());
        relay.holdsAnswers();
        var wire = new GatedWire();
        var failures = new ConcurrentLinkedQueue<Failure>();
        var thread = Thread.ofPlatform().start(() -> {
            try (var session =
                    tested.connector().open(tested.at(relay.port()), tested.credentials(true), Learned.NOTHING, wire)) {
                session.ping();
            } catch (AppFailure e) {
                failures.add(e.failure());
            }
        });
        Awaitility.await().until(() -> !wire.ops.isEmpty());
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(failures).containsExactly(Failure.of(Kind.WAITING, Detail.NONE));
        relay.close();
    }

    @Test
    void manyAreServedAtOnce() throws Exception {
        var people = IntStream.range(0, 16).mapToObj(number -> person()).toList();
        var threads = people.stream()
                .map(person -> Thread.ofVirtual().start(() -> assertDone(app.create(person))))
                .toList();
        for (var thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
        for (var person : people) {
            assertThat(found(person)).isPresent();
        }
    }

    /** Long, of every class, and new. */
    private static String password() {
        return fresh("Pw%" + LEAK) + "\"x";
    }

    /** Whether this app has passwords; what one has that has none is said here. */
    private boolean takesPasswords() {
        var config = tested.at(app.relay.port());
        var takes = !lacks(Lack.PASSWORDS);
        assertThat(tested.connector().firstAccess(config).contains(FirstAccess.PASSWORD))
                .isEqualTo(takes);
        assertThat(app.session.capabilities().value(Capability.PASSWORDS).isPresent())
                .isEqualTo(takes);
        return takes;
    }

    @Test
    void aPasswordLetsInAndTheOneBeforeDoesNot() throws Exception {
        var id = created(person());
        var before = app.read(id);
        var first = password();
        if (!takesPasswords()) {
            assertFailed(app.setPassword(id, first), Kind.UNSUPPORTED);
            return;
        }
        assertThat(tested.letsIn(id, first)).isFalse();
        assertDone(app.setPassword(id, first));
        assertThat(tested.letsIn(id, first)).isTrue();
        var second = password();
        for (var again = 0; again < 2; again++) {
            assertDone(app.setPassword(id, second));
            assertThat(tested.letsIn(id, second)).isTrue();
            assertThat(tested.letsIn(id, first)).isFalse();
        }
        assertThat(app.read(id).attributes()).isEqualTo(before.attributes());
    }

    @Test
    void whoIsShutOutStaysSoWithAnotherPassword() throws Exception {
        if (!takesPasswords()) {
            return;
        }
        var id = created(person());
        var first = password();
        assertDone(app.setPassword(id, first));
        assertDone(app.disable(id));
        assertThat(tested.letsIn(id, first)).isFalse();
        var second = password();
        for (var again = 0; again < 2; again++) {
            assertDone(app.setPassword(id, second));
            assertThat(app.read(id).active()).isFalse();
            assertThat(tested.letsIn(id, second)).isFalse();
        }
        assertDone(app.enable(id));
        assertThat(tested.letsIn(id, first)).isFalse();
        assertThat(tested.letsIn(id, second)).isTrue();
    }

    @Test
    void whoIsMadeWithAPasswordGetsInByItOrIsNotMade() throws Exception {
        var person = person();
        var password = password();
        var outcome = app.apply(new Change.Create(
                app.item(), person, Optional.of(new Change.NewPassword(new Sensitive(password), false))));
        if (app.session.capabilities().value(Capability.PASSWORDS).equals(Optional.of("create"))) {
            assertDone(outcome);
            assertThat(tested.letsIn(found(person).orElseThrow().id(), password))
                    .isTrue();
        } else {
            assertFailed(outcome, Kind.UNSUPPORTED);
            assertThat(found(person)).isEmpty();
        }
    }

    @Test
    void ofAnUnknownIdItIsCertainThatItHasNoOtherPassword() {
        assertFailed(app.setPassword(tested.nobody(), password()), takesPasswords() ? Kind.GONE : Kind.UNSUPPORTED);
    }

    @Test
    void aPasswordWhoseAnswerIsLostIsOpenAndTheSameOnceMoreEndsAsOnce() throws Exception {
        if (!takesPasswords()) {
            return;
        }
        learns();
        var id = created(person());
        assertDone(app.setPassword(id, password()));
        var password = password();
        var isSet = isOpenAfterALoss(Op.SET_PASSWORD, () -> app.setPassword(id, password));
        assertThat(tested.letsIn(id, password)).isEqualTo(isSet);
        assertDone(app.setPassword(id, password));
        assertThat(tested.letsIn(id, password)).isTrue();

        assertDone(app.disable(id));
        var other = password();
        isOpenAfterALoss(Op.SET_PASSWORD, () -> app.setPassword(id, other));
        // Some open it by that, so that it is shut once more before anything is repeated.
        assertDone(app.disable(id));
        assertThat(tested.letsIn(id, other)).isFalse();
        assertDone(app.setPassword(id, other));
        assertThat(app.read(id).active()).isFalse();
    }

    @Test
    void noPasswordIsRepeated() throws Exception {
        var id = created(person());
        var shown = new ArrayList<String>();
        shown.add(String.valueOf(app.setPassword(id, password())));
        shown.add(String.valueOf(app.setPassword(id, LEAK)));
        app.relay.losesAnswers(true);
        shown.add(String.valueOf(app.setPassword(id, password())));
        app.relay.losesAnswers(false);
        shown.add(String.valueOf(app.read(id)));
        assertThat(shown).noneMatch(text -> text.contains(LEAK));
    }

    @Test
    void whatTheAppSaysOfAValueIsNotRepeated() throws AppFailure {
        var id = created(person());
        var outcome = app.update(id, delta("noSuchThing", LEAK));
        if (lacks(Lack.KNOWN_ATTRIBUTES) && !(outcome instanceof Outcome.Failed)) {
            assertDone(outcome);
            return;
        }
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.why().message()).doesNotContain(LEAK);
            assertThat(failed.why().kind()).isIn(Kind.REJECTED, Kind.UNSUPPORTED);
        });
    }
}
