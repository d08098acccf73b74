package dev.usher.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import dev.usher.domain.rule.Flaw;
import dev.usher.domain.rule.Rule;

/**
 * The language of rules: CEL with its string functions and optional values, over one typed variable, without a clock.
 *
 * <p>What a rule costs is bounded by the length of its text, the depth of its nesting, the turns of its loops and the size of
 * its regular expressions, which never backtrack.
 */
final class Language {
    static final String USER = "user";

    private static final int LONGEST = 2048;
    private static final int DEEPEST = 32;
    private static final int MOST_TURNS = 1000;
    private static final int LARGEST_REGEX = 1000;

    private final CelCompiler compiler;
    private final CelRuntime runtime;

    /** Finds what types do not tell, such as a regular expression that is none. */
    private final CelValidator validator;

    Language() {
        var options = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .maxExpressionCodePointSize(LONGEST)
                .maxParseRecursionDepth(DEEPEST)
                .comprehensionMaxIterations(MOST_TURNS)
                .maxRegexProgramSize(LARGEST_REGEX)
                .build();
        var schema = new Schema();
        var functions = Functions.all();
        this.compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(schema)
                .addVar(USER, Schema.USER)
                .addLibraries(CelExtensions.strings(), CelExtensions.optional())
                .addFunctionDeclarations(
                        functions.stream().map(Functions.Function::declaration).toList())
                .setResultType(SimpleType.BOOL)
                .build();
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(options)
                .setTypeProvider(schema)
                .addLibraries(CelExtensions.strings(), CelExtensions.optional())
                .addFunctionBindings(
                        functions.stream().map(Functions.Function::binding).toList())
                .build();
        this.validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                .addAstValidators(
                        RegexLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE)
                .build();
    }

    Compiled compile(Rule rule) {
        try {
            var tree = validator
                    .validate(compiler.compile(rule.expression()).getAst())
                    .getAst();
            return new Compiled.Usable(runtime.createProgram(tree), asksForTheDay(tree));
        } catch (CelValidationException e) {
            return new Compiled.Flawed(flaw(e));
        } catch (CelEvaluationException e) {
            // It was checked, so that the place is not known.
            return new Compiled.Flawed(new Flaw(1, 1, "it cannot be run"));
        }
    }

    private static Flaw flaw(CelValidationException invalid) {
        CelIssue first = invalid.getErrors().getFirst();
        // Columns are counted from 0 there.
        return new Flaw(
                Math.max(1, first.getSourceLocation().getLine()),
                first.getSourceLocation().getColumn() + 1,
                first.getMessage());
    }

    private static boolean asksForTheDay(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .anyMatch(node -> node.getKind() == CelExpr.ExprKind.Kind.SELECT
                        && node.expr().select().field().equals(Schema.TODAY)
                        && isUser(node.expr().select().operand()));
    }

    private static boolean isUser(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.ident().name().equals(USER);
    }
}
