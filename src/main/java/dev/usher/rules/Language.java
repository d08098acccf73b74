package dev.usher.rules;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Flaw;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Text;
import dev.usher.domain.rule.Truth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The language of rules and formulas: CEL with string functions and optional values, over one typed variable, without a clock.
 *
 * <p>What a rule costs is bounded by the length of its text, the depth of its nesting, the turns of its loops and the size of
 * its regular expressions, which never backtrack; and nothing in it makes a longer text or list out of shorter ones without a
 * bound, since a few of such steps in a row would fill any memory.
 */
final class Language {
    static final String USER = "user";
    static final String ENTITLEMENT = "entitlement";
    static final String ACCOUNT = "account";

    /** What {@code user.?field} stands for. */
    private static final String OPTIONAL_SELECT = "_?._";

    /** One rule may keep nobody of its namespace from being decided about; where in it this happened is not known. */
    static final Flaw NOT_UNDERSTOOD = new Flaw(1, 1, "it cannot be understood");

    private static final int LONGEST = 2048;
    private static final int DEEPEST = 32;
    private static final int MOST_TURNS = 1000;
    private static final int LARGEST_REGEX = 1000;

    /** What joins and repeats; and {@code dyn}, behind which a misspelt field is not seen. */
    private static final Set<String> LEFT_OUT = Set.of("add_string", "add_bytes", "add_list", "to_dyn");

    static final CelStandardDeclarations STANDARD = CelStandardDeclarations.newBuilder()
            .filterFunctions((function, overload) ->
                    !LEFT_OUT.contains(overload.celOverloadDecl().overloadId()))
            .build();

    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .comprehensionMaxIterations(MOST_TURNS)
            .maxRegexProgramSize(LARGEST_REGEX)
            .build();

    private final Schema schema = new Schema();
    private final List<Functions.Function> functions = Functions.all();
    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(schema)
            .addLibraries(strings(), CelExtensions.optional())
            .addFunctionBindings(
                    functions.stream().map(Functions.Function::binding).toList())
            .build();
    private final Dialect texts = dialect(over(USER, Schema.USER));
    private final Dialect conditions = dialect(over(USER, Schema.USER).setResultType(SimpleType.BOOL));
    private final Dialect ofEntitlements =
            dialect(over(ENTITLEMENT, Schema.ENTITLEMENT).setResultType(SimpleType.BOOL));

    private final Dialect ofAccounts = dialect(over(ACCOUNT, Schema.ACCOUNT).setResultType(SimpleType.BOOL));

    /**
     * Expressions over one variable.
     *
     * @param validator finds what types do not tell, such as a regular expression that is none
     */
    private record Dialect(CelCompiler compiler, CelValidator validator) {
        CelAbstractSyntaxTree tree(String expression) throws CelValidationException {
            return validator.validate(compiler.compile(expression).getAst()).getAst();
        }
    }

    private CelCompilerBuilder over(String variable, CelType type) {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(STANDARD)
                .setTypeProvider(schema)
                .addVar(variable, type)
                .addLibraries(strings(), CelExtensions.optional())
                .addFunctionDeclarations(
                        functions.stream().map(Functions.Function::declaration).toList());
    }

    private Dialect dialect(CelCompilerBuilder builder) {
        var compiler = builder.build();
        return new Dialect(compiler, validator(compiler, runtime));
    }

    /** Finds what types do not tell. */
    static CelValidator validator(CelCompiler compiler, CelRuntime runtime) {
        return CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                .addAstValidators(
                        RegexLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE)
                .build();
    }

    static CelStringExtensions strings() {
        return CelExtensions.strings(
                Function.CHAR_AT,
                Function.INDEX_OF,
                Function.LAST_INDEX_OF,
                Function.LOWER_ASCII,
                Function.UPPER_ASCII,
                Function.SPLIT,
                Function.SUBSTRING,
                Function.TRIM);
    }

