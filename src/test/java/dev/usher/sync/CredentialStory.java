package dev.usher.sync;

import dev.usher.connector.FirstAccess;
import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Reach;
import dev.usher.domain.person.Term;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/** An app in which people get in by what Usher gives them. */
abstract class CredentialStory {
    private static final Drift CORRECT = new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct);
    static final Duration LIFETIME = Duration.ofDays(3);
    static final Duration SOME_DAYS = Duration.ofDays(2);

    final Stage stage = Stage.open();
    final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    /** @param replaced whether whoever is shut out has another one from then on */
    static CredentialTerms passwords(boolean replaced) {
        return new CredentialTerms.Generated(PasswordPolicy.STANDARD, false, LIFETIME, new TreeMap<>(), replaced);
    }

    void gives(CredentialTerms terms, FirstAccess... ways) {
        app.lets(ways);
        stage.keeps(giving(terms));
    }

    static Upkeep giving(CredentialTerms terms) {
        return new Upkeep(
                InventoryTerms.STANDARD, CORRECT, OrphanTerms.STANDARD, Correlation.STANDARD, Protection.NONE, terms);
    }

    void givesPasswords() {
        gives(passwords(false), FirstAccess.PASSWORD);
    }

    void replacesPasswords() {
        gives(passwords(true), FirstAccess.PASSWORD);
    }

    void isIn(String name) {
        stage.is(name, Employment.Status.Active, "analyst");
        stage.settlesAs(AccountState.Active, name);
    }

    Optional<String> password(String name) {
        return app.passwords().typed(stage.idOf(name));
    }

    /** What somebody finds in the Secret. */
    Optional<String> fetched(String name) {
        return stage.handout.of(name + "-github");
    }

    void nothingLiesThere() {
        stage.awaits("nothing lies there", () -> fetched("ada").isEmpty());
    }

    List<String> requests(Op... ops) {
        return app.requests().stream()
                .map(request -> request.split(" ", -1)[0])
                .filter(request -> List.of(ops).stream().anyMatch(op -> request.equals(op.name())))
                .toList();
    }

    void locks(boolean compromised) {
        stage.world.lock("ada", lock(compromised));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
        stage.settlesAs(AccountState.Disabled, "ada");
    }

    static Lock lock(boolean compromised) {
        var term = new Term(Optional.empty(), Optional.empty());
        return new Lock(Company.NAMESPACE, "case-7", "case-7", Reach.ALL, term, compromised);
    }

    void releases() {
        stage.world.lock("ada");
        stage.asks("ada");
        stage.settlesAs(AccountState.Active, "ada");
    }
}
