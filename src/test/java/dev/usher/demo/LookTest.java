package dev.usher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.demo.Act.Person;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LookTest {

    private static final Person GRACE =
            new Person("grace.hopper", "Active", Map.of("wiki", Account.enabled("engineers")));

    @Test
    void findsNothingWhereResourceAndAppsAreAsExpected() {
        Look look = look(user("True", 1), Map.of("grace.hopper", Account.enabled("engineers")));

        assertThat(look.saysReady(List.of(GRACE))).isTrue();
        assertThat(look.differences(List.of(GRACE))).isEmpty();
    }

    @Test
    void tellsAGroupThatShouldBeGone() {
        Look look = look(user("True", 1), Map.of("grace.hopper", Account.enabled("engineers", "analysts")));

        assertThat(look.saysReady(List.of(GRACE))).isTrue();
        assertThat(look.differences(List.of(GRACE)))
                .containsExactly(new Difference(
                        "account of grace.hopper in wiki", "enabled, in engineers", "enabled, in analysts, engineers"));
    }

    @Test
    void tellsAnAccountThatIsNotEnabledAndOneThatIsNotThere() {
        assertThat(look(user("True", 1), Map.of("grace.hopper", Account.disabled()))
                        .differences(List.of(GRACE)))
                .extracting(Difference::seen)
                .containsExactly("disabled, in no group");
        assertThat(look(user("True", 1), Map.of()).differences(List.of(GRACE)))
                .extracting(Difference::seen)
                .containsExactly("no account");
    }

    @Test
    void doesNotTakeWhatWasSaidOfAnOlderGenerationForReady() {
        Look look = look(user("True", 2), Map.of("grace.hopper", Account.enabled("engineers")));

        assertThat(look.saysReady(List.of(GRACE))).isFalse();
        assertThat(look.differences(List.of(GRACE)))
                .containsExactly(new Difference(
                        "provisioneduser/hr-9f86d081884c7d65",
                        "Ready=True",
                        "Ready=True, Provisioned: as decided (of an older generation)"));
    }

    @Test
    void tellsAUserThatIsNotReadyAndOneThatIsNotThere() {
        assertThat(look(user("False", 1), Map.of()).saysReady(List.of(GRACE))).isFalse();
        var nobody = new Look(List.of(), List.of(), board(Map.of()));
        assertThat(nobody.saysReady(List.of(GRACE))).isFalse();
        assertThat(nobody.differences(List.of(GRACE)))
                .contains(new Difference("lifecycle state of grace.hopper", "Active", "none"));
    }

    private static ProvisionedUser user(String ready, long generation) {
        var condition = new Condition("Ready", ready, "Provisioned", "as decided", 1L, "2026-01-01T00:00:00Z");
        var user = new KubernetesSerialization()
                .unmarshal("{\"spec\": {\"userName\": \"grace.hopper\"}}", ProvisionedUser.class);
        user.getMetadata().setName("hr-9f86d081884c7d65");
        user.getMetadata().setGeneration(generation);
        user.setStatus(new ProvisionedUserStatus(
                1L,
                null,
                null,
                null,
                "Active",
                null,
                null,
                null,
                null,
                "1/1",
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(condition)));
        return user;
    }

    private static Look look(ProvisionedUser user, Map<String, Account> wiki) {
        return new Look(List.of(user), List.of(Standing.of(user)), board(wiki));
    }

    private static Board board(Map<String, Account> wiki) {
        return new Board(new TreeSet<>(wiki.keySet()), new TreeMap<>(Map.of("wiki", wiki)));
    }
}
