package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.usher.domain.account.RemoteId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** By which attribute an entry stays the same, whatever it is called. */
enum IdAttribute {
    ENTRY_UUID("entryUUID"),
    NS_UNIQUE_ID("nsUniqueId"),
    OBJECT_GUID("objectGUID") {
        @Override
        Optional<String> text(Entry entry) {
            return Optional.ofNullable(entry.getAttributeValueBytes(attribute()))
                    .map(HexFormat.of()::formatHex);
        }

        @Override
        Optional<Filter> filter(RemoteId id) {
            try {
                return Optional.of(
                        Filter.createEqualityFilter(attribute(), HexFormat.of().parseHex(id.value())));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    };

    private final String attribute;

    IdAttribute(String attribute) {
        this.attribute = attribute;
    }

    static IdAttribute named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.attribute.equals(name))
                .findFirst()
                .orElse(ENTRY_UUID);
    }

    String attribute() {
        return attribute;
    }

    Optional<RemoteId> of(Entry entry) {
        return text(entry)
                .filter(text -> !text.isBlank() && text.length() <= RemoteId.MAX_LENGTH)
                .map(RemoteId::new);
    }

    /** Whether it is what was asked for: whoever links an account by hand may write its letters otherwise. */
    boolean isOf(Entry entry, RemoteId id) {
        return text(entry).filter(id.value()::equalsIgnoreCase).isPresent();
    }

    Optional<String> text(Entry entry) {
        return Optional.ofNullable(entry.getAttributeValue(attribute));
    }

    /** What finds the entry; empty of what no id can be. */
    Optional<Filter> filter(RemoteId id) {
        return Optional.of(Filter.createEqualityFilter(attribute, id.value()));
    }
}
