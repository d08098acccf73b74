package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.secret.Sensitive;
import java.time.Instant;
import java.util.Map;

/** Where passwords lie until their holders have fetched them. */
public interface Handout {
    /**
     * One password, before it is known.
     *
     * @param user whose it is: it goes with them
     * @param app in which
     * @param occasion on which they are to have it; on another one it is another one
     * @param userName by which they sign on
     * @param labels by which whoever hands it out finds it
     */
    record Parcel(
            Basis.Reference user,
            AppId app,
            Instant occasion,
            DueCredential.Place place,
            String userName,
            Map<String, String> labels) {
        public Parcel {
            labels = Map.copyOf(labels);
        }
    }

    /** Where a password for somebody's account in an app would lie. */
    DueCredential.Place place(Basis.Reference user, AppId app);

    /**
     * Keeps a password before the app is told; the same as before where one lies there for this occasion.
     *
     * @throws NotKept where none can lie there: then the app must not be told of any
     */
    Sensitive keep(Parcel parcel, PasswordPolicy policy) throws NotKept;

    /** A password that nobody is told. */
    Sensitive unknown(PasswordPolicy policy);

    /**
     * Takes a password away; one that is not there is as good.
     *
     * @param occasion for which it lies there: what lies there for another one stays
     * @throws NotKept where it may still be there
     */
    void drop(DueCredential.Place place, Instant occasion) throws NotKept;

    /** A password cannot lie where it should, or not be taken away. */
    final class NotKept extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Failure why;

        public NotKept(Failure why) {
            super(why.message());
            this.why = why;
        }

        public Failure why() {
            return why;
        }
    }
}
