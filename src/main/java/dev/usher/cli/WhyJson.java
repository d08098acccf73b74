package dev.usher.cli;

import dev.usher.domain.access.Excepted;
import dev.usher.domain.access.Refusal;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Lock;
import dev.usher.domain.plan.Unexplained;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.why.AppAnswer;
import dev.usher.domain.why.Condition;
import dev.usher.domain.why.Explanation;
import dev.usher.domain.why.Given;
import dev.usher.domain.why.Lacking;
import dev.usher.domain.why.Proof;
import dev.usher.domain.why.Recorded;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An explanation for scripts: names are only ever added, and what is not there is left out. */
final class WhyJson {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private WhyJson() {}

    static String of(Explanation explanation) {
        var decided = explanation.decided();
        return new KubernetesSerialization()
                .asJson(new WhyJson()
                        .with("user", explanation.user())
                        .with("namespace", explanation.namespace())
                        .with("lifecycleState", decided.state().name())
                        .with("frozen", explanation.frozen())
                        .with("suspended", decided.paused())
                        .with("ready", explanation.ready().map(WhyJson::recorded))
                        .with(
                                "nextTransition",
                                decided.shownTransition()
                                        .map(next -> new WhyJson()
                                                .with("time", next.time().toString())
                                                .with("what", next.what().name())
                                                .fields))
                        .with("problems", each(decided.problems(), WhyJson::problem))
                        .with("apps", each(explanation.apps(), WhyJson::app))
                        .fields);
    }

    private WhyJson with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    private WhyJson with(String name, Optional<?> value) {
        value.ifPresent(present -> fields.put(name, present));
        return this;
    }

    private static <T> List<Map<String, Object>> each(Collection<T> some, Function<T, Map<String, Object>> as) {
        return some.stream().map(as).toList();
    }

    private static Map<String, Object> recorded(Recorded recorded) {
        return new WhyJson()
                .with("state", recorded.state())
                .with("since", recorded.since())
                .with("reason", recorded.reason())
                .with("message", recorded.message())
                .with(
                        "unexplained",
                        unexplained(recorded).map(found -> each(found.entitlements(), WhyJson::entitlement)))
                .with("unexplainedCount", unexplained(recorded).map(Unexplained::count))
                .fields;
    }

    private static Optional<Unexplained> unexplained(Recorded recorded) {
        return Optional.of(recorded.unexplained()).filter(found -> !found.isEmpty());
    }

    private static Map<String, Object> problem(Problem problem) {
        return new WhyJson()
                .with("reason", problem.kind().name())
                .with("effect", problem.effect().name())
                .with("message", problem.message())
                .fields;
    }

    private static Map<String, Object> app(AppAnswer answer) {
        return new WhyJson()
                .with("app", answer.app().name())
                .with("namespace", answer.app().namespace())
                .with("decision", Words.name(answer))
                .with("reason", Optional.of(Words.reason(answer)).filter(reason -> !reason.isEmpty()))
                .with("text", Words.decision(answer))
                .with("account", answer.recorded().map(WhyJson::recorded))
                .with("locks", Optional.of(each(answer.locks(), WhyJson::lock)).filter(locks -> !locks.isEmpty()))
                .with("scope", each(answer.scope(), WhyJson::condition))
                .with("given", each(answer.given(), WhyJson::given))
                .with("lacking", each(answer.lacking(), WhyJson::lacking))
                .fields;
    }

    private static Map<String, Object> lock(Lock lock) {
        return new WhyJson()
                .with("name", lock.name())
                .with("namespace", lock.namespace())
                .with("until", lock.term().until().map(Instant::toString))
                .fields;
    }

    private static Map<String, Object> condition(Condition condition) {
        return new WhyJson()
                .with("rule", condition.rule().expression())
                .with("answer", condition.truth().name())
                .fields;
    }

    private static Map<String, Object> given(Given given) {
        return new WhyJson()
                .with("entitlement", given.what().map(WhyJson::entitlement))
                .with("roles", each(given.roles(), WhyJson::proof))
                .with("adopted", given.adopted() ? Optional.of(true) : Optional.empty())
                .fields;
    }

    private static Map<String, Object> entitlement(Entitlement entitlement) {
        return new WhyJson().with("kind", entitlement.kind()).with("value", entitlement.value()).fields;
    }

    private static Map<String, Object> proof(Proof proof) {
        return role(proof.role())
                .with("causes", each(proof.grounds(), WhyJson::ground))
                .with(
                        "exceptions",
                        Optional.of(each(proof.exceptions(), WhyJson::excepted)).filter(found -> !found.isEmpty()))
                .fields;
    }

    private static Map<String, Object> excepted(Excepted excepted) {
        return role(excepted.beside())
                .with("identity", excepted.identity())
                .with("until", excepted.until().toString())
                .with("reason", excepted.reason())
                .fields;
    }

    private static WhyJson role(RoleKey role) {
        return new WhyJson().with("role", role.name()).with("namespace", role.namespace());
    }

    private static Map<String, Object> ground(Proof.Ground ground) {
        return new WhyJson()
                .with("kind", ground.cause().kind().name())
                .with("since", ground.cause().since().toString())
                .with("until", ground.cause().until().map(Instant::toString))
                .with(
                        "rule",
                        Optional.of(each(ground.rule(), WhyJson::condition)).filter(rule -> !rule.isEmpty()))
                .with(
                        "via",
                        ground.via()
                                .map(WhyJson::proof)
                                .or(() -> ground.cause().via().map(via -> role(via).fields)))
                .fields;
    }

    private static Map<String, Object> refusal(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Because(Problem problem) -> problem(problem);
            case Refusal.Begins(Instant at) -> dated("Begins", at);
            case Refusal.Ended(Instant at) -> dated("Ended", at);
        };
    }

    private static Map<String, Object> dated(String reason, Instant at) {
        return new WhyJson().with("reason", reason).with("time", at.toString()).fields;
    }

    private static Map<String, Object> lacking(Lacking lacking) {
        return role(lacking.role())
                .with("gives", each(lacking.gives(), WhyJson::entitlement))
                .with("rule", each(lacking.rule(), WhyJson::condition))
                .with("refused", lacking.refused().map(WhyJson::refusal))
                .with("through", each(lacking.through(), WhyJson::lacking))
                .fields;
    }
}
