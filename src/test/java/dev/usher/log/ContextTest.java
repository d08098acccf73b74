package dev.usher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ContextTest {
    private static final Context WIKI = Context.of(Field.APP, "people/wiki");

    @Test
    void isKnownWhileTheWorkLastsAndNotAfterIt() {
        var during = WIKI.call(Context::current);

        assertThat(during.values()).containsExactly(Map.entry(Field.APP, "people/wiki"));
        assertThat(Context.current().values()).isEmpty();
    }

    @Test
    void whatBeginsWithinIsAboutMoreAndTheRestOfTheWorkIsNot() {
        var after = WIKI.call(() -> {
            var within = Context.of(Field.RESOURCE, "Role/people/analyst").call(Context::current);
            assertThat(within.values())
                    .containsExactly(
                            Map.entry(Field.APP, "people/wiki"), Map.entry(Field.RESOURCE, "Role/people/analyst"));
            return Context.current();
        });

        assertThat(after.value(Field.RESOURCE)).isEmpty();
    }

    @Test
    void workForNobodyIsNotAboutWhomTheThreadWasAboutBefore() {
        var within = Context.of(Field.RESOURCE, "Role/people/analyst")
                .call(() -> WIKI.with(Field.RESOURCE, Optional.of("Role/people/other"))
                        .with(Field.RESOURCE, Optional.empty())
                        .call(Context::current));

        assertThat(within.values()).containsExactly(Map.entry(Field.APP, "people/wiki"));
    }

    @Test
    void anotherThreadIsAboutNothingUnlessItIsTold() throws InterruptedException {
        var seen = new AtomicReference<Context>();

        WIKI.call(() -> Thread.ofVirtual().start(() -> seen.set(Context.current())))
                .join();

        assertThat(seen.get().values()).isEmpty();
    }
}
