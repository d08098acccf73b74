package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Takings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How far those are back from whom a wave took something.
 *
 * @param left who is not back yet
 * @param locked whom a lock shuts out, which always wins
 * @param lostSince who is not to have it for another reason by now
 * @param gone whose account is not there any more, or who has none here
 */
record Returned(int left, int locked, int lostSince, int gone) {
    /** Of two accounts of one person the one that is further down says how far they are. */
    private enum Place {
        GONE,
        BACK,
        LOST_SINCE,
        LEFT,
        LOCKED
    }

    /**
     * What is said of one account, and decided about it.
     *
     * @param decision asked only where what is said does not tell
     */
    record Said(Member member, String state, String reason, Supplier<Optional<Decision>> decision) {
        /** Of a user, where they have to do with the app. */
        static Stream<Said> of(ProvisionedUser user, AppId app, Supplier<Optional<Decision>> decision) {
            return Optional.ofNullable(user.getStatus()).stream()
                    .flatMap(status -> status.accounts().stream())
                    .filter(entry -> Recall.id(entry).equals(app))
                    .map(entry ->
                            new Said(Member.of(Translate.identity(user)), entry.state(), reason(entry), decision));
        }

        private static String reason(AccountEntry entry) {
            return Optional.ofNullable(entry.reason()).orElse("");
        }

        /** Of an account whose user is gone. */
        static Stream<Said> of(RetainedAccount account, AppId app, Supplier<Optional<Decision>> decision) {
            var status = Optional.ofNullable(account.getStatus());
            return Optional.ofNullable(account.getSpec())
                    .filter(spec -> Translate.app(account, spec.app()).equals(app))
                    .map(spec -> new Said(
                            Member.of(Translate.identity(spec)),
                            status.map(RetainedAccountStatus::state).orElse(""),
                            status.flatMap(said -> Conditions.of(said.conditions(), "Ready"))
                                    .map(Condition::reason)
                                    .orElse(""),
                            decision))
                    .stream();
        }
    }

    static Returned of(Ruling ruling, Takings takings, Stream<Said> all) {
        var places = new HashMap<Member, Place>();
        ruling.wave().members().forEach(member -> places.put(member, Place.GONE));
        all.filter(said -> places.containsKey(said.member()))
                .forEach(said -> places.merge(
                        said.member(),
                        place(said, ruling, takings),
                        (one, other) -> one.compareTo(other) > 0 ? one : other));
        return new Returned(
                count(places, Place.LEFT),
                count(places, Place.LOCKED),
                count(places, Place.LOST_SINCE),
                count(places, Place.GONE));
    }

    private static int count(Map<Member, Place> places, Place place) {
        return (int) places.values().stream().filter(place::equals).count();
    }

    private static Place place(Said said, Ruling ruling, Takings takings) {
        if (said.state().equals(AccountState.Deleted.name())) {
            return Place.GONE;
        }
        if (isBack(said)) {
            return Place.BACK;
        }
        var decision = said.decision().get();
        if (decision.filter(Decision::isLocked).isPresent()) {
            return Place.LOCKED;
        }
        return decision.flatMap(Decision::reduction)
                        .filter(why ->
                                !takings.took(ruling.wave().id(), said.member(), new Taken.What.Access(why.name())))
                        .isPresent()
                ? Place.LOST_SINCE
                : Place.LEFT;
    }

    private static boolean isBack(Said said) {
        return said.state().equals(AccountState.Held.name()) && said.reason().equals(Reason.RestoredByDecision.name());
    }
}
