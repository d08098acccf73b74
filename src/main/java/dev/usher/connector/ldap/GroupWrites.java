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
import dev.usher.ldap.Answer;
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
            if (items.size() == 1) {
                report.rest(alone(group, items.getFirst()));
                return;
            }
            var outcome = send(group, modifications(items));
            if (outcome instanceof Outcome.Failed(Failure why) && isOfOne(why)) {
                for (var item : items) {
                    report.outcome(item.member().id(), alone(group, item));
                }
            } else {
                report.rest(outcome);
            }
        } catch (AppFailure e) {
            // Nothing was sent but reads.
            report.rest(new Outcome.Failed(e.failure()));
        }
    }

    private Outcome alone(String group, Item item) {
        return item.enters() ? send(group, modifications(List.of(item))) : takeOut(group, item.name());
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
                    // Active Directory has its own word for one who is in it already.
                    case Answer.Refused<LDAPResult> refused
                    when isSingle
                            && enters
                            && kind() == GroupClass.GROUP
                            && refused.is(ResultCode.ENTRY_ALREADY_EXISTS) -> PROVED;
                    case Answer.Refused<LDAPResult> refused -> {
                        empty.set(kind().isNeverEmpty() && refused.is(ResultCode.OBJECT_CLASS_VIOLATION));
                        yield line.refused(refused);
                    }
                });
        return empty.get() ? Optional.empty() : Optional.of(outcome);
    }

    static boolean isProved(Outcome outcome) {
        return outcome.equals(PROVED);
    }

    /** Takes a name out of a group; it is done where it was not in it. */
    Outcome takeOut(String group, String name) {
        var outcome = send(group, List.of(new Modification(ModificationType.DELETE, kind().attribute(), name)));
        return isProved(outcome) || !isSaidOfWhoIsNotIn(outcome) ? outcome : lookedUp(group, name, outcome);
    }

    /** Active Directory has one word for whoever is not in a group and for whoever it keeps in it. */
    private boolean isSaidOfWhoIsNotIn(Outcome outcome) {
        return kind() == GroupClass.GROUP
                && outcome.equals(new Outcome.Failed(Results.of(ResultCode.UNWILLING_TO_PERFORM, Results.Intent.WRITE)
                        .failure()));
    }

    private Outcome lookedUp(String group, String name, Outcome refused) {
        try {
            return groups.isIn(group, name) ? refused : PROVED;
        } catch (AppFailure e) {
            return new Outcome.Failed(e.failure());
        }
    }

    /** Puts a name in the place of another one, one after the other: some directories have done either already. */
    Outcome replace(String group, String before, String after) {
        var entered = send(group, List.of(new Modification(ModificationType.ADD, kind().attribute(), after)));
        return isProved(entered) ? takeOut(group, before) : entered;
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
