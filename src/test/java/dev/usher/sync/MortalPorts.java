package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.Credentials;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.SecretUse;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Wave;
import dev.usher.domain.secret.Sensitive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ports of one process: each call of them is one of its life, and is seen. */
record MortalPorts(Stage stage, Mortal life, Witness witness, Cache cache) {
    Ports ports() {
        return new Ports(
                new OfWorld(),
                new OfCensus(),
                new OfLedger(),
                new OfJournal(),
                new OfTenure(),
                this::secrets,
                new OfHandout(),
                new OfOutbox(),
                this::called);
    }

    private Credentials secrets(String namespace, List<SecretUse> uses) throws NotOffered {
        return life.call(Site.VAULT, () -> stage.vault.read(namespace, uses));
    }

    private void called(AppId app, Op op, Optional<Kind> failure, Duration took) {
        life.call(Site.METER, () -> op);
    }

    private void does(Site site, Runnable effect) {
        life.call(site, () -> {
            effect.run();
            return true;
        });
    }

    private final class OfWorld implements World {
        @Override
        public Facts facts(Key key) {
            return life.call(Site.FACTS, () -> cache.facts(key));
        }

        @Override
        public Confirmation confirm(Basis basis) {
            return life.call(Site.CONFIRM, () -> {
                var said = stage.world.confirm(basis);
                var answer = said == Confirmation.CONFIRMED && !stage.world.isSo(basis) ? Confirmation.CHANGED : said;
                witness.sees(life.number(), new Witness.Confirmed(basis, answer));
                return answer;
            });
        }

        @Override
        public Optional<String> reservation(AppId app, Tenant tenant, String userName, Set<Identity> person) {
            return stage.world.reservation(app, tenant, userName, person);
        }

        @Override
        public Confirmation unheld(Key key, AppId app, Instant now) {
            return life.call(Site.CONFIRM, () -> stage.world.unheld(key, app, now));
        }

        @Override
        public Map<RemoteId, Identity> owners(AppId app, Tenant tenant) {
            return life.call(Site.OWNERS, () -> stage.world.owners(app, tenant));
        }

        @Override
        public List<KnownAccount> recorded(AppId app, Identity identity) {
            return life.call(Site.OWNERS, () -> stage.world.recorded(app, identity));
        }

        @Override
        public Set<Key> awaited(AppId app) {
            return life.call(Site.OWNERS, () -> stage.world.awaited(app));
        }

        @Override
        public Map<RemoteId, Key> holders(AppId app, Tenant tenant) {
            return life.call(Site.OWNERS, () -> stage.world.holders(app, tenant));
        }

        @Override
        public Truth of(AccountRule rule, Account account) {
            return stage.world.of(rule, account);
        }
    }

    private final class OfCensus implements Census {
        @Override
        public Optional<Loss> loss(AppId app, Key key) {
            return life.call(Site.CENSUS, () -> stage.census.loss(app, key));
        }

        @Override
        public Optional<Loss> change(AppId app, Key key) {
            return life.call(Site.CENSUS, () -> stage.census.change(app, key));
        }

        @Override
        public Optional<Map<Member, Integer>> members(AppId app, Wave.Key wave) {
            return life.call(Site.CENSUS, () -> stage.census.members(app, wave));
        }

        @Override
        public long sweeps() {
            return stage.census.sweeps();
        }

        @Override
        public boolean areOver(long sweeps) {
            return stage.census.areOver(sweeps);
        }

        @Override
        public int usable(AppId app) {
            return life.call(Site.CENSUS, () -> stage.census.usable(app));
        }

        @Override
        public boolean isComplete() {
            return life.call(Site.CENSUS, stage.census::isComplete);
        }
    }

    /** Only who is in charge reaches it, as far as that one knows. */
    private final class OfHandout implements Handout {
        @Override
        public DueCredential.Place place(Basis.Reference user, AppId app) {
            return stage.handout.place(user, app);
        }

        @Override
        public Sensitive keep(Parcel parcel, PasswordPolicy policy) throws NotKept {
            return life.call(Site.HANDOUT, () -> stage.handout.keep(parcel, policy));
        }

        @Override
        public Sensitive unknown(PasswordPolicy policy) {
            return stage.handout.unknown(policy);
        }

        @Override
        public void drop(DueCredential.Place place, Instant occasion) throws NotKept {
            life.call(Site.HANDOUT, () -> {
                stage.handout.drop(place, occasion);
                return true;
            });
        }
    }

    private final class OfLedger implements Ledger {
        @Override
        public Page load(AppId app) throws LedgerFailure {
            expectTenure();
            var read = stage.ledger.stored(app);
            return life.call(Site.LEDGER_LOAD, () -> {
                // It is a read and a write, which fails where somebody wrote meanwhile.
                if (!stage.ledger.stored(app).revision().equals(read.revision())) {
                    throw new Superseded("somebody else wrote it");
                }
                return stage.ledger.load(app);
            });
        }

        @Override
        public Page write(Page before, Page after) throws LedgerFailure {
            expectTenure();
            return life.call(Site.LEDGER_WRITE, () -> {
                var stored = stage.ledger.write(before, after);
                witness.sees(life.number(), new Witness.Stored(stored.epoch(), stored.restraint()));
                return stored;
            });
        }

        private void expectTenure() throws LedgerFailure {
            if (life.isDeposed()) {
                throw new LedgerFailure("somebody else is in charge");
            }
        }
    }

    private final class OfJournal implements Journal {
        @Override
        public void intent(Change change) {
            does(Site.INTENT, () -> {
                stage.journal.intent(change);
                Witness.items(change).forEach(id -> witness.sees(life.number(), new Witness.Intent(id)));
            });
        }

        @Override
        public void result(Change change, Outcome outcome) {
            does(Site.RESULT, () -> {
                stage.journal.result(change, outcome);
                Witness.items(change).forEach(id -> witness.sees(life.number(), new Witness.Noted(id)));
            });
        }

        @Override
        public void decision(Decided decided) {
            does(Site.INTENT, () -> stage.journal.decision(decided));
        }
    }

    private final class OfTenure implements Tenure {
        @Override
        public boolean holds(Duration atLeast) {
            return life.call(Site.TENURE, () -> !life.isDeposed());
        }

        @Override
        public long epoch() {
            return life.number();
        }
    }

    private final class OfOutbox implements Outbox {
        @Override
        public void put(Key key, AppId app, Result result) {
            does(Site.PUT, () -> {
                if (life.isDeposed()) {
                    return;
                }
                var known = stage.world.status(key, app);
                var repeats = known.filter(account -> account.state() == result.state()
                                && account.id().equals(result.id())
                                && account.applied().equals(result.applied()))
                        .isPresent();
                witness.sees(life.number(), new Witness.Said(key, result, repeats, life.isOver()));
                var before = stage.world.decision(key, app);
                stage.outbox.put(key, app, result);
                if (result.isOnlyTaken() || !stage.world.decision(key, app).equals(before)) {
                    cache.hears(key);
                }
            });
        }

        @Override
        public void loosened(Key key, AppId app) {
            does(Site.SAY, () -> stage.outbox.loosened(key, app));
        }

        @Override
        public void holds(AppId app, Wave wave) {
            does(Site.SAY, () -> stage.outbox.holds(app, wave));
        }

        @Override
        public void changed(AppId app) {
            does(Site.SAY, () -> stage.outbox.changed(app));
        }
    }
}
