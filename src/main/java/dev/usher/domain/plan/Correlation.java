package dev.usher.domain.plan;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import java.util.List;

/**
 * How an account that was there before Usher is found to be somebody's, and what follows; the fields and values are those of
 * {@code spec.correlation}.
 *
 * <p>That an account matches says whose it may be, and makes it nobody's.
 *
 * @param match the keys that count, in no order: accounts that match are never chosen from
 */
public record Correlation(List<Key> match, Adoption adoption) {
    /** Of an app that says nothing. */
    public static final Correlation STANDARD = new Correlation(List.of(Key.EXTERNAL_ID, Key.USER_NAME), Adoption.Ask);

    /** By what an account is found. */
    public enum Key {
        EXTERNAL_ID("externalId"),
        USER_NAME("userName");

        private final String text;

        Key(String text) {
            this.text = text;
        }

        /** As it is written in a spec. */
        public String text() {
            return text;
        }

        private boolean leadsTo(Account account, Sought sought) {
            return switch (this) {
                case EXTERNAL_ID ->
                    account.externalId().filter(sought.externalId()::equals).isPresent();
                case USER_NAME -> account.attributes().userName().equalsIgnoreCase(sought.userName());
            };
        }
    }

    /**
     * By what somebody's account is known.
     *
     * @param externalId the key that the app keeps for them
     * @param userName their login name there
     */
    public record Sought(String externalId, String userName) {
        /** Of an account that is wanted. */
        public static Sought by(Desired desired) {
            return new Sought(
                    desired.identity().externalId(), desired.attributes().userName());
        }
    }

    /** What follows where one account matches that is nobody's. */
    public enum Adoption {
        /** A person decides. */
        Ask,
        /** It becomes the user's, where nothing speaks against it. */
        Adopt,
        /** It stays as it is, and stands in the way. */
        Refuse
    }

    public Correlation {
        match = List.copyOf(match);
    }

    /** Whether one of the keys leads to the account. */
    public boolean leadsTo(Account account, Sought sought) {
        return match.stream().anyMatch(key -> key.leadsTo(account, sought));
    }

    /**
     * Whether nobody has to be asked about an account that matches.
     *
     * <p>One that is disabled was disabled by somebody, one that shows another key is somebody else's by that, and before a
     * start it would be taken from whoever works with it.
     */
    public boolean takes(Account account, Desired desired) {
        return adoption == Adoption.Adopt
                && account.active()
                && desired.enabled()
                && showsNoOther(account, Sought.by(desired));
    }

    /**
     * Whether an account is taken that came after it was known that there was none: that a first login makes them is what the app
     * says, so that nobody has to be asked.
     */
    public boolean takesNew(Account account, Sought sought) {
        return account.active() && leadsTo(account, sought) && showsNoOther(account, sought);
    }

    private static boolean showsNoOther(Account account, Sought sought) {
        return account.externalId().map(sought.externalId()::equals).orElse(true);
    }
}
