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
    void admitsTheNamespacesThatAreSelectedAndRefusesTheOthersThatAreKnown() {
        var selected = new Visibility.Selected(Set.of("subsidiary"), Set.of("subsidiary", "partners"));

        assertThat(selected.admits("subsidiary")).isTrue();
        assertThat(selected.refuses("subsidiary")).isFalse();
        assertThat(selected.admits("partners")).isFalse();
        assertThat(selected.refuses("partners")).isTrue();
        assertThat(selected.doubts("partners")).isFalse();
    }

    @Test
    void neitherAdmitsNorRefusesANamespaceWhoseLabelsAreNotKnown() {
        assertThat(Visibility.Selected.UNKNOWN.admits("subsidiary")).isFalse();
        assertThat(Visibility.Selected.UNKNOWN.refuses("subsidiary")).isFalse();
        assertThat(Visibility.Selected.UNKNOWN.doubts("subsidiary")).isTrue();
    }

    @Test
    void admitsEveryNamespaceWhereItIsAll() {
        assertThat(new Visibility.All().admits("subsidiary")).isTrue();
    }
}
