package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private final Completeness completeness = new Completeness();
    private final Listed server = new Listed("people/ada", "people/bob");
    private final Listed cache = new Listed("people/ada", "people/bob");

    private Set<String> look() {
        return completeness.look(server, cache);
    }

    private void looksUntilNamesAreAskedFor() {
        for (var look = 0; look < Completeness.LOOKS; look++) {
            assertThat(look()).isEmpty();
        }
        assertThat(server.listed).isEqualTo(1);
    }

    @Test
    void namesWhatIsMissingForGood() {
        server.names.add("people/grace");

        looksUntilNamesAreAskedFor();

        assertThat(look()).containsExactly("people/grace");
    }

    @Test
    void namesWhatIsGoneForGoodAndWasNeverToldOf() {
        server.names.remove("people/bob");

        looksUntilNamesAreAskedFor();

        assertThat(look()).containsExactly("people/bob");
    }

    @Test
    void aCacheThatIsAMomentBehindLacksNothing() {
        server.names.add("people/user-0");
        looksUntilNamesAreAskedFor();

        for (var i = 1; i < 5; i++) {
            cache.names.add("people/user-" + (i - 1));
            server.names.add("people/user-" + i);
            assertThat(look()).isEmpty();
        }
    }

    @Test
    void asksForNoNamesWhereTheCountsAgreeInBetween() {
        server.names.add("people/grace");
        look();
        look();
        cache.names.add("people/grace");
        look();
        cache.names.remove("people/grace");
        look();

        assertThat(server.listed).isZero();
    }

    private static final class Listed implements Completeness.Side {
        private final Set<String> names;
        private int listed;

        Listed(String... names) {
            this.names = new HashSet<>(Set.of(names));
        }

        @Override
        public long count() {
            return names.size();
        }

        @Override
        public Set<String> names() {
            listed++;
            return Set.copyOf(names);
        }
    }
}
