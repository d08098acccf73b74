package dev.usher.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Understands how a text is made of what a source says of somebody: the language of rules over names that its declaration knows, with
 * {@code +} between texts, of which each result is bounded.
 */
public final class Composer {
    private static final String RECORD = "record";
    private static final String NUMBER = "n";

    /** Of which the part behind the dot is a key. */
    private static final Set<String> MAPS = Set.of(RECORD, Schema.ATTRIBUTES);

    private static final Set<String> LOOK_UPS = Set.of("_[_]", "_[?_]", "_?._");
    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final String JOIN = "join_string_string";
    private static final Schema SCHEMA = new Schema();
    private static final List<Functions.Function> FUNCTIONS = Stream.concat(
                    Functions.all().stream(),
                    Stream.of(new Functions.Function(
                            CelFunctionDecl.newFunctionDeclaration(
                                    "_+_",
                                    CelOverloadDecl.newGlobalOverload(
                                            JOIN, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING)),
                            CelFunctionBinding.from(
                                    JOIN,
                                    String.class,
                                    String.class,
                                    (one, other) -> Functions.concat(List.of(one, other))))))
            .toList();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(Language.OPTIONS)
            .setTypeProvider(SCHEMA)
            .addLibraries(Language.strings(), CelExtensions.optional())
            .addFunctionBindings(
                    FUNCTIONS.stream().map(Functions.Function::binding).toList())
            .build();

    private final Set<String> known;
    private final boolean isOfRecord;
    private final CelCompiler compiler;
    private final CelValidator validator;

    /** What an expression is asked with. */
    @FunctionalInterface
    interface Activation {
        Map<String, Object> of(Map<String, String> said, long number);
    }

    private Composer(Set<String> known, Map<String, CelType> variables) {
        this.known = Set.copyOf(known);
        this.isOfRecord = variables.containsKey(RECORD);
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(Language.OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(Language.STANDARD)
                .setTypeProvider(SCHEMA)
                .addLibraries(Language.strings(), CelExtensions.optional())
                .addFunctionDeclarations(
                        FUNCTIONS.stream().map(Functions.Function::declaration).toList());
        variables.forEach(builder::addVar);
        this.compiler = builder.build();
        this.validator = Language.validator(compiler, RUNTIME);
    }

    /**
     * Of what is said of a person, by its name there, and of a number {@code n}.
     *
     * @param names such as {@code department}, {@code name.given} and {@code attributes.badge}; no other can be named
     */
    public static Composer ofPerson(Set<String> names) {
        var variables = new HashMap<String, CelType>();
        for (var name : names) {
            var first = first(name);
            variables.put(
                    first,
                    switch (first) {
                        case Schema.NAME -> Schema.PERSON_NAME;
                        case Schema.ATTRIBUTES -> TEXTS;
                        default -> SimpleType.STRING;
                    });
        }
        variables.put(NUMBER, SimpleType.INT);
        return new Composer(names, variables);
    }

    /** Of the fields of a record, by the source's own names: {@code record['First name']}. */
    public static Composer ofRecord() {
        return new Composer(Set.of(), Map.of(RECORD, TEXTS));
    }

    private static String first(String name) {
        var dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Looks at an expression, which has to yield a text, or an optional one. */
    public Composition understand(String expression) {
        try {
            var tree = validator.validate(compiler.compile(expression).getAst()).getAst();
            if (!isText(tree.getResultType())) {
                return new Composition.Flawed(Language.noText(tree));
            }
            return understand(tree);
        } catch (CelValidationException e) {
            return new Composition.Flawed(Language.flaw(e));
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            return new Composition.Flawed(Language.NOT_UNDERSTOOD);
        }
    }

    private static boolean isText(CelType type) {
        return type.equals(SimpleType.STRING) || type.equals(OptionalType.create(SimpleType.STRING));
    }

    private Composition understand(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        var reads = new TreeSet<String>();
        var counts = false;
        var variables = CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
                .toList();
        for (var variable : variables) {
            var name = variable.expr().ident().name();
            var part = MAPS.contains(name) || name.equals(Schema.NAME) ? part(variable) : Optional.<String>empty();
            if (name.equals(RECORD) && part.isEmpty()) {
                return flaw(tree, variable, "name the field by a text, such as record['First name']");
            }
            if (isOfRecord) {
                part.ifPresent(reads::add);
                continue;
            }
            counts |= name.equals(NUMBER);
            var read = part.map(one -> name + "." + one);
            if (read.filter(one -> !known.contains(one)).isPresent()) {
                return flaw(tree, variable, "no field of the source is said to be '" + read.get() + "'");
            }
            // The whole of what has several parts; and nothing, where it is the variable of a macro.
            read.ifPresentOrElse(
                    reads::add,
                    () -> known.stream().filter(one -> first(one).equals(name)).forEach(reads::add));
        }
        return new Composition.Usable(RUNTIME.createProgram(tree), activation(reads), reads, counts);
    }

    private static Composition flaw(CelAbstractSyntaxTree tree, CelNavigableExpr part, String message) {
        return new Composition.Flawed(Language.flaw(tree, part.expr(), message));
    }

    /** The one part that a use of a variable reads; empty where it reads the whole. */
    private static Optional<String> part(CelNavigableExpr variable) {
        var use = variable.parent().map(CelNavigableExpr::expr);
        return use.filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.SELECT)
                .map(parent -> parent.select().field())
                .or(() -> lookUp(use));
    }

    private static Optional<String> lookUp(Optional<CelExpr> use) {
        return use.filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(CelExpr::call)
                .filter(call -> LOOK_UPS.contains(call.function()))
                .map(call -> call.args().getLast().constantOrDefault())
                .filter(key -> key.getKind() == CelConstant.Kind.STRING_VALUE)
                .map(CelConstant::stringValue);
    }

    /** Nothing but what is read is handed over. */
    private Activation activation(Set<String> reads) {
        var read = List.copyOf(reads);
        if (isOfRecord) {
            return (said, number) -> Map.of(RECORD, only(read, said));
        }
        var parts = read.stream().collect(Collectors.groupingBy(Composer::first));
        return (said, number) -> {
            var variables = new HashMap<String, Object>();
            variables.put(NUMBER, number);
            parts.forEach((variable, names) ->
                    value(variable, names, said).ifPresent(value -> variables.put(variable, value)));
            return variables;
        };
    }

    private static Optional<Object> value(String variable, List<String> names, Map<String, String> said) {
        return switch (variable) {
            case Schema.NAME -> Optional.of(new Parts(only(names, said)));
            case Schema.ATTRIBUTES -> {
                var attributes = new HashMap<String, String>();
                only(names, said)
                        .forEach((name, value) -> attributes.put(name.substring(variable.length() + 1), value));
                yield Optional.of(attributes);
            }
            default -> Optional.ofNullable(said.get(variable));
        };
    }

    private static Map<String, String> only(List<String> names, Map<String, String> said) {
        var some = new HashMap<String, String>();
        names.forEach(name -> Optional.ofNullable(said.get(name)).ifPresent(value -> some.put(name, value)));
        return some;
    }
}
