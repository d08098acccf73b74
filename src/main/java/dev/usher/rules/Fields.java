package dev.usher.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.StructValue;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A subject, an entitlement or an account as an expression sees it: a text that nobody gave is empty, and {@code has()} tells the two apart. */
@SuppressWarnings("Immutable") // The function reads a record that nobody changes.
final class Fields extends StructValue<String, Object> {
    private final StructType type;
    private final Function<String, Optional<Object>> read;

    private Fields(StructType type, Function<String, Optional<Object>> read) {
        this.type = type;
        this.read = read;
    }

    static Fields of(Subject subject) {
        var profile = subject.profile();
        var name = new Fields(
                Schema.PERSON_NAME,
                part -> text(profile, part.equals(Schema.GIVEN) ? Attributes.GIVEN_NAME : Attributes.FAMILY_NAME));
        return new Fields(Schema.USER, field -> switch (field) {
            case Schema.NAME -> Optional.of(name);
            case Schema.TYPE -> Optional.of(subject.type());
            case Schema.TODAY -> Optional.of(subject.today().toString());
            case Schema.ATTRIBUTES -> Optional.of(free(profile));
            default -> text(profile, field);
        });
    }

    static Fields of(Entitlement entitlement) {
        return new Fields(Schema.ENTITLEMENT, field -> switch (field) {
            case Schema.KIND -> Optional.of(entitlement.kind());
            case Schema.VALUE -> Optional.of(entitlement.value());
            default -> Optional.empty();
        });
    }

    static Fields of(Account account) {
        return new Fields(Schema.ACCOUNT, field -> switch (field) {
            case Schema.ID -> Optional.of(account.id().value());
            case Attributes.EXTERNAL_ID -> account.externalId().map(value -> value);
            default -> text(account.attributes(), field);
        });
    }

    /** The variable that stands for it. */
    String variable() {
        if (type.equals(Schema.ACCOUNT)) {
            return Language.ACCOUNT;
        }
        return type.equals(Schema.ENTITLEMENT) ? Language.ENTITLEMENT : Language.USER;
    }

    private static Optional<Object> text(Attributes profile, String name) {
        return profile.get(name).filter(value -> !value.isEmpty()).map(value -> value);
    }

    private static Map<String, String> free(Attributes profile) {
        var free = new TreeMap<>(profile.values());
        free.keySet().removeAll(Attributes.FIELDS);
        return free;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return type;
    }

    @Override
    public Object select(String field) {
        return read.apply(field).orElse("");
    }

    @Override
    public Optional<Object> find(String field) {
        return read.apply(field);
    }
}
