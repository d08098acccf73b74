package dev.usher.domain.person;

import dev.usher.domain.account.Identity;
import java.util.List;
import java.util.Optional;

/** The person behind a further identity, in the words of those who tell of them. */
public record Behind(Pin pin, Optional<Identity> alias) {
    private static final String NAMESPACE = "people";

    /** The person who has this name and key. */
    public static Behind person(String name, String key) {
        return new Behind(new Pin(NAMESPACE, name, new Identity(NAMESPACE, key)), Optional.empty());
    }

    /** The same person, who had no key of their own once. */
    public Behind onceKnownByName() {
        return new Behind(pin, Optional.of(new Identity(NAMESPACE, NAMESPACE + "/" + pin.name())));
    }

    public Main works(Job... jobs) {
        return of(new Career(Job.entries(jobs), List.of(), Workday.WHOLE_DAYS_IN_UTC, Optional.empty()));
    }

    Main of(Career career) {
        return new Main.Of(pin, alias, career);
    }
}
