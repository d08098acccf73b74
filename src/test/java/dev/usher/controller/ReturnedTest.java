package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReturnedTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Wave.Key ROLE =
            new Wave.Key(new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7)), Limit.REMOVALS);
    private static final Set<Member> BOTH = Set.of(member("ada"), member("bob"));
    private static final Wave WAVE = new Wave("w7c1e", ROLE, NOW, true, 2, BOTH);
    private static final Ruling RULING = new Ruling("u1", "case-8", Ruling.Sentence.RESTORE, WAVE, 2, NOW);
    private static final Takings TAKINGS =
            new Takings(List.of(new Taken("w7c1e", ROLE, NOW, new Taken.What.Access("Unassigned"), BOTH)));

    private static final Supplier<Optional<Decision>> UNASSIGNED = disabled(Why.Unassigned);

    private static Member member(String key) {
        return Member.of(new Identity("people", key));
    }

    private static Supplier<Optional<Decision>> disabled(Why why) {
        return () -> Optional.of(new Decision.Disabled(why));
    }

    private static Optional<Decision> unasked() {
        throw new AssertionError("what is said tells it");
    }

    private static Stream<Returned.Said> user(String key, String account, Supplier<Optional<Decision>> decision) {
        var user = Serialization.unmarshal("""
                metadata: {name: %s, namespace: people}
                spec: {userName: %s, externalId: %s}
                status: {accounts: [{app: wiki, namespace: people, since: "2026-09-01T00:00:00Z", id: a1, %s}]}
                """.formatted(key, key, key, account), ProvisionedUser.class);
        return Returned.Said.of(user, WIKI, decision);
    }

    private static Stream<Returned.Said> retained(
            String key, String state, String reason, Supplier<Optional<Decision>> decision) {
        var account = Serialization.unmarshal("""
                metadata: {name: wiki-1, namespace: people}
                spec: {app: {name: wiki}, tenant: k2v9, id: a2, realm: people, externalId: %s, userName: %s}
                status: {state: %s, conditions: [{type: Ready, status: "False", reason: %s, message: m, lastTransitionTime: "2026-09-01T00:00:00Z"}]}
                """.formatted(key, key, state, reason), RetainedAccount.class);
        return Returned.Said.of(account, WIKI, decision);
    }

    private static Stream<Returned.Said> isBack(String key) {
        return user(key, "state: Held, reason: RestoredByDecision", ReturnedTest::unasked);
    }

    private static Returned returned(Stream<Returned.Said> one) {
        return returned(one, Stream.empty());
    }

    private static Returned returned(Stream<Returned.Said> one, Stream<Returned.Said> other) {
        return returned(one, other, Stream.empty());
    }

    private static Returned returned(
            Stream<Returned.Said> one, Stream<Returned.Said> other, Stream<Returned.Said> third) {
        return Returned.of(RULING, TAKINGS, Stream.concat(one, Stream.concat(other, third)));
    }

    @Test
    void whoeverIsSaidToBeBackIsBack() {
        assertThat(returned(isBack("ada"), isBack("bob"))).isEqualTo(new Returned(0, 0, 0, 0));
    }

    @Test
    void whoeverIsStillDisabledForWhatTheWaveWasBecauseOfIsLeft() {
        assertThat(returned(isBack("ada"), user("bob", "state: Disabled", UNASSIGNED)))
                .isEqualTo(new Returned(1, 0, 0, 0));
        assertThat(returned(isBack("ada"), user("bob", "state: Held, reason: RemovalsHeld", UNASSIGNED)))
                .as("held by a limit")
                .isEqualTo(new Returned(1, 0, 0, 0));
        assertThat(returned(isBack("ada"), user("bob", "state: Failed, reason: AppUnreachable", Optional::empty)))
                .as("nobody can tell")
                .isEqualTo(new Returned(1, 0, 0, 0));
    }

    @Test
    void whoeverALockShutsOutIsLocked() {
        assertThat(returned(isBack("ada"), user("bob", "state: Disabled", disabled(Why.Locked))))
                .isEqualTo(new Returned(0, 1, 0, 0));
    }

    @Test
    void whoeverHasLeftByThemselvesSinceIsNotLeft() {
        assertThat(returned(isBack("ada"), user("bob", "state: Disabled", disabled(Why.Departed))))
                .isEqualTo(new Returned(0, 0, 1, 0));
    }

    @Test
    void ofWhomThereIsNoAccountAnyMoreIsGone() {
        assertThat(returned(isBack("ada"))).isEqualTo(new Returned(0, 0, 0, 1));
        assertThat(returned(isBack("ada"), user("bob", "state: Deleted", ReturnedTest::unasked)))
                .isEqualTo(new Returned(0, 0, 0, 1));
    }

    @Test
    void anAccountWhoseUserIsGoneIsCountedAsWell() {
        assertThat(returned(isBack("ada"), retained("bob", "Held", "RestoredByDecision", ReturnedTest::unasked)))
                .isEqualTo(new Returned(0, 0, 0, 0));
        assertThat(returned(isBack("ada"), retained("bob", "Retained", "Provisioned", disabled(Why.Locked))))
                .isEqualTo(new Returned(0, 1, 0, 0));
        assertThat(returned(isBack("ada"), retained("bob", "Retained", "Provisioned", disabled(Why.UserDeleted))))
                .isEqualTo(new Returned(0, 0, 1, 0));
    }

    @Test
    void ofTwoAccountsOfOnePersonTheOneThatIsNotBackCounts() {
        assertThat(returned(isBack("ada"), isBack("bob"), retained("bob", "Removing", "Progressing", UNASSIGNED)))
                .isEqualTo(new Returned(1, 0, 0, 0));
        assertThat(returned(
                        isBack("ada"), isBack("bob"), retained("bob", "Deleted", "Provisioned", ReturnedTest::unasked)))
                .isEqualTo(new Returned(0, 0, 0, 0));
    }

    @Test
    void nobodyElseCounts() {
        var elsewhere = Serialization.unmarshal("""
                metadata: {name: bob, namespace: people}
                spec: {userName: bob, externalId: bob}
                status: {accounts: [{app: chat, namespace: people, state: Disabled, since: "2026-09-01T00:00:00Z"}]}
                """, ProvisionedUser.class);

        assertThat(returned(
                        isBack("ada"),
                        user("eve", "state: Disabled", ReturnedTest::unasked),
                        Returned.Said.of(elsewhere, WIKI, ReturnedTest::unasked)))
                .isEqualTo(new Returned(0, 0, 0, 1));
    }
}
