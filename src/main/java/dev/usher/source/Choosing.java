package dev.usher.source;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.NamingTerms.OnNameChange;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Stamp;
import dev.usher.domain.feed.Target;
import dev.usher.rules.Composition;
import dev.usher.source.Naming.OfName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The names of one person: the login name first, and with it an address, which may be made of it. */
final class Choosing {
    /** There is one of that name already. */
    static final int FIRST = 2;

    private static final int LAST = 999;
    private static final String USER_NAME = Target.USER_NAME.path();

    /** Before a question in the answer of whoever does not want another name. */
    private static final String KEEP = "keep-";

    private final Naming naming;
    private final Namer namer;
    private final Draft draft;
    private final Names.Wanting who;
    private final Optional<Person> person;
    private final Map<String, String> values;
    private final boolean isNews;
    private Optional<String> asked = Optional.empty();
    private boolean isHopeless;
    private Optional<Refusal> refusal = Optional.empty();

    /** @param isNews whether the source says something else of them than it said last */
    Choosing(Naming naming, Namer namer, Draft draft, Names.Wanting who, Optional<Person> person, boolean isNews) {
        this.isNews = isNews;
        this.naming = naming;
        this.namer = namer;
        this.draft = draft;
        this.who = who;
        // Of somebody forgotten there is nothing but a word that stands for the name.
        this.person = person.filter(there -> !there.isForgotten());
        this.values = new HashMap<>(draft.attributes());
    }

    Namer.Answer answer() {
        var rule = naming.userName();
        if (rule.isEmpty()) {
            return withEmail(Optional.ofNullable(values.get(USER_NAME)))
                    ? named()
                    : refused(naming.email().orElseThrow());
        }
        if (keeps(rule.get())) {
            return withEmail(current(Target.USER_NAME))
                    ? named()
                    : refused(naming.email().orElseThrow());
        }
        return first(rule.get(), this::takesWithEmail).isPresent() ? named() : refused(rule.get());
    }

    private Namer.Answer named() {
        return new Namer.Answer.Named(draft.withAttributes(values), asked);
    }

    private Namer.Answer refused(OfName rule) {
        return new Namer.Answer.Refused(refusal.orElseGet(() -> refusal(rule.target(), Rule.NO_CANDIDATE)));
    }

    private Refusal refusal(Target target, Rule why) {
        return new Refusal(draft.place(), Optional.of(draft.key()), Optional.of("naming." + target.path()), why);
    }

    private boolean takesWithEmail(String userName) {
        if (!takes(Target.USER_NAME, userName)) {
            return false;
        }
        if (withEmail(Optional.of(userName))) {
            return true;
        }
        // Another number would not help.
        var email = naming.email().orElseThrow();
        isHopeless = !email.reads().contains(USER_NAME)
                || refusal.filter(why -> why.rule() == Rule.NO_CANDIDATE).isPresent();
        if (!isCurrent(Target.USER_NAME, userName)) {
            namer.releases(userName, who);
        }
        return false;
    }

    /** Whether there is an address for somebody of that login name, be it that none is asked for. */
    private boolean withEmail(Optional<String> userName) {
        userName.ifPresent(name -> values.put(USER_NAME, name));
        if (naming.email().isEmpty()) {
            return true;
        }
        var rule = naming.email().get();
        var email = keeps(rule) ? current(Target.EMAIL) : freeEmail(rule);
        email.ifPresent(text -> values.put(Target.EMAIL.path(), text));
        return email.isPresent();
    }

    private Optional<String> freeEmail(OfName rule) {
        refusal = Optional.of(refusal(rule.target(), Rule.NO_CANDIDATE));
        return first(rule, text -> takes(Target.EMAIL, text));
    }

    private boolean takes(Target target, String text) {
        var isHad = isCurrent(target, text) || namer.takes(text, who);
        if (!isHad) {
            refusal = Optional.of(refusal(target, Rule.ALL_TAKEN));
        }
        return isHad;
    }

    private Optional<String> current(Target target) {
        return person.flatMap(there -> Optional.ofNullable(there.values().get(target.path())));
    }

    private boolean isCurrent(Target target, String text) {
        return current(target).filter(text::equalsIgnoreCase).isPresent();
    }

    /** Whether a name stays that there is. */
    private boolean keeps(OfName rule) {
        if (current(rule.target()).isEmpty()) {
            return false;
        }
        if (rule.onChange() == OnNameChange.KEEP || !hasChanged(rule)) {
            return true;
        }
        var answer = person.flatMap(Person::answer);
        var question = namer.question(draft);
        if (rule.onChange() == OnNameChange.RENAME || answer.equals(Optional.of(question))) {
            return false;
        }
        if (!answer.equals(Optional.of(KEEP + question)) && wouldBeAnother(rule)) {
            asked = Optional.of(question);
        }
        return true;
    }

    private boolean wouldBeAnother(OfName rule) {
        return first(rule, text -> isCurrent(rule.target(), text) || namer.isOpen(text, who))
                .filter(text -> !isCurrent(rule.target(), text))
                .isPresent();
    }

    /** Whether it is made of something that the source says otherwise than before, or was about to be asked about. */
    private boolean hasChanged(OfName rule) {
        var before = person.orElseThrow();
        return before.stamp().isPresent()
                && (before.stamp()
                                .flatMap(Stamp::asked)
                                .filter(asks -> asks.equals(namer.question(draft)))
                                .isPresent()
                        || (isNews && rule.reads().stream().anyMatch(path -> isOther(before, path))));
    }

    /** What is left to others is not what the source says, and what was never said is not said otherwise. */
    private boolean isOther(Person before, String path) {
        var there = Optional.ofNullable(before.values().get(path));
        return there.isPresent()
                && !before.left().contains(path)
                && !there.equals(Optional.ofNullable(values.get(path)));
    }

    /** The first candidate that fits, each with its numbers. */
    private Optional<String> first(OfName rule, Predicate<String> fits) {
        for (var candidate : rule.candidates()) {
            var made = made(rule, candidate);
            for (var number = from(rule, candidate, made); number <= (candidate.counts() ? LAST : FIRST); number++) {
                var text = candidate.text(values, number).filter(one -> Drafting.isName(rule.target(), one));
                if (text.isEmpty() || isHopeless) {
                    break;
                }
                noteNext(candidate, made, number + 1);
                if (fits.test(text.get())) {
                    return text;
                }
            }
        }
        return Optional.empty();
    }

    /** What a name with a number is made of: of the next one who is called the same, the numbers before are not asked for again. */
    private List<String> made(OfName rule, Composition.Usable candidate) {
        if (!isCounted(candidate)) {
            return List.of();
        }
        var made = new ArrayList<>(
                List.of(rule.target().path(), String.valueOf(rule.candidates().indexOf(candidate))));
        candidate.reads().stream().sorted().forEach(path -> made.add(values.getOrDefault(path, "")));
        return made;
    }

    private int from(OfName rule, Composition.Usable candidate, List<String> made) {
        var next = isCounted(candidate) ? namer.countsFrom(made) : FIRST;
        if (next > LAST) {
            refusal = Optional.of(refusal(rule.target(), Rule.ALL_TAKEN));
        }
        return next;
    }

    private void noteNext(Composition.Usable candidate, List<String> made, int next) {
        if (isCounted(candidate)) {
            namer.counted(made, next);
        }
    }

    /** Whoever is there may have one of the numbers before. */
    private boolean isCounted(Composition.Usable candidate) {
        return candidate.counts() && person.isEmpty();
    }
}