    Compiled<Truth> compile(Rule rule) {
        // That it yields a bool is the compiler's to see.
        return compile(conditions, rule.expression(), tree -> true, Language::truth, Truth.UNKNOWN);
    }

    Compiled<Text> compile(Formula formula) {
        return compile(texts, formula.expression(), tree -> isText(tree.getResultType()), Language::text, Text.UNKNOWN);
    }

    Compiled<Truth> compile(EntitlementRule rule) {
        return compile(ofEntitlements, rule.expression(), tree -> true, Language::truth, Truth.UNKNOWN);
    }

    Compiled<Truth> compile(AccountRule rule) {
        return compile(ofAccounts, rule.expression(), tree -> true, Language::truth, Truth.UNKNOWN);
    }

    private <T> Compiled<T> compile(
            Dialect dialect,
            String expression,
            Predicate<CelAbstractSyntaxTree> fits,
            java.util.function.Function<Object, T> reading,
            T unknown) {
        try {
            var tree = dialect.tree(expression);
            return fits.test(tree)
                    ? new Compiled.Usable<>(runtime.createProgram(tree), asksForTheDay(tree), reading, unknown)
                    : new Compiled.Flawed<>(noText(tree), unknown);
        } catch (CelValidationException e) {
            return new Compiled.Flawed<>(flaw(e), unknown);
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            return new Compiled.Flawed<>(NOT_UNDERSTOOD, unknown);
        }
    }

    static Truth truth(Object yielded) {
        return Boolean.TRUE.equals(yielded) ? Truth.YES : Truth.NO;
    }

    private static Text text(Object yielded) {
        return switch (yielded) {
            case String text -> new Text.Value(text);
            case Optional<?> text -> new Text.Value(text.map(Object::toString).orElse(""));
            default -> Text.UNKNOWN;
        };
    }

    private static boolean isText(CelType type) {
        return type.equals(SimpleType.STRING) || type.equals(OptionalType.create(SimpleType.STRING));
    }

    static Flaw flaw(CelValidationException invalid) {
        CelIssue first = invalid.getErrors().getFirst();
        return flaw(first.getSourceLocation(), first.getMessage());
    }

    /** Columns are counted from 0 there. */
    private static Flaw flaw(CelSourceLocation at, String message) {
        return new Flaw(Math.max(1, at.getLine()), Math.max(1, at.getColumn() + 1), message);
    }

    static Flaw noText(CelAbstractSyntaxTree tree) {
        return flaw(
                tree,
                tree.getExpr(),
                "expected type 'string' but found '" + tree.getResultType().name() + "'");
    }

    /** One that a part of an expression is. */
    static Flaw flaw(CelAbstractSyntaxTree tree, CelExpr part, String message) {
        var source = tree.getSource();
        var at = Optional.ofNullable(source.getPositionsMap().get(part.id())).flatMap(source::getOffsetLocation);
        return flaw(at.orElse(CelSourceLocation.NONE), message);
    }

    /** Unless every use of the person names another field: there are many ways to pass the whole of it on. */
    private static boolean asksForTheDay(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> isUser(node.expr()))
                .anyMatch(user -> user.parent()
                        .map(CelNavigableExpr::expr)
                        .filter(Language::namesAnotherField)
                        .isEmpty());
    }

    private static boolean namesAnotherField(CelExpr use) {
        return switch (use.getKind()) {
            case SELECT -> !use.select().field().equals(Schema.TODAY);
            case CALL ->
                use.call().function().equals(OPTIONAL_SELECT)
                        && isUser(use.call().args().getFirst())
                        && use.call().args().getLast().constantOrDefault().getKind() == CelConstant.Kind.STRING_VALUE
                        && !use.call().args().getLast().constant().stringValue().equals(Schema.TODAY);
            default -> false;
        };
    }

    private static boolean isUser(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.ident().name().equals(USER);
    }
}
