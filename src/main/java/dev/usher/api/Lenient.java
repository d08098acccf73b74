package dev.usher.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a block that may have been written for a newer version: what cannot be read becomes null, and nothing is thrown.
 *
 * <p>An exception here would end the watch of the whole kind because of one object.
 */
abstract class Lenient<T> extends JsonDeserializer<T> {
    /** Reads the same classes without this deserializer, which would call itself otherwise. */
    @JsonDeserialize
    private interface Plain {}

    private final Class<T> type;
    private final ObjectMapper plain;

    Lenient(Class<T> type) {
        this.type = type;
        this.plain = JsonMapper.builder().addMixIn(type, Plain.class).build();
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        try {
            return plain.treeToValue(tree, type);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    static final class OfUserSpec extends Lenient<ProvisionedUserSpec> {
        OfUserSpec() {
            super(ProvisionedUserSpec.class);
        }
    }

    static final class OfUserStatus extends Lenient<ProvisionedUserStatus> {
        OfUserStatus() {
            super(ProvisionedUserStatus.class);
        }
    }

    static final class OfRoleSpec extends Lenient<RoleSpec> {
        OfRoleSpec() {
            super(RoleSpec.class);
        }
    }

    static final class OfRoleStatus extends Lenient<RoleStatus> {
        OfRoleStatus() {
            super(RoleStatus.class);
        }
    }

    static final class OfAppSpec extends Lenient<TargetAppSpec> {
        OfAppSpec() {
            super(TargetAppSpec.class);
        }
    }

    static final class OfAppStatus extends Lenient<TargetAppStatus> {
        OfAppStatus() {
            super(TargetAppStatus.class);
        }
    }

    static final class OfRetainedSpec extends Lenient<RetainedAccountSpec> {
        OfRetainedSpec() {
            super(RetainedAccountSpec.class);
        }
    }

    static final class OfRetainedStatus extends Lenient<RetainedAccountStatus> {
        OfRetainedStatus() {
            super(RetainedAccountStatus.class);
        }
    }

    static final class OfPolicySpec extends Lenient<ProvisioningPolicySpec> {
        OfPolicySpec() {
            super(ProvisioningPolicySpec.class);
        }
    }

    static final class OfPolicyStatus extends Lenient<ProvisioningPolicyStatus> {
        OfPolicyStatus() {
            super(ProvisioningPolicyStatus.class);
        }
    }

    static final class OfLockSpec extends Lenient<AccessLockSpec> {
        OfLockSpec() {
            super(AccessLockSpec.class);
        }
    }

    static final class OfLockStatus extends Lenient<AccessLockStatus> {
        OfLockStatus() {
            super(AccessLockStatus.class);
        }
    }
}
