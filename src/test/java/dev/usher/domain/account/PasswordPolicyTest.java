package dev.usher.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.account.PasswordPolicy.CharacterClass;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private final SplittableRandom random = new SplittableRandom(7);

    private static PasswordPolicy of(int length, CharacterClass... classes) {
        return new PasswordPolicy(length, new TreeSet<>(List.of(classes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 20, 128})
    void makesPasswordsOfItsLengthWithEachOfItsClassesAndNoOther(int length) {
        var policy = of(length, CharacterClass.Lower, CharacterClass.Digit);
        for (var attempt = 0; attempt < 1000; attempt++) {
            assertThat(policy.make(random))
                    .hasSize(length)
                    .matches("[a-z2-9]+")
                    .containsPattern("[a-z]")
                    .containsPattern("[2-9]");
        }
    }

    @Test
    void makesNoneTwice() {
        var made = new HashSet<String>();
        for (var attempt = 0; attempt < 1000; attempt++) {
            assertThat(made.add(PasswordPolicy.STANDARD.make(random))).isTrue();
        }
    }

    @Test
    void putsTheClassesInNoOrder() {
        var policy = of(12, CharacterClass.Lower, CharacterClass.Upper, CharacterClass.Digit, CharacterClass.Symbol);
        var first = new HashSet<Boolean>();
        for (var attempt = 0; attempt < 200; attempt++) {
            first.add(Character.isLowerCase(policy.make(random).charAt(0)));
        }
        assertThat(first).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void leavesOutWhatLooksAlike() {
        var all = new StringBuilder();
        for (var attempt = 0; attempt < 1000; attempt++) {
            all.append(PasswordPolicy.STANDARD.make(random));
        }
        assertThat(all.toString()).doesNotContainPattern("[l1IO0]");
    }

    @Test
    void isNoneThatAnybodyCouldGuess() {
        assertThatThrownBy(() -> of(11, CharacterClass.Lower)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PasswordPolicy(20, new TreeSet<>())).isInstanceOf(IllegalArgumentException.class);
    }
}
