package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharingClonerTest {
    static Stream<Class<?>> kinds() {
        return new ClassFileImporter()
                .importPath(Path.of("target", "classes", "dev", "usher", "api")).stream()
                        .filter(type -> type.isAssignableTo(CustomResource.class)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(type -> (Class<?>) type.reflect());
    }

    /** A kind that is missing here is one that no controller can work on. */
    @ParameterizedTest
    @MethodSource("kinds")
    void copiesEveryKind(Class<? extends CustomResource<?, ?>> kind) throws ReflectiveOperationException {
        var original = kind.getDeclaredConstructor().newInstance();
        original.getMetadata().setName("original");

        var copy = new SharingCloner().clone(original);
        copy.getMetadata().setName("copy");

        assertThat(copy).isExactlyInstanceOf(kind);
        assertThat(original.getMetadata().getName()).isEqualTo("original");
    }
}
