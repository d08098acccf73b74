package dev.usher.domain.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class VisibilityTest {
    @Test
    void admitsNoOtherNamespaceWhereItIsTheSame() {
        assertThat(new Visibility.Same().admits("subsidiary")).isFalse();
    }

    @Test
    void admitsTheNamespacesThatItNames() {
        var named = new Visibility.Names(Set.of("subsidiary"));

        assertThat(named.admits("subsidiary")).isTrue();
        assertThat(named.admits("partners")).isFalse();
        assertThat(new Visibility.Names(Set.of()).admits("subsidiary")).isFalse();
    }

    @Test
    void admitsEveryNamespaceWhereItIsAll() {
        assertThat(new Visibility.All().admits("subsidiary")).isTrue();
    }
}
