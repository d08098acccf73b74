package dev.usher.cli;

import dev.usher.domain.access.Refusal;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.why.AppAnswer;
import dev.usher.domain.why.Condition;
import dev.usher.domain.why.Explanation;
import dev.usher.domain.why.Given;
import dev.usher.domain.why.Lacking;
import dev.usher.domain.why.Proof;
import dev.usher.domain.why.Recorded;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as text for people: what is meant stands first, and what it follows from stands below, further in. */
final class WhyText {
    private static final int STEP = 2;

    private final StringBuilder text = new StringBuilder();

    private final String home;

    private WhyText(String home) {
        this.home = home;
    }

    /**
     * The text.
     *
     * @param closely whether one app was asked about, so that what is missing there is said, too
     */
    static String of(Explanation explanation, boolean closely) {
        var page = new WhyText(explanation.namespace());
        page.user(explanation);
        explanation.apps().forEach(app -> page.app(app, closely));
        return page.text.toString();
    }

    private void line(int depth, String content) {
        text.append(" ".repeat(depth * STEP)).append(content).append('\n');
    }

    private void user(Explanation explanation) {
        var decided = explanation.decided();
        line(0, explanation.user() + " in " + explanation.namespace() + ": " + decided.state());
        explanation.ready().ifPresent(ready -> line(1, "recorded: Ready " + ready.state() + because(ready)));
        decided.shownTransition().ifPresent(next -> line(1, "next: " + next.what() + " at " + next.time()));
        if (decided.paused()) {
            line(1, "suspended: nothing is added and nothing is changed; access still ends");
        }
        problems(
                explanation,
                Problem.Effect.FREEZES,
                "frozen: nothing is added and nothing is changed until this is mended");
        problems(explanation, Problem.Effect.WAITS, "waits for something, while all else goes on");
        problems(explanation, Problem.Effect.SAYS, "worth knowing");
        if (explanation.apps().isEmpty()) {
            line(0, "");
            line(0, "nothing is given to this user, and no account is recorded");
        }
    }

    private static String because(Recorded recorded) {
        return recorded.reason().map(reason -> ", " + reason).orElse("")
                + recorded.since().map(since -> ", since " + since).orElse("");
    }

    private void problems(Explanation explanation, Problem.Effect effect, String heading) {
        var found = explanation.decided().problems().stream()
                .filter(problem -> problem.effect() == effect)
                .toList();
        if (!found.isEmpty()) {
            line(1, heading);
            found.forEach(problem -> line(2, problem.kind() + ": " + problem.message()));
        }
    }

    private void app(AppAnswer answer, boolean closely) {
        line(0, "");
        line(0, answer.app().seenFrom(home) + ": " + Words.decision(answer));
        answer.recorded().ifPresent(recorded -> {
            line(1, "recorded: " + recorded.state() + because(recorded));
            recorded.message().ifPresent(message -> line(2, message));
            if (!recorded.unexplained().isEmpty()) {
                line(2, "holds what no role explains: " + recorded.unexplained().text());
            }
        });
        if (closely && !answer.scope().isEmpty()) {
            line(1, "the app is for whoever this is true of");
            conditions(2, answer.scope());
        }
        answer.given().forEach(this::given);
        if (closely) {
            answer.lacking().forEach(lacking -> lacking(1, "not held: ", lacking));
        }
    }

    private void given(Given given) {
        line(1, given.what().map(Entitlement::toString).orElse("the account itself"));
        if (given.adopted()) {
            line(2, "<- was held before the account was taken over, and stays until a role explains it");
        } else if (given.roles().isEmpty()) {
            line(2, "<- stays as it is: nobody can tell whether what gave it still does");
        }
        given.roles().forEach(proof -> proof(2, proof));
    }

    private void proof(int depth, Proof proof) {
        for (var ground : proof.grounds()) {
            line(
                    depth,
                    "<- " + Words.role(proof.role(), home) + ": " + Words.ground(ground, home) + ", since "
                            + ground.cause().since()
                            + ground.cause()
                                    .until()
                                    .map(end -> ", until " + end)
                                    .orElse(""));
            conditions(depth + 2, ground.rule());
            ground.via().ifPresent(via -> proof(depth + 1, via));
        }
        for (var excepted : proof.exceptions()) {
            line(depth, "<- " + Words.role(proof.role(), home) + ": " + Words.excepted(excepted, home));
        }
    }

    private void conditions(int depth, List<Condition> conditions) {
        var rules = conditions.stream().map(WhyText::inOneLine).toList();
        var width = rules.stream().mapToInt(String::length).max().orElse(0);
        for (var place = 0; place < rules.size(); place++) {
            line(
                    depth,
                    rules.get(place) + " ".repeat(width - rules.get(place).length()) + "  "
                            + Words.truth(conditions.get(place).truth()));
        }
    }

    private static String inOneLine(Condition condition) {
        return condition.rule().expression().strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void lacking(int depth, String prefix, Lacking lacking) {
        line(depth, prefix + Words.role(lacking.role(), home) + would(lacking.gives()));
        line(depth + 1, missing(lacking));
        if (lacking.refused().isEmpty() || !isTrue(lacking.rule())) {
            conditions(depth + 2, lacking.rule());
        }
        lacking.through().forEach(heir -> lacking(depth + 1, "nor through ", heir));
    }

    /** Then it is not what is missing. */
    private static boolean isTrue(List<Condition> rule) {
        return rule.stream().allMatch(condition -> condition.truth() == Truth.YES);
    }

    private String missing(Lacking lacking) {
        return lacking.refused()
                .map(refusal -> switch (refusal) {
                    case Refusal.Because(Problem problem) -> problem.kind() + ": " + problem.message();
                    case Refusal.Begins(Instant at) -> "given by hand, which begins at " + at + rule(lacking);
                    case Refusal.Ended(Instant at) -> "given by hand, which ended at " + at + rule(lacking);
                })
                .orElseGet(() -> lacking.role().namespace().equals(home)
                        ? "not given by hand" + rule(lacking)
                        : "of another namespace: held only through a role that contains it");
    }

    private static String rule(Lacking lacking) {
        return lacking.rule().isEmpty() ? ", and it has no rule" : ", and by its rule:";
    }

    private static String would(Collection<Entitlement> gives) {
        return gives.isEmpty()
                ? ""
                : ", which would give "
                        + gives.stream().map(Entitlement::toString).collect(Collectors.joining(", "));
    }
}
