package dev.usher.rules;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Flaw;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Judge;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Rulings;
import dev.usher.domain.rule.Text;
import dev.usher.domain.rule.Truth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Rules and formulas in CEL; each text is compiled once for as long as somebody uses it. */
public final class CelRulings implements Rulings {
    private final Language language = new Language();
    private final EntitlementRules entitlements = new EntitlementRules(language);
    private final AccountRules accounts = new AccountRules(language);
    private final Map<Rule, Compiled<Truth>> compiled = new ConcurrentHashMap<>();
    private final Map<Formula, Compiled<Text>> formulated = new ConcurrentHashMap<>();
    private final Map<String, TruthTable> tables = new ConcurrentHashMap<>();

    @Override
    public Optional<Flaw> flaw(Rule rule) {
        return flawIn(compiled(rule));
    }

    @Override
    public Optional<Flaw> flaw(Formula formula) {
        return flawIn(compiled(formula));
    }

    @Override
    public Optional<Flaw> flaw(EntitlementRule rule) {
        return flawIn(entitlements.compiled(rule));
    }

    @Override
    public Truth of(EntitlementRule rule, Entitlement entitlement) {
        return entitlements.of(rule, entitlement);
    }

    @Override
    public Optional<Flaw> flaw(AccountRule rule) {
        return flawIn(accounts.compiled(rule));
    }

    @Override
    public Truth of(AccountRule rule, Account account) {
        return accounts.of(rule, account);
    }

    private static <T> Optional<Flaw> flawIn(Compiled<T> compiled) {
        return compiled instanceof Compiled.Flawed<T> flawed ? Optional.of(flawed.flaw()) : Optional.empty();
    }

    Compiled<Truth> compiled(Rule rule) {
        return compiled.computeIfAbsent(rule, language::compile);
    }

    Compiled<Text> compiled(Formula formula) {
        return formulated.computeIfAbsent(formula, language::compile);
    }

    @Override
    public Judge judge(String namespace, Set<Rule> rules, Set<Formula> formulas) {
        var before = Optional.ofNullable(tables.get(namespace));
        var table = tables.compute(namespace, (name, known) -> {
            var columns = Columns.of(rules, this::compiled);
            var wanted = formulas.stream().collect(Collectors.toUnmodifiableMap(any -> any, this::compiled));
            return known == null ? new TruthTable(entitlements, columns, wanted) : known.with(columns, wanted);
        });
        if (!before.equals(Optional.of(table))) {
            compiled.keySet().removeIf(rule -> tables.values().stream().noneMatch(used -> used.asks(rule)));
            formulated.keySet().removeIf(formula -> tables.values().stream().noneMatch(used -> used.asks(formula)));
        }
        return table;
    }

    @Override
    public List<Rule> parts(Rule rule) {
        var parts = Conjuncts.of(rule.expression()).stream().map(Rule::new).toList();
        // What cannot be understood alone was no condition of its own.
        var isEach = parts.stream().allMatch(part -> language.compile(part) instanceof Compiled.Usable<Truth>);
        return isEach ? parts : List.of(rule);
    }

    @Override
    public void forget(String namespace, String name) {
        Optional.ofNullable(tables.get(namespace)).ifPresent(table -> table.forget(name));
    }
}
