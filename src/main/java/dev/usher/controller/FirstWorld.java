package dev.usher.controller;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Basis;
import dev.usher.sync.Bequest;
import dev.usher.sync.Census;
import dev.usher.sync.Confirmation;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Ledger;
import dev.usher.sync.Outbox;
import dev.usher.sync.Page;
import dev.usher.sync.Result;
import dev.usher.sync.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The world of one app as it is known at a start before caches are filled: those whom locks shut out, by the record of their accounts, and
 * nobody else. Nothing else can be decided in it, and what is found out in it is kept for those who come next.
 */
final class FirstWorld implements World, Census, Ledger, Outbox {
    private final AppId app;
    private final Consumer<Key> shut;
    private final Map<Key, Facts.OfHolder> known = new ConcurrentHashMap<>();
    private final Map<Key, Result> said = new ConcurrentHashMap<>();
    private volatile FirstLook look;

    /** @param shut is told, once each, of whom the app shows as shut out */
    FirstWorld(AppId app, FirstLook look, Consumer<Key> shut) {
        this.app = app;
        this.look = look;
        this.shut = shut;
    }

    void shows(FirstLook next) {
        look = next;
    }

    /** Its lane is asked for this key from now on. */
    void concerns(Key key) {
        look.holder(key).ifPresent(holder -> known.put(key, holder));
    }

    /** What its lane leaves behind, also of whom no lock shuts out any more. */
    List<Bequest> bequests(Instant now) {
        return known.entrySet().stream()
                .map(one -> Bequest.of(one.getKey(), one.getValue(), Optional.ofNullable(said.get(one.getKey())), now))
                .toList();
    }

    @Override
    public Facts facts(Key key) {
        return look.holder(key).<Facts>map(holder -> holder).orElseGet(Facts.None::new);
    }

    /** Also the app has to be as it was. Whatever changed is not seen here before the next look, so that nobody decides anew at once. */
    @Override
    public Confirmation confirm(Basis basis) {
        var declared = look.app(app);
        if (declared.isEmpty()) {
            return Confirmation.UNKNOWN;
        }
        var confirmed = look.world()
                .confirm(basis.with(CachedWorld.reference(declared.get())).in(app.namespace()));
        return confirmed == Confirmation.CHANGED ? Confirmation.UNKNOWN : confirmed;
    }

    @Override
    public Confirmation unheld(Key key, AppId id, Instant now) {
        return Confirmation.UNKNOWN;
    }

    @Override
    public Optional<String> reservation(AppId id, Tenant tenant, String userName, Set<Identity> person) {
        return look.world().reservation(id, tenant, userName, person);
    }

    @Override
    public Map<RemoteId, Identity> owners(AppId id, Tenant tenant) {
        return look.world().owners(id, tenant);
    }

    @Override
    public List<KnownAccount> recorded(AppId id, Identity identity) {
        return look.world().recorded(id, identity);
    }

    @Override
    public Set<Key> awaited(AppId id) {
        return Set.of();
    }

    @Override
    public Map<RemoteId, Key> holders(AppId id, Tenant tenant) {
        return look.world().holders(id, tenant);
    }

    @Override
    public Truth of(AccountRule rule, Account account) {
        return Truth.UNKNOWN;
    }

    @Override
    public Optional<Loss> loss(AppId id, Key key) {
        return Optional.empty();
    }

    @Override
    public Optional<Loss> change(AppId id, Key key) {
        return Optional.empty();
    }

    @Override
    public Optional<Map<Member, Integer>> members(AppId id, Wave.Key wave) {
        return Optional.empty();
    }

    @Override
    public long sweeps() {
        return 0;
    }

    @Override
    public boolean areOver(long sweeps) {
        return false;
    }

    @Override
    public int usable(AppId id) {
        return 0;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    /** The stored page is for those who know everybody: a lock neither claims nor spends. */
    @Override
    public Page load(AppId id) {
        return Page.first(id, 0);
    }

    @Override
    public Page write(Page before, Page after) {
        return after;
    }

    @Override
    public void put(Key key, AppId id, Result result) {
        var before = Optional.ofNullable(said.put(key, result));
        if (isDisabled(result) && before.filter(FirstWorld::isDisabled).isEmpty()) {
            shut.accept(key);
        }
    }

    /** Whatever became of its sessions. */
    private static boolean isDisabled(Result result) {
        return result.state() == AccountState.Disabled;
    }

    @Override
    public void loosened(Key key, AppId id) {}

    @Override
    public void holds(AppId id, Wave wave) {}

    @Override
    public void changed(AppId id) {}
}
