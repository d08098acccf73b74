package dev.usher.audit;

import static dev.usher.audit.Writer.WIKI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import dev.usher.sync.Ledger;
import dev.usher.sync.LedgerFailure;
import dev.usher.sync.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Waves are told of before they are stored, once each. */
class RecordedLedgerTest {
    private static final Wave.Key ROLE =
            new Wave.Key(new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7)), Limit.REMOVALS);

    private final List<Decided> told = new ArrayList<>();
    private final Storage storage = new Storage();
    private final RecordedLedger ledger = new RecordedLedger(storage, new Journal() {
        @Override
        public void intent(Change change) {}

        @Override
        public void result(Change change, Outcome outcome) {}

        @Override
        public void decision(Decided decided) {
            told.add(decided);
        }
    });

    /** Keeps nothing, and may fail. */
    private static final class Storage implements Ledger {
        private boolean fails;

        @Override
        public Page load(AppId app) {
            return Page.first(app, 1);
        }

        @Override
        public Page write(Page before, Page after) throws LedgerFailure {
            if (fails) {
                throw new LedgerFailure("the API server does not answer");
            }
            return after;
        }
    }

    private static Page page(Wave... waves) {
        return Page.first(WIKI, 1).withRestraint(new Restraint(Map.of(), List.of(), List.of(waves), List.of()));
    }

    private static Wave wave(boolean released) {
        return new Wave("7c1e", ROLE, Instant.EPOCH, released, 214, Set.of(Member.of(Writer.ADA)));
    }

    @Test
    void aWaveIsToldWhenItIsHeldAndWhenItIsLetGo() throws LedgerFailure {
        ledger.write(page(), page(wave(false)));
        ledger.write(page(wave(false)), page(wave(false)));
        ledger.write(page(wave(false)), page(wave(true)));
        ledger.write(page(wave(true)), page());

        assertThat(told)
                .extracting(Decided::what)
                .containsExactly(new Decided.What.Holds(wave(false)), new Decided.What.Releases(wave(false)));
        assertThat(told)
                .extracting(Decided::why)
                .containsExactly("OverBudget: Role analyst generation 7", "WithinBudget: Role analyst generation 7");
        assertThat(told).allSatisfy(one -> assertThat(one.app()).contains(WIKI));
    }

    @Test
    void aWaveOfWhomNobodyIsLeftIsNotHeldAnyMore() throws LedgerFailure {
        ledger.write(page(wave(false)), page());

        assertThat(told).extracting(Decided::why).containsExactly("NobodyLeft: Role analyst generation 7");
    }

    private static Page ruled(Ruling.Sentence sentence) {
        var ruling = new Ruling("u1", "case-8", sentence, wave(false), 1, Instant.MAX);
        return Page.first(WIKI, 1).withRestraint(new Restraint(Map.of(), List.of(), List.of(), List.of(ruling)));
    }

    @Test
    void aWaveIsToldToBeKeptOrReleasedWhereAPersonDecidedSo() throws LedgerFailure {
        ledger.write(page(wave(false)), ruled(Ruling.Sentence.KEEP));
        ledger.write(page(wave(false)), ruled(Ruling.Sentence.RELEASE));
        ledger.write(ruled(Ruling.Sentence.RELEASE), page());

        assertThat(told)
                .extracting(Decided::what)
                .containsExactly(new Decided.What.Keeps(wave(false)), new Decided.What.Releases(wave(false)));
        assertThat(told).extracting(Decided::why).containsOnly("RemovalDecision: Role analyst generation 7");
    }

    @Test
    void whatCouldNotBeStoredIsNotToldAgain() throws LedgerFailure {
        storage.fails = true;
        assertThatThrownBy(() -> ledger.write(page(), page(wave(false)))).isInstanceOf(LedgerFailure.class);
        assertThatThrownBy(() -> ledger.write(page(), page(wave(false)))).isInstanceOf(LedgerFailure.class);
        storage.fails = false;
        ledger.write(page(), page(wave(false)));
        ledger.write(page(wave(false)), page(wave(true)));

        assertThat(told).hasSize(2);
    }

    @Test
    void aWaveInTheStreamHasItsNumberAndItsLimit() {
        var writer = new Writer();
        RecordedLedger.between(page(), page(wave(false))).forEach(writer.stream::decision);

        var record = writer.last();
        assertThat(record.path("class_uid").asInt()).isEqualTo(3004);
        assertThat(record.at("/entity/name").asText()).isEqualTo("people/wiki");
        assertThat(record.at("/unmapped/decision").asText()).isEqualTo("Holds");
        assertThat(record.at("/unmapped/wave").toString())
                .isEqualTo("{\"id\":\"7c1e\",\"count\":214,\"limit\":\"removals\"}");
    }
}
