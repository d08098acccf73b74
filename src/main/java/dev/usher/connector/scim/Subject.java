package dev.usher.connector.scim;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Collection;

/**
 * What a request is about, in names of ours, for the case that the app refuses it.
 *
 * @param name empty where the detail has no place for one
 */
record Subject(Detail detail, String name) {
    static final Subject NONE = new Subject(Detail.NONE, "");

    static Subject attributes(Collection<String> names) {
        return names.isEmpty() ? NONE : new Subject(Detail.ATTRIBUTES, String.join(", ", names));
    }

    static Subject entitlement(Entitlement entitlement) {
        return new Subject(Detail.ENTITLEMENT, entitlement.toString());
    }

    Failure failure(Kind kind) {
        return detail == Detail.NONE ? Failure.of(kind, detail) : Failure.of(kind, detail, name);
    }

    /** A failure of the entitlement or else of the account, whose attributes do not matter then. */
    Failure whole(Kind kind) {
        return detail == Detail.ENTITLEMENT ? failure(kind) : Failure.of(kind, Detail.NONE);
    }
}
