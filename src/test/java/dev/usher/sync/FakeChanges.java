package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What changed in a fake app, in the order in which it did; a cookie is a place in it. */
final class FakeChanges {
    private final List<Object> all = new ArrayList<>();
    private boolean told;
    private int forgotten;
    private int reads;
    private Runnable reading = () -> {};

    /** From now on whoever asks is told. */
    synchronized void areTold() {
        told = true;
    }

    /** Who was told something before can be told nothing more. */
    synchronized void areForgotten() {
        forgotten = all.size() + 1;
        all.add("nothing");
    }

    synchronized boolean canBeTold() {
        return told;
    }

    /** This happens while somebody is told. */
    synchronized void whileTold(Runnable happens) {
        reading = happens;
    }

    synchronized void add(RemoteId account) {
        all.add(account);
    }

    synchronized void add(Entitlement entitlement) {
        all.add(entitlement);
    }

    /** It is as if this had not changed. */
    synchronized void forgets(Entitlement entitlement) {
        all.replaceAll(changed -> changed.equals(entitlement) ? "nothing" : changed);
    }

    synchronized Optional<Scope.Cookie> now() {
        return Optional.of(new Scope.Cookie(Integer.toString(all.size()))).filter(any -> told);
    }

    /** Accounts and entitlements, each once. */
    synchronized Set<Object> since(Scope.Cookie cookie) throws AppFailure {
        reads++;
        reading.run();
        var from = Integer.parseInt(cookie.value());
        if (from < forgotten) {
            throw AppFailure.of(Kind.STALE, Detail.NONE);
        }
        return new LinkedHashSet<>(all.subList(from, all.size()));
    }

    /** How often somebody asked. */
    synchronized int reads() {
        return reads;
    }
}
