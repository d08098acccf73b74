package dev.usher.connector.contract;

import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a sink was told, in order. */
public final class Seen implements Sink {
    public final List<Account> accounts = new ArrayList<>();
    public final List<Entitlement> entitlements = new ArrayList<>();
    public final List<RemoteId> members = new ArrayList<>();
    public final List<Entitlement> nested = new ArrayList<>();
    public final List<RemoteId> absent = new ArrayList<>();
    public final List<RemoteId> unclear = new ArrayList<>();
    public final Map<RemoteId, Instant> used = new LinkedHashMap<>();

    @Override
    public void account(Account account) {
        accounts.add(account);
    }

    @Override
    public void entitlement(Entitlement entitlement) {
        entitlements.add(entitlement);
    }

    @Override
    public void member(Entitlement entitlement, RemoteId account) {
        members.add(account);
    }

    @Override
    public void nested(Entitlement outer) {
        nested.add(outer);
    }

    @Override
    public void unclear(RemoteId id) {
        unclear.add(id);
    }

    @Override
    public void used(RemoteId account, Instant last) {
        used.put(account, last);
    }

    @Override
    public void absent(RemoteId id) {
        absent.add(id);
    }
}
