package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What has to be so after every story, whatever happened to the processes that worked on it. */
final class Invariants {
    private final Stage stage;
    private final List<Witness.Seen> seen;
    private final List<Witness.Write> writes;
    private final List<String> broken = new ArrayList<>();

    private Invariants(Stage stage, Witness witness) {
        this.stage = stage;
        this.seen = witness.all();
        this.writes = witness.writes();
    }

    /** Everything that is not as it has to be. */
    static List<String> of(Stage stage, Witness witness, List<Witness.Write> stray) {
        var checks = new Invariants(stage, witness);
        checks.everyWriteByIdFollowsAReadThatShowedWhoseItIs();
        checks.nobodyHasTwoAccountsAndNoAccountTwoUsers();
        checks.nothingIsWrittenOnceAllIsAsDecided(stray);
        return checks.broken;
    }

    private void isBroken(String invariant, String what) {
        broken.add(invariant + ": " + what);
    }

    /** I1: no account that is not ours is ever written; an id is written only after a read that showed whose it is. */
    private void everyWriteByIdFollowsAReadThatShowedWhoseItIs() {
        for (var write : writes) {
            write.account().ifPresent(id -> {
                var shown = seen.subList(0, write.index()).stream()
                        .filter(one -> one.process() == write.process())
                        .map(Witness.Seen::event)
                        .filter(Witness.Shown.class::isInstance)
                        .map(event -> ((Witness.Shown) event).account())
                        .filter(account -> account.id().equals(id))
                        .reduce((first, last) -> last);
                if (shown.isEmpty()) {
                    isBroken("I1", write.what() + " of " + id + " which nobody read");
                } else if (!isOf(shown.get(), write.identity())) {
                    isBroken("I1", write.what() + " of " + shown.get() + " for " + write.identity());
                }
            });
        }
    }

    private static boolean isOf(Account account, Identity identity) {
        return account.externalId().filter(identity.externalId()::equals).isPresent()
                || identity.externalId().equals("key of " + account.attributes().userName());
    }

    /** I3: at most one account per user and app, and at most one user per account. */
    private void nobodyHasTwoAccountsAndNoAccountTwoUsers() {
        var byKey = stage.app.accounts().stream()
                .collect(Collectors.groupingBy(account -> account.externalId()
                        .orElseGet(() -> "key of " + account.attributes().userName())));
        byKey.forEach((key, accounts) -> {
            if (accounts.size() > 1) {
                isBroken("I3", key + " has " + accounts);
            }
        });
        var holders = new HashMap<Object, Key>();
        stage.world
                .keys()
                .forEach(key -> stage.world
                        .status(key, stage.app.id())
                        .flatMap(known -> known.id())
                        .map(id -> holders.put(id, key))
                        .ifPresent(other -> isBroken("I3", key + " and " + other + " have one account")));
    }

    /** I8: once the desired state is reached, nothing more is written. */
    private void nothingIsWrittenOnceAllIsAsDecided(List<Witness.Write> stray) {
        stray.forEach(write -> isBroken("I8", "written although all was as decided: " + write));
    }

    /** I6: a story that was disturbed ends as it does undisturbed, with at most one extra write per end of a process. */
    static List<String> against(CrashRun.Told clean, CrashRun.Told disturbed) {
        var broken = new ArrayList<String>();
        if (!clean.end().equals(disturbed.end())) {
            broken.add("I6: it ends as " + disturbed.end() + "\n instead of " + clean.end());
        }
        var expected = counts(clean);
        counts(disturbed).forEach((identity, count) -> {
            var most = expected.getOrDefault(identity, 0L) + disturbed.met().size();
            if (count > most) {
                broken.add("I6: " + count + " writes for " + identity + ", of which " + most + " had been enough");
            }
        });
        return broken;
    }

    private static Map<String, Long> counts(CrashRun.Told told) {
        return told.writes().stream()
                .collect(Collectors.groupingBy(
                        write -> write.identity().externalId(), TreeMap::new, Collectors.counting()));
    }
}
