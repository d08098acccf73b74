package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A role as it is declared.
 *
 * @param membership who holds it without being given it by hand
 * @param terms how it may be given by hand
 * @param separation with which roles it must not be held together
 * @param formerly what it named in earlier declarations: members may still hold it, and nothing else tells
 * @param unoffered what it names beyond what it contains and grants
 * @param ending whether it is on its way out: nobody holds it, and what it gave goes with it
 */
public record RoleDefinition(
        RoleKey key,
        List<RoleKey> inherits,
        List<Grant> grants,
        Optional<Membership> membership,
        AssignmentTerms terms,
        Separation separation,
        Map<AppId, Set<Entitlement>> formerly,
        Unoffered unoffered,
        boolean ending) {
    /** A role that names nothing of other namespaces but what is offered to its own. */
    public RoleDefinition(
            RoleKey key,
            List<RoleKey> inherits,
            List<Grant> grants,
            Optional<Membership> membership,
            AssignmentTerms terms,
            Separation separation,
            Map<AppId, Set<Entitlement>> formerly) {
        this(key, inherits, grants, membership, terms, separation, formerly, Unoffered.NOTHING, false);
    }

    /** A role that is given by hand only, to anybody, and never was another one. */
    public RoleDefinition(RoleKey key, List<RoleKey> inherits, List<Grant> grants) {
        this(key, inherits, grants, Optional.empty(), AssignmentTerms.STANDARD, Separation.NONE, Map.of());
    }

    /** The same with other grants. */
    public RoleDefinition granting(List<Grant> others) {
        return new RoleDefinition(key, inherits, others, membership, terms, separation, formerly, unoffered, ending);
    }

    public RoleDefinition {
        inherits = List.copyOf(inherits);
        grants = List.copyOf(grants);
        formerly = Map.copyOf(formerly);
    }

    /** The same with what it is remembered to have named. */
    public RoleDefinition remembering(Map<AppId, Set<Entitlement>> named) {
        return new RoleDefinition(key, inherits, grants, membership, terms, separation, named, unoffered, ending);
    }

    /** The same with what of it is offered. */
    public RoleDefinition offered(List<RoleKey> roles, List<Grant> gives, Unoffered rest) {
        return new RoleDefinition(key, roles, gives, membership, terms, separation, formerly, rest, ending);
    }

    /** The same as other namespaces see it: its rule is not asked of their people, and it named nothing but beside itself. */
    public RoleDefinition abroad() {
        var named = formerly.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(key.namespace()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new RoleDefinition(key, inherits, grants, Optional.empty(), terms, separation, named, unoffered, ending);
    }

    /** The same on its way out: it still tells what was its to give. */
    public RoleDefinition ended() {
        return new RoleDefinition(
                key,
                List.of(),
                grants,
                Optional.empty(),
                AssignmentTerms.STANDARD,
                Separation.NONE,
                formerly,
                unoffered,
                true);
    }

    public Optional<Rule> rule() {
        return membership.map(Membership::rule);
    }
}
