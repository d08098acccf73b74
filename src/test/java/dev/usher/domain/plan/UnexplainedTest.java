package dev.usher.domain.plan;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Entitlement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnexplainedTest {
    private static Unexplained of(Set<Entitlement> shown, Set<Entitlement> explained) {
        return Unexplained.of(shown, explained, Membership.NONE, new Ours(Authority.Authoritative, Set.of()));
    }

    @ParameterizedTest
    @EnumSource
    void isWhatIsShownAndNeitherExplainedNorTakenNorIgnored(Authority authority) {
        var ours = new Ours(authority, groups("named"), group("ignored")::equals);
        var taken = new Membership(new TreeSet<>(), new TreeSet<>(groups("taken")));

        var unexplained = Unexplained.of(
                groups("explained", "taken", "ignored", "named", "by hand"), groups("explained"), taken, ours);

        assertThat(unexplained).isEqualTo(new Unexplained(new TreeSet<>(groups("by hand", "named")), 2));
    }

    @Test
    void isNothingWhereEverythingIsExplained() {
        assertThat(of(groups("a"), groups("a", "not shown"))).isEqualTo(Unexplained.NONE);
        assertThat(of(groups(), groups())).isEqualTo(Unexplained.NONE);
    }

    @Test
    void isNotTheSameNameInOtherLettersUnlessThereAreBoth() {
        assertThat(of(groups("Staff"), groups("staff"))).isEqualTo(Unexplained.NONE);
        assertThat(of(groups("Staff", "staff"), groups("staff")).entitlements()).isEqualTo(groups("Staff"));
        assertThat(of(Set.of(new Entitlement("role", "staff")), groups("staff")).count())
                .isEqualTo(1);
    }

    @Test
    void namesTheFirstOnesAndCountsAll() {
        var many = IntStream.range(0, 20)
                .mapToObj(number -> group("g%02d".formatted(number)))
                .collect(Collectors.toSet());

        var unexplained = of(many, Set.of());

        assertThat(unexplained.count()).isEqualTo(20);
        assertThat(unexplained.entitlements())
                .hasSize(16)
                .startsWith(group("g00"))
                .endsWith(group("g15"));
        assertThat(unexplained.text()).startsWith("group g00, ").endsWith(", group g15, 4 more");
    }

    @ParameterizedTest
    @ValueSource(ints = {'\n', '\t', 0, 0x1b, 0x85, 0x202e, 0x2066, 0x200b, 0x2028, 0xd800, 0xe000, 0xfffe})
    void countsAndDoesNotNameWhatCannotBeShown(int character) {
        var unexplained = of(groups("a" + Character.toString(character) + "b", "staff"), Set.of());

        assertThat(unexplained).isEqualTo(new Unexplained(new TreeSet<>(groups("staff")), 2));
        assertThat(unexplained.text()).isEqualTo("group staff, 1 more");
    }

    @Test
    void namesWhatFitsIntoAStatus() {
        assertThat(of(groups(" "), Set.of()).entitlements()).isEmpty();
        assertThat(of(groups("x".repeat(256)), Set.of()).entitlements()).hasSize(1);
        assertThat(of(groups("x".repeat(257)), Set.of()).entitlements()).isEmpty();
        assertThat(of(groups("Łövelåçe & Söhne (München) 😀"), Set.of()).entitlements())
                .hasSize(1);
    }
}
