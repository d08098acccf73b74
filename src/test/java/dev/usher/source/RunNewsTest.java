package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.RunCounts;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Heard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunNewsTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final RunReport BROKEN = new RunReport.Broken(Flaw.of(Defect.UNREACHABLE));

    private final Heard heard = Heard.of(RunNews.class);

    @AfterEach
    void listenNoMore() {
        heard.close();
    }

    private static RunReport complete(RunReport.Written written) {
        return new RunReport.Complete(
                "a7",
                new RunCounts(3, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0),
                List.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                List.of(),
                List.of(),
                RunReport.Renames.NONE,
                Optional.of(written));
    }

    private List<String> said() {
        return heard.lines().stream()
                .map(line -> line.level() + " " + line.message())
                .toList();
    }

    @Test
    void aRunThatChangedPeopleSaysHowMany() {
        RunNews.tell(HR, Optional.empty(), complete(new RunReport.Written(3, 3, 2, 0, 0)));

        assertThat(said())
                .containsExactly("INFO run a7 of source people/hr: 3 created, 3 employed or ended, 2 described");
    }

    @Test
    void aRunThatChangedNobodySaysNothing() {
        RunNews.tell(HR, Optional.empty(), complete(new RunReport.Written(0, 0, 0, 0, 0)));

        assertThat(said()).isEmpty();
    }

    @Test
    void whatIsNeverWrittenIsToldOfOnce() {
        var failing = complete(new RunReport.Written(0, 0, 0, 0, 7));
        RunNews.tell(HR, Optional.empty(), failing);
        RunNews.tell(HR, Optional.of(failing), failing);

        assertThat(said())
                .containsExactly("WARN run a7 of source people/hr: 7 writes failed, and are made by the next run");
    }

    @Test
    void whatWasNotWrittenIsAWarning() {
        RunNews.tell(HR, Optional.empty(), complete(new RunReport.Written(3, 0, 0, 0, 7)));

        assertThat(said())
                .last()
                .isEqualTo("WARN run a7 of source people/hr: 7 writes failed, and are made by the next run");
    }

    @Test
    void aSourceThatCannotBeReadIsToldOfOnceAndSoIsThatItCan() {
        RunNews.tell(HR, Optional.empty(), BROKEN);
        RunNews.tell(HR, Optional.of(BROKEN), BROKEN);
        RunNews.tell(HR, Optional.of(BROKEN), complete(new RunReport.Written(0, 0, 0, 0, 0)));

        assertThat(said())
                .containsExactly(
                        "WARN source people/hr could not be read: nobody answers at its address",
                        "INFO source people/hr could be read again");
        assertThat(heard.lines().getFirst().fields()).containsEntry(Field.REASON, "UNREACHABLE");
    }

    @Test
    void whatIsDoneForASourceIsAboutIt() {
        var seen = new AtomicReference<Context>();

        RunNews.about(HR, () -> seen.set(Context.current())).run();

        assertThat(seen.get().value(Field.RESOURCE)).contains("UserSource/people/hr");
    }
}
