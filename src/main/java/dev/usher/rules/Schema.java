package dev.usher.rules;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.usher.domain.account.Attributes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The types of what a rule can name, so that a misspelt field is found when the rule is written, not when it is asked. */
final class Schema implements CelTypeProvider {
    static final String NAME = "name";
    static final String GIVEN = "given";
    static final String FAMILY = "family";
    static final String TYPE = "type";
    static final String TODAY = "today";
    static final String ATTRIBUTES = "attributes";

    private static final Set<String> PARTS_OF_NAME = Set.of(Attributes.GIVEN_NAME, Attributes.FAMILY_NAME);

    static final StructType PERSON_NAME =
            StructType.create("usher.Name", ImmutableSet.of(GIVEN, FAMILY), part -> Optional.of(SimpleType.STRING));

    static final String KIND = "kind";
    static final String VALUE = "value";

    static final StructType ENTITLEMENT = StructType.create(
            "usher.Entitlement", ImmutableSet.of(KIND, VALUE), field -> Optional.of(SimpleType.STRING));

    static final String ID = "id";

    /** What is asked of accounts that nobody is known to have: by what they are called, and not what they hold. */
    static final StructType ACCOUNT = StructType.create(
            "usher.Account",
            ImmutableSet.of(
                    ID,
                    Attributes.EXTERNAL_ID,
                    Attributes.USER_NAME,
                    Attributes.DISPLAY_NAME,
                    Attributes.EMAIL,
                    Attributes.TITLE,
                    Attributes.DEPARTMENT),
            field -> Optional.of(SimpleType.STRING));

    static final StructType USER = StructType.create("usher.User", fields(), Schema::field);

    private static ImmutableSet<String> fields() {
        return Stream.concat(
                        Attributes.FIELDS.stream().filter(field -> !PARTS_OF_NAME.contains(field)),
                        Stream.of(TYPE, TODAY, NAME, ATTRIBUTES))
                .collect(ImmutableSet.toImmutableSet());
    }

    private static Optional<CelType> field(String name) {
        return Optional.of(
                switch (name) {
                    case NAME -> PERSON_NAME;
                    case ATTRIBUTES -> MapType.create(SimpleType.STRING, SimpleType.STRING);
                    default -> SimpleType.STRING;
                });
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.of(USER, PERSON_NAME, ENTITLEMENT, ACCOUNT);
    }

    @Override
    public Optional<CelType> findType(String name) {
        return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
