package dev.usher.node;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.usher.cluster.Node;
import dev.usher.image.BuiltImage;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves a {@link Node} that knows the image of this build, and {@link People} on it: one of each for a class.
 *
 * <p>Where the machine cannot have one the tests are left out, which {@code ./usher test} says at its end; with {@code USHER_NODE=required}
 * they fail.
 */
final class OnNode implements ParameterResolver {
    private static final Namespace STORE = Namespace.create(OnNode.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return Set.of(Node.class, People.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Node.impossible().ifPresent(OnNode::leaveOut);
        var testClass = test.getTestMethod().isPresent() ? test.getParent().orElseThrow() : test;
        var store = testClass.getStore(STORE);
        var node = store.computeIfAbsent("node", _ -> withImage(), Node.class);
        // An app that is at another address for the next test would be another app.
        return parameter.getParameter().getType() == Node.class
                ? node
                : store.computeIfAbsent("people", _ -> new People(node), People.class);
    }

    private static void leaveOut(String reason) {
        if ("required".equals(System.getenv("USHER_NODE"))) {
            throw new IllegalStateException(reason);
        }
        abort(reason);
    }

    private static Node withImage() {
        var image = BuiltImage.file();
        var node = Node.start();
        node.load(image);
        return node;
    }
}
