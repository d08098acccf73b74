package dev.usher.audit;

import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import dev.usher.sync.Ledger;
import dev.usher.sync.LedgerFailure;
import dev.usher.sync.Page;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A ledger of which the journal is told, before it is stored, which waves are held and which are let go. */
public final class RecordedLedger implements Ledger {
    private final Ledger ledger;
    private final Journal journal;
    /** What was told and not stored: it is not told again when it is tried again. */
    private final Map<AppId, Page> told = new ConcurrentHashMap<>();

    public RecordedLedger(Ledger ledger, Journal journal) {
        this.ledger = ledger;
        this.journal = journal;
    }

    @Override
    public Page load(AppId app) throws LedgerFailure {
        return ledger.load(app);
    }

    @Override
    public Page write(Page before, Page after) throws LedgerFailure {
        var decided = between(told.getOrDefault(before.app(), before), after).toList();
        if (!decided.isEmpty()) {
            decided.forEach(journal::decision);
            told.put(before.app(), after);
        }
        var stored = ledger.write(before, after);
        told.remove(before.app());
        return stored;
    }

    /** By which waves two pages differ. */
    static Stream<Decided> between(Page before, Page after) {
        var held = held(before);
        var holds = held(after);
        var begun = holds.values().stream().filter(wave -> !held.containsKey(wave.id()));
        var ended = held.values().stream().filter(wave -> !holds.containsKey(wave.id()));
        return Stream.concat(
                begun.map(wave -> decided(after.app(), wave, new Decided.What.Holds(wave), "OverBudget")),
                ended.map(wave -> ended(wave, after)));
    }

    private static Map<String, Wave> held(Page page) {
        return page.restraint().held().collect(Collectors.toMap(Wave::id, Function.identity(), (one, other) -> one));
    }

    private static Decided ended(Wave wave, Page after) {
        var ruling = after.restraint().rulings().stream()
                .filter(taken -> taken.wave().id().equals(wave.id()))
                .findFirst();
        var isKept =
                ruling.filter(taken -> taken.sentence() == Ruling.Sentence.KEEP).isPresent();
        return decided(
                after.app(),
                wave,
                isKept ? new Decided.What.Keeps(wave) : new Decided.What.Releases(wave),
                ruling.isPresent() ? "RemovalDecision" : released(wave, after));
    }

    private static String released(Wave wave, Page after) {
        return after.restraint().waves().stream()
                        .anyMatch(now -> now.released() && now.id().equals(wave.id()))
                ? "WithinBudget"
                : "NobodyLeft";
    }

    private static Decided decided(AppId app, Wave wave, Decided.What what, String why) {
        return new Decided(
                new Decided.Resource("TargetApp", app.namespace(), app.name()),
                Optional.empty(),
                Optional.of(app),
                what,
                why + ": " + wave.key().origin().text(),
                Optional.empty(),
                Optional.empty());
    }
}
