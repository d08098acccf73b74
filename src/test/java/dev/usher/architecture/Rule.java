package dev.usher.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One ground rule.
 *
 * @param sentence what it demands
 * @param offender a class that breaks it, in Java: the proof that the rule notices
 */
public record Rule(String sentence, ArchRule rule, String offender) {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|record|enum|interface) (\\w+)");

    /** Rooms fill up over time; a rule about one that is still empty holds. */
    static Rule of(String sentence, ArchRule rule, String offender) {
        return new Rule(sentence, rule.as(sentence).allowEmptyShould(true), offender);
    }

    public String offenderName() {
        return first(PACKAGE) + "." + first(TYPE);
    }

    private String first(Pattern pattern) {
        Matcher matcher = pattern.matcher(offender);
        if (!matcher.find()) {
            throw new IllegalStateException("the offender of \"" + sentence + "\" has no " + pattern);
        }
        return matcher.group(1);
    }

    @Override
    public String toString() {
        return sentence;
    }
}
