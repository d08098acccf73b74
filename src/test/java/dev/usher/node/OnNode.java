package dev.usher.node;

import dev.usher.cluster.Node;
import dev.usher.cluster.Possible;
import dev.usher.image.BuiltImage;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves a {@link Node} that knows the image of this build, and {@link People} on it: one of each for a class.
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
        Possible.orElseLeftOut("src/test/node/possible.sh");
        var testClass = test.getTestMethod().isPresent() ? test.getParent().orElseThrow() : test;
        var store = testClass.getStore(STORE);
        var node = store.computeIfAbsent("node", _ -> withImage(), Node.class);
        // An app that is at another address for the next test would be another app.
        return parameter.getParameter().getType() == Node.class
                ? node
                : store.computeIfAbsent("people", _ -> new People(node), People.class);
    }

    private static Node withImage() {
        var image = BuiltImage.file();
        var node = Node.start();
        node.load(image);
        return node;
    }
}
