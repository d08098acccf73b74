package dev.usher.rules;

import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Text;
import dev.usher.domain.rule.Texts;
import java.util.HashMap;
import java.util.Map;

/** What formulas say of one person, each asked when it is first wanted. */
final class Answers implements Texts {
    private final Map<Formula, Compiled<Text>> formulas;
    private final Fields user;
    private final Map<Formula, Text> given = new HashMap<>();

    Answers(Map<Formula, Compiled<Text>> formulas, Subject subject) {
        this.formulas = formulas;
        this.user = Fields.of(subject);
    }

    @Override
    public Text of(Formula formula) {
        return given.computeIfAbsent(formula, this::ask);
    }

    private Text ask(Formula formula) {
        var compiled = formulas.get(formula);
        return compiled == null ? Text.UNKNOWN : compiled.answer(user);
    }
}
