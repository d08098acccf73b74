package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a decision rests on, to be read live before something is destroyed because of it.
 *
 * @param objects each has to be there, unchanged and not being deleted
 * @param absent none of them may be there
 * @param unclaimed an account without a user, which no living user may claim
 * @param namespaces none of them may be on its way out
 * @param labels each namespace has to bear these, and no others
 * @param locks on which alone it rests that an account is shut
 */
public record Basis(
        List<Reference> objects,
        List<Name> absent,
        Optional<Unclaimed> unclaimed,
        List<String> namespaces,
        List<Labels> labels,
        List<Reference> locks) {
    public Basis {
        objects = List.copyOf(objects);
        absent = List.copyOf(absent);
        namespaces = namespaces.stream().distinct().toList();
        labels = labels.stream().distinct().toList();
        locks = List.copyOf(locks);
    }

    /** What does not rest on labels. */
    public Basis(List<Reference> objects, List<Name> absent, Optional<Unclaimed> unclaimed, List<String> namespaces) {
        this(objects, absent, unclaimed, namespaces, List.of(), List.of());
    }

    /** The labels of a namespace as they were known. */
    public record Labels(String namespace, Map<String, String> labels) {
        public Labels {
            labels = Map.copyOf(labels);
        }
    }

    /** One resource as the caches showed it when the decision was taken. */
    public record Reference(String kind, String namespace, String name, String uid, long generation) {}

    /** One resource, whether or not it is there. */
    public record Name(String kind, String namespace, String name) {}

    /**
     * One account that lost its user.
     *
     * @param identity by which a user claims it
     * @param elsewhere by which users of other namespaces do
     * @param id empty where it was being made when its user went
     */
    public record Unclaimed(
            Identity identity, Set<Identity> elsewhere, AppId app, Optional<Tenant> tenant, Optional<RemoteId> id) {
        public Unclaimed {
            elsewhere = Set.copyOf(elsewhere);
        }

        /** What users of its own namespace alone can claim. */
        public Unclaimed(Identity identity, AppId app, Optional<Tenant> tenant, Optional<RemoteId> id) {
            this(identity, Set.of(), app, tenant, id);
        }

        /** The same where others claim it by these, too. */
        public Unclaimed alsoBy(Set<Identity> keys) {
            return new Unclaimed(identity, keys, app, tenant, id);
        }
    }

    /** It rests on this one too. */
    public Basis with(Reference object) {
        return new Basis(plus(objects, object), absent, unclaimed, namespaces, labels, locks);
    }

    /** It also rests on this one not being there. */
    public Basis without(Name name) {
        return new Basis(objects, plus(absent, name), unclaimed, namespaces, labels, locks);
    }

    /** It also rests on something in this namespace. */
    public Basis in(String namespace) {
        return new Basis(objects, absent, unclaimed, plus(namespaces, namespace), labels, locks);
    }

    /** It also rests on these. */
    public Basis with(List<Labels> more) {
        return new Basis(
                objects,
                absent,
                unclaimed,
                namespaces,
                Stream.concat(labels.stream(), more.stream()).toList(),
                locks);
    }

    /** The same where these shut the account. */
    public Basis lockedBy(List<Reference> these) {
        return new Basis(objects, absent, unclaimed, namespaces, labels, these);
    }

    /**
     * What is left of it for what locks ask, each for itself: it holds whatever becomes of users, roles and apps meanwhile,
     * and of the other locks.
     *
     * @param ids of those that ask for it
     */
    public List<Basis> ofLocks(Set<String> ids) {
        return locks.stream()
                .filter(lock -> ids.contains(lock.uid()))
                .map(lock -> new Basis(List.of(lock), List.of(), Optional.empty(), List.of(lock.namespace())))
                .toList();
    }

    private static <T> List<T> plus(List<T> some, T one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }
}
