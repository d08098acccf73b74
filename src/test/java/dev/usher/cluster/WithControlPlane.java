package dev.usher.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Files;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
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
        // JUnit closes what its stores hold: at the end of the class, or of the whole run.
        return own == null
                ? stored(test.getRoot().getStore(STORE), ControlPlane.class, WithControlPlane::startShared)
                : stored(topClass.getStore(STORE), ControlPlane.class, () -> ControlPlane.start(own.value()));
    }

    private static ControlPlane startShared() {
        return Files.isDirectory(Project.path("crds"))
                ? ControlPlane.start(ControlPlane.Extra.CRDS)
                : ControlPlane.start();
    }

    private static TestNamespace namespace(ExtensionContext test) {
        ExtensionContext topClass = topClass(test);
        ControlPlane plane = controlPlane(test);
        return stored(
                topClass.getStore(STORE), TestNamespace.class, () -> create(plane, topClass.getRequiredTestClass()));
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

    private static <T> T stored(Store store, Class<T> type, Supplier<T> make) {
        return store.computeIfAbsent(type, key -> make.get(), type);
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
