package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.RemoteId;
import dev.usher.scim.MemberStream;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Understands the members of a group (RFC 7643 section 4.2), one after the other. */
final class GroupMembers {
    private static final ScimPath VALUE = ScimPath.of("value");
    private static final ScimPath TYPE = ScimPath.of("type");
    private static final ScimPath REF = ScimPath.of("$ref");
    private static final Set<String> SAID = Set.of("value", "type", "$ref");

    private GroupMembers() {}

    /**
     * Tells who is in a group, but for groups in it.
     *
     * @return whether there are such groups
     * @throws AppFailure where one of them cannot be read: those who were told are not all
     */
    static boolean accounts(MemberStream members, Consumer<RemoteId> account) throws AppFailure {
        var unreadable = new AtomicBoolean();
        var nested = new AtomicBoolean();
        members.forEach(SAID, member -> {
            var id = Users.id(member, VALUE);
            if (id.isEmpty()) {
                unreadable.set(true);
            } else if (isGroup(member)) {
                nested.set(true);
            } else {
                account.accept(id.get());
            }
        });
        if (unreadable.get()) {
            throw Pages.notUnderstood();
        }
        return nested.get();
    }

    /** Which of these are in a group; the others may be very many. */
    static Set<RemoteId> among(Set<RemoteId> asked, MemberStream members) throws AppFailure {
        var present = new HashSet<RemoteId>();
        accounts(members, account -> {
            if (asked.contains(account)) {
                present.add(account);
            }
        });
        return present;
    }

    private static boolean isGroup(Resource member) {
        var type = member.text(TYPE);
        return type.isPresent()
                ? type.get().equalsIgnoreCase("Group")
                : member.text(REF)
                        .filter(ref -> ref.toLowerCase(Locale.ROOT).contains("/groups/"))
                        .isPresent();
    }
}
