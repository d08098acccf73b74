package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.Person;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import java.time.Instant;

/** What may be done of what is decided about a person, in the phase that each app is in. */
record Phasing(Person person, Life life, Access access, Instant now) implements Truths {
    Decision limit(AppId app, Decision decided) {
        var definition = access.apps().get(app);
        return definition == null ? decided : definition.phase().limit(decided, this);
    }

    /** Also of somebody who has departed: whose account was managed is not to keep it by that. */
    @Override
    public Truth of(Rule rule) {
        return access.judge().about(person.subject(life, now)).of(rule);
    }
}
