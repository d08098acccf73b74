package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Workday;
import dev.usher.domain.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What resolution has to know of an app.
 *
 * @param users whom it is for; empty: everybody
 * @param lead how long before a start the account is made, disabled until the start; zero: it is made at the start
 * @param tenant what account ids mean there; empty where its declaration does not address anything
 * @param mapping what of its accounts is not as in every app
 * @param entitlements how Usher deals with what its accounts hold
 * @param pause while it holds nothing is written to the app, not even what takes access away
 * @param phase for whom something is written to it
 * @param creation who makes its accounts
 * @param endsSessions whether it can be asked to end the sessions of an account
 * @param priority who is to get accounts in several apps gets them first where it is lower
 */
public record AppDefinition(
        AppId id,
        Optional<Rule> users,
        Deprovisioning deprovisioning,
        Duration lead,
        Optional<Tenant> tenant,
        Mapping mapping,
        EntitlementTerms entitlements,
        Optional<Pause> pause,
        Phase phase,
        Creation creation,
        boolean endsSessions,
        int priority) {
    /** An app that is written to, and whose accounts Usher makes. */
    public AppDefinition(
            AppId id,
            Optional<Rule> users,
            Deprovisioning deprovisioning,
            Duration lead,
            Optional<Tenant> tenant,
            Mapping mapping,
            EntitlementTerms entitlements) {
        this(
                id,
                users,
                deprovisioning,
                lead,
                tenant,
                mapping,
                entitlements,
                Optional.empty(),
                new Phase.Managed(),
                Creation.Provision,
                false,
                0);
    }

    /** An app that says nothing of what its accounts show and hold. */
    public AppDefinition(
            AppId id, Optional<Rule> users, Deprovisioning deprovisioning, Duration lead, Optional<Tenant> tenant) {
        this(id, users, deprovisioning, lead, tenant, Mapping.NONE, EntitlementTerms.STANDARD);
    }

    /** The same while somebody asks that nothing is written to it. */
    public AppDefinition pausedBy(Optional<Pause> asked) {
        return new AppDefinition(
                id,
                users,
                deprovisioning,
                lead,
                tenant,
                mapping,
                entitlements,
                asked,
                phase,
                creation,
                endsSessions,
                priority);
    }

    /** The same, managed so far. */
    public AppDefinition inPhase(Phase next) {
        return new AppDefinition(
                id,
                users,
                deprovisioning,
                lead,
                tenant,
                mapping,
                entitlements,
                pause,
                next,
                creation,
                endsSessions,
                priority);
    }

    /** The same, whose accounts Usher made so far. */
    public AppDefinition createdBy(Creation next) {
        return new AppDefinition(
                id,
                users,
                deprovisioning,
                lead,
                tenant,
                mapping,
                entitlements,
                pause,
                phase,
                next,
                endsSessions,
                priority);
    }

    /** The same, and whether it can be asked to end sessions. */
    public AppDefinition endingSessions(boolean can) {
        return new AppDefinition(
                id, users, deprovisioning, lead, tenant, mapping, entitlements, pause, phase, creation, can, priority);
    }

    /** The same, before apps whose number is higher. */
    public AppDefinition goingAt(int place) {
        return new AppDefinition(
                id,
                users,
                deprovisioning,
                lead,
                tenant,
                mapping,
                entitlements,
                pause,
                phase,
                creation,
                endsSessions,
                place);
    }

    /** What is decided about an account that these locks shut here. */
    public Decision lockedBy(List<Lock> locks) {
        return Decision.Disabled.by(locks).endingSessions(endsSessions);
    }

    /** Whether first logins make its accounts. */
    public boolean isJustInTime() {
        return creation == Creation.JustInTime;
    }

    /** From when on somebody who starts then is to have an account that is disabled, or is awaited; empty: not before. */
    Optional<Instant> ahead(Instant start) {
        return Optional.of(isJustInTime() ? Instant.EPOCH : start.minus(lead))
                .filter(any -> isJustInTime() || !lead.isZero());
    }

    /** What has to be asked of users. */
    public Stream<Rule> rules() {
        return Stream.concat(
                users.stream(), phase instanceof Phase.Canary canary ? Stream.of(canary.users()) : Stream.empty());
    }

    /** Whether nothing is written to it now; a date is over when it is over in UTC, as an app is nowhere in particular. */
    public boolean isPausedAt(Instant now) {
        return pause.filter(asked -> asked.holdsAt(now, Workday.WHOLE_DAYS_IN_UTC))
                .isPresent();
    }

    /** When it is written to again by itself. */
    public Optional<Instant> pauseEnd(Instant now) {
        return pause.flatMap(asked -> asked.end(Workday.WHOLE_DAYS_IN_UTC)).filter(now::isBefore);
    }
}
