package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Once;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Writes groups: who is in them, and that they are there. */
record GroupWrites(Line line, Groups groups) {
    private static final Outcome PROVED = new Outcome.Agreed(Optional.empty());

    /**
     * One item of a change.
     *
     * @param name by which the group knows the account
     */
    private record Item(Change.Member member, String name, boolean enters) {
        Modification modification(String attribute) {
            return new Modification(enters ? ModificationType.ADD : ModificationType.DELETE, attribute, name);
        }
    }

    /** Sends all members in one request, all of which is done or nothing; what is refused together is sent one by one. */
    void change(Change.Members change, Once report) {
        try {
            var group = groups.found(change.entitlement()).getDN();
            var items = items(change, report);
            if (items.isEmpty()) {
                return;
            }
            var outcome = send(group, modifications(items));
            if (items.size() > 1 && outcome instanceof Outcome.Failed(Failure why) && isOfOne(why)) {
                for (var item : items) {
                    report.outcome(item.member().id(), send(group, modifications(List.of(item))));
                }
            } else {
                report.rest(outcome);
            }
        } catch (AppFailure e) {
            // Nothing was sent but reads.
            report.rest(new Outcome.Failed(e.failure()));
        }
    }

    private static boolean isOfOne(Failure why) {
        return why.kind().scope() != Kind.Scope.APP && why.kind() != Kind.GONE;
    }

    private List<Item> items(Change.Members change, Once report) throws AppFailure {
        var ids = new HashSet<RemoteId>();
        Stream.concat(change.add().stream(), change.remove().stream()).forEach(member -> ids.add(member.account()));
        var names = groups.memberNames(ids);
        var items = new ArrayList<Item>();
        change.add().forEach(member -> add(items, member, names, true, report));
        change.remove().forEach(member -> add(items, member, names, false, report));
        return items;
    }

    private static void add(
            List<Item> items, Change.Member member, Map<RemoteId, String> names, boolean enters, Once report) {
        Optional.ofNullable(names.get(member.account()))
                .ifPresentOrElse(
                        name -> items.add(new Item(member, name, enters)),
                        () -> report.outcome(member.id(), new Outcome.Failed(Failure.of(Kind.GONE, Detail.NONE))));
    }

    private Outcome send(String group, List<Modification> modifications) {
        var outcome = sent(group, modifications);
        // The last one cannot leave some groups.
        return outcome.isPresent() ? outcome.get() : withPlaceholder(group, modifications);
    }

    private Outcome withPlaceholder(String group, List<Modification> wanted) {
        var modifications = new ArrayList<Modification>();
        modifications.add(new Modification(
                ModificationType.ADD, kind().attribute(), settings().placeholder()));
        modifications.addAll(wanted);
        return sent(group, modifications)
                .orElseGet(() -> new Outcome.Failed(Failure.of(
                        Kind.REJECTED, Detail.STATUS, Integer.toString(ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE))));
    }

    private List<Modification> modifications(List<Item> items) {
        return items.stream().map(item -> item.modification(kind().attribute())).toList();
    }

    /** Empty where the group would be left without anybody, which its schema does not allow. */
    private Optional<Outcome> sent(String group, List<Modification> modifications) {
        var request = new ModifyRequest(group, modifications);
        var isSingle = modifications.size() == 1;
        var enters = modifications.getFirst().getModificationType().equals(ModificationType.ADD);
        var empty = new AtomicBoolean();
        var outcome =
                line.<LDAPResult>write(Op.MEMBERS, connection -> connection.modify(request), answer -> switch (answer) {
                    case Answer.Fine<LDAPResult> _ -> PROVED;
                    case Answer.Refused<LDAPResult> refused
                    when isSingle && enters && refused.is(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS) -> PROVED;
                    case Answer.Refused<LDAPResult> refused
                    when isSingle && !enters && refused.is(ResultCode.NO_SUCH_ATTRIBUTE) -> PROVED;
                    case Answer.Refused<LDAPResult> refused -> {
                        empty.set(kind().isNeverEmpty() && refused.is(ResultCode.OBJECT_CLASS_VIOLATION));
                        yield line.refused(refused);
                    }
                });
        return empty.get() ? Optional.empty() : Optional.of(outcome);
    }

    /**
     * Puts the new name of an account in the place of the old one in these groups, or takes the old one out: most directories do not do so by
     * themselves, and whoever is called so later would be in them.
     *
     * @return what did not end as meant; empty where all did
     */
    Optional<Outcome> follow(List<String> named, String before, Optional<String> after) {
        for (var group : named) {
            var outcome = after.isEmpty()
                    ? send(group, List.of(new Modification(ModificationType.DELETE, kind().attribute(), before)))
                    : replace(group, before, after.get());
            if (!outcome.equals(PROVED)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /** One after the other: some directories have done either already. */
    private Outcome replace(String group, String before, String after) {
        var entered = send(group, List.of(new Modification(ModificationType.ADD, kind().attribute(), after)));
        return entered.equals(PROVED)
                ? send(group, List.of(new Modification(ModificationType.DELETE, kind().attribute(), before)))
                : entered;
    }

    /** Looks first: below another unit there may be one of this name. */
    Outcome define(Change.Define define) {
        var entitlement = define.entitlement();
        if (!groups.supports(entitlement) || kind() == GroupClass.POSIX_GROUP) {
            return new Outcome.Failed(
                    Groups.failure(Kind.UNSUPPORTED, entitlement).failure());
        }
        try {
            if (!groups.find(entitlement).isEmpty()) {
                return PROVED;
            }
        } catch (AppFailure e) {
            return new Outcome.Failed(e.failure());
        }
        var request = new AddRequest(
                new DN(
                        new RDN(settings().name(), entitlement.value()),
                        settings().base()),
                draft(entitlement));
        return line.<LDAPResult>write(Op.CREATE, connection -> connection.add(request), answer -> switch (answer) {
            case Answer.Fine<LDAPResult> _ -> PROVED;
            case Answer.Refused<LDAPResult> refused
            when refused.is(ResultCode.ENTRY_ALREADY_EXISTS) -> new Outcome.Exists(List.of());
            case Answer.Refused<LDAPResult> refused -> line.refused(refused);
        });
    }

    private List<Attribute> draft(Entitlement entitlement) {
        var draft = new ArrayList<Attribute>();
        draft.add(new Attribute("objectClass", kind().objectClass()));
        draft.add(new Attribute(settings().name(), entitlement.value()));
        if (kind().isNeverEmpty()) {
            draft.add(new Attribute(kind().attribute(), settings().placeholder()));
        }
        return draft;
    }

    private GroupSettings settings() {
        return groups.settings().orElseThrow();
    }

    private GroupClass kind() {
        return settings().kind();
    }
}
