package dev.usher.rules;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What people need in rules beyond the language: names as login names want them, and arithmetic with days. All are pure. */
final class Functions {
    /** As long as a free attribute can be. */
    private static final int LONGEST = 1024;

    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^a-z0-9]+");
    private static final Pattern HYPHENS_AT_ENDS = Pattern.compile("^-|-$");

    private Functions() {}

    /** One function of texts, as the checker knows it and as it is run. */
    record Function(CelFunctionDecl declaration, CelFunctionBinding binding) {}

    static List<Function> all() {
        return List.of(
                ofText("lower", Functions::lower),
                ofText("transliterate", PlainLetters::transliterate),
                ofText("ascii", PlainLetters::ascii),
                ofText("slug", Functions::slug),
                ofText("localPart", Functions::localPart),
                new Function(
                        CelFunctionDecl.newFunctionDeclaration(
                                "concat",
                                CelOverloadDecl.newGlobalOverload(
                                        "concat_list", SimpleType.STRING, ListType.create(SimpleType.STRING))),
                        CelFunctionBinding.from("concat_list", List.class, Functions::concat)),
                new Function(
                        CelFunctionDecl.newFunctionDeclaration(
                                "plusDays",
                                CelOverloadDecl.newGlobalOverload(
                                        "plusDays_string_int", SimpleType.STRING, SimpleType.STRING, SimpleType.INT)),
                        CelFunctionBinding.from("plusDays_string_int", String.class, Long.class, Functions::plusDays)),
                new Function(
                        CelFunctionDecl.newFunctionDeclaration(
                                "daysBetween",
                                CelOverloadDecl.newGlobalOverload(
                                        "daysBetween_string_string",
                                        SimpleType.INT,
                                        SimpleType.STRING,
                                        SimpleType.STRING)),
                        CelFunctionBinding.from(
                                "daysBetween_string_string", String.class, String.class, Functions::daysBetween)));
    }

    private static Function ofText(String name, CelFunctionOverload.Unary<String> function) {
        var overload = name + "_string";
        return new Function(
                CelFunctionDecl.newFunctionDeclaration(
                        name, CelOverloadDecl.newGlobalOverload(overload, SimpleType.STRING, SimpleType.STRING)),
                CelFunctionBinding.from(overload, String.class, function));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Plain small letters and digits, joined by single hyphens. */
    private static String slug(String text) {
        var plain = NO_LETTER_OR_DIGIT
                .matcher(lower(PlainLetters.transliterate(text)))
                .replaceAll("-");
        return HYPHENS_AT_ENDS.matcher(plain).replaceAll("");
    }

    /** What stands before the last @, which may be quoted in the local part; empty where there is none. */
    private static String localPart(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('@')));
    }

    /** One text of several; the bound is what keeps a few in a row from filling any memory. */
    static String concat(List<?> texts) {
        var whole = new StringBuilder();
        for (var text : texts) {
            whole.append(text);
            if (whole.length() > LONGEST) {
                throw new IllegalArgumentException("a text of more than " + LONGEST + " characters");
            }
        }
        return whole.toString();
    }

    private static String plusDays(String date, Long days) {
        return LocalDate.parse(date).plusDays(days).toString();
    }

    private static long daysBetween(String from, String until) {
        return ChronoUnit.DAYS.between(LocalDate.parse(from), LocalDate.parse(until));
    }
}
