package dev.usher.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Files;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves parameters of the types {@link ControlPlane} and {@link TestNamespace}.
 *
 * <p>All classes of a test run share one control plane, which has the project's resource definitions, except those with
 * {@link PrivateControlPlane}. Each class gets a namespace that no other one uses.
 */
public final class WithControlPlane implements ParameterResolver {

    private static final Namespace STORE = Namespace.create(WithControlPlane.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == ControlPlane.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == ControlPlane.class ? controlPlane(test) : namespace(test);
    }

    private static ControlPlane controlPlane(ExtensionContext test) {
        ExtensionContext topClass = topClass(test);
        PrivateControlPlane own = topClass.getRequiredTestClass().getAnnotation(PrivateControlPlane.class);
        // JUnit closes what its stores hold: at the end of the class, or of the whole run. The keys differ because a
        // class's store also shows what the root's has.
        return own == null
                ? test.getRoot().getStore(STORE).computeIfAbsent("shared", key -> startShared(), ControlPlane.class)
                : topClass.getStore(STORE)
                        .computeIfAbsent("private", key -> ControlPlane.start(own.value()), ControlPlane.class);
    }

    private static ControlPlane startShared() {
        return Files.isDirectory(Project.path("crds"))
                ? ControlPlane.start(ControlPlane.Extra.CRDS)
                : ControlPlane.start();
    }

    private static TestNamespace namespace(ExtensionContext test) {
        ExtensionContext topClass = topClass(test);
        ControlPlane plane = controlPlane(test);
        return topClass.getStore(STORE)
                .computeIfAbsent(
                        "namespace", key -> create(plane, topClass.getRequiredTestClass()), TestNamespace.class);
    }

    private static TestNamespace create(ControlPlane plane, Class<?> testClass) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        String name = testClass.getSimpleName().toLowerCase(Locale.ROOT) + "-" + unique;
        plane.adminClient()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(name);
    }

    private static ExtensionContext topClass(ExtensionContext test) {
        ExtensionContext top = test;
        for (ExtensionContext at = test;
                at.getTestClass().isPresent();
                at = at.getParent().orElseThrow()) {
            top = at;
        }
        return top;
    }
}
