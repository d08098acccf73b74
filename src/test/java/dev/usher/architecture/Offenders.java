package dev.usher.architecture;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the offenders of rules, so that each rule can be shown to notice its own. */
public final class Offenders {

    /** What offenders lean on. */
    private static final List<String> ACCOMPLICES = List.of(
            "package dev.usher.runtime; public class Wiring {}",
            "package dev.usher.connector.sql; public class Secret {}",
            "package dev.usher.domain.circle.round; public class Back { dev.usher.domain.circle.There there; }",
            "package dev.cel; public class Celestial {}",
            "package dev.usher.sync; public class SomeTest {}");

    private Offenders() {}

    /** Compiles the offender of every rule into the directory. */
    public static void compile(List<Rule> rules, Path directory) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        ACCOMPLICES.forEach(source -> sources.add(source("Accomplice" + sources.size(), source)));
        rules.forEach(rule -> sources.add(source("Offender" + sources.size(), rule.offender())));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-proc:none", "-nowarn", "-d", directory.toString()),
                        null,
                        sources)
                .call();
        if (!compiled) {
            throw new IOException("offenders do not compile: " + messages);
        }
    }

    /** Every offender is a package-private class, so the name of its file is free. */
    private static JavaFileObject source(String name, String text) {
        String file = text.contains("public class") ? text.replaceAll("(?s).*public class (\\w+).*", "$1") : name;
        return new SimpleJavaFileObject(
                URI.create("string:///" + name + "/" + file + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
