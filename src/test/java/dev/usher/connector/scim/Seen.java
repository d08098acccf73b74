package dev.usher.connector.scim;

import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.util.ArrayList;
import java.util.List;

/** Everything that a sink was told, in order. */
final class Seen implements Sink {
    final List<Account> accounts = new ArrayList<>();
    final List<Entitlement> entitlements = new ArrayList<>();
    final List<RemoteId> members = new ArrayList<>();
    final List<RemoteId> absent = new ArrayList<>();

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
    public void absent(RemoteId id) {
        absent.add(id);
    }
}
