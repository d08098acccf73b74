package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Examination.Step;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.Wire;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.web.Proof;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Does what Usher does in the life of an account, for somebody made up, where nothing is sent: so that people see the requests. */
final class Rehearsal {
    private static final String SOMEBODY = "ada@example.com";
    private static final String KEY = "e-1815";
    private static final Entitlement GROUP = new Entitlement(Entitlement.GROUP, "engineering");
    private static final RemoteId ACCOUNT = new RemoteId(Backdrop.ACCOUNT);

    private final AppId app;
    private final Set<String> leftOut;
    private final Backdrop backdrop;
    private final AppSession session;
    private final List<Step> steps = new ArrayList<>();
    private long numbers;

    private Rehearsal(AppId app, URI base, Resolution.Layers layers, Clock clock) {
        this.app = app;
        this.backdrop = new Backdrop(base, SOMEBODY, KEY, GROUP.value());
        var speech = new Speech(layers);
        this.leftOut = speech.dialect().writes().leftOut();
        var proofs = new Proofs.Always(Proof.bearer(new Sensitive("none")));
        this.session = new ScimSession(
                new Exchange(backdrop, clock, proofs, new Unbounded(), speech),
                new Routes(base),
                speech,
                Declared.NOTHING,
                clock);
    }

    /** Lets everything through: there is nobody to be spared. */
    private static final class Unbounded implements Wire {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(new Ticket(Duration.ofSeconds(1), "rehearsal"));
        }

        @Override
        public void limits(RateHint seen) {
            // Nobody says anything.
        }
    }

    /** What an app that speaks so would be sent. */
    static List<Step> of(AppId app, URI base, Resolution.Layers layers, Clock clock) {
        var rehearsal = new Rehearsal(app, base, layers, clock);
        rehearsal.life();
        rehearsal.session.close();
        return List.copyOf(rehearsal.steps);
    }

    private void life() {
        reads(
                "before somebody gets an account",
                new Scope.Matching(List.of(new Scope.Key.ExternalId(KEY), new Scope.Key.UserName(SOMEBODY))));
        does("they get it", new Change.Create(next(), desired()));
        does("their e-mail and department change", new Change.Update(next(), ACCOUNT, moved(), Optional.empty()));
        does(
                "a role gives them a group",
                new Change.Members(GROUP, List.of(new Change.Member(next(), ACCOUNT)), List.of()));
        does(
                "no role does any more",
                new Change.Members(GROUP, List.of(), List.of(new Change.Member(next(), ACCOUNT))));
        does("their access ends", new Change.Disable(next(), ACCOUNT));
        does("it comes back", new Change.Enable(next(), ACCOUNT));
        does("the app is to delete who left, and their time is over", new Change.Delete(next(), ACCOUNT));
        reads("all of the app is read, from time to time", new Scope.All(false));
        reads("and so is each group that roles name", new Scope.Members(GROUP));
    }

    private ChangeId next() {
        return new ChangeId(app, new Identity(app.namespace(), KEY), ++numbers);
    }

    private Desired desired() {
        var values = new TreeMap<>(Map.of(
                Attributes.USER_NAME, SOMEBODY,
                Attributes.EMAIL, SOMEBODY,
                Attributes.DISPLAY_NAME, "Ada Lovelace",
                Attributes.GIVEN_NAME, "Ada",
                Attributes.FAMILY_NAME, "Lovelace",
                Attributes.DEPARTMENT, "Engineering"));
        return new Desired(new Identity(app.namespace(), KEY), new Attributes(values), new TreeSet<>())
                .without(leftOut);
    }

    private Delta moved() {
        var values = new TreeMap<String, Optional<String>>(Map.of(
                Attributes.EMAIL, Optional.of("ada.king@example.com"), Attributes.DEPARTMENT, Optional.of("Research")));
        return new Delta(values, Optional.empty(), false).without(leftOut);
    }

    private void reads(String when, Scope scope) {
        try {
            session.observe(scope, new Sink() {});
            steps.add(new Step(when, backdrop.taken()));
        } catch (AppFailure e) {
            steps.add(new Step(when, isUnsupported(e.failure()) ? List.of() : backdrop.taken()));
        }
    }

    private void does(String when, Change change) {
        session.apply(Batch.of(change), (item, outcome) -> {
            var requests = backdrop.taken();
            var none = outcome instanceof Outcome.Failed(Failure why) && isUnsupported(why);
            steps.add(new Step(when, none ? List.of() : requests));
        });
    }

    private static boolean isUnsupported(Failure why) {
        return why.kind() == Kind.UNSUPPORTED;
    }
}
