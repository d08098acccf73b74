package dev.usher.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
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

    /** One String for equal texts of the blocks that are read here. */
    private static final class SharedText extends StringDeserializer {
        private static final long serialVersionUID = 1;

        private final transient RecentTexts recent;

        SharedText(RecentTexts recent) {
            this.recent = recent;
        }

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = super.deserialize(parser, context);
            return text == null ? null : recent.one(text);
        }
    }

    /** Of what there are few. */
    private static final int FEW = 1 << 8;

    private static final int PEOPLE = 1 << 14;

    private final Class<T> type;
    private final ObjectMapper plain;

    private Lenient(Class<T> type, int places) {
        this.type = type;
        this.plain = JsonMapper.builder()
                .addMixIn(type, Plain.class)
                .addModule(new SimpleModule().addDeserializer(String.class, new SharedText(new RecentTexts(places))))
                .build();
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
            super(ProvisionedUserSpec.class, PEOPLE);
        }
    }

    static final class OfUserStatus extends Lenient<ProvisionedUserStatus> {
        OfUserStatus() {
            super(ProvisionedUserStatus.class, PEOPLE);
        }
    }

    static final class OfRoleSpec extends Lenient<RoleSpec> {
        OfRoleSpec() {
            super(RoleSpec.class, FEW);
        }
    }

    static final class OfRoleStatus extends Lenient<RoleStatus> {
        OfRoleStatus() {
            super(RoleStatus.class, FEW);
        }
    }

    static final class OfAppSpec extends Lenient<TargetAppSpec> {
        OfAppSpec() {
            super(TargetAppSpec.class, FEW);
        }
    }

    static final class OfAppStatus extends Lenient<TargetAppStatus> {
        OfAppStatus() {
            super(TargetAppStatus.class, FEW);
        }
    }

    static final class OfRetainedSpec extends Lenient<RetainedAccountSpec> {
        OfRetainedSpec() {
            super(RetainedAccountSpec.class, FEW);
        }
    }

    static final class OfRetainedStatus extends Lenient<RetainedAccountStatus> {
        OfRetainedStatus() {
            super(RetainedAccountStatus.class, FEW);
        }
    }

    static final class OfPolicySpec extends Lenient<ProvisioningPolicySpec> {
        OfPolicySpec() {
            super(ProvisioningPolicySpec.class, FEW);
        }
    }

    static final class OfPolicyStatus extends Lenient<ProvisioningPolicyStatus> {
        OfPolicyStatus() {
            super(ProvisioningPolicyStatus.class, FEW);
        }
    }

    static final class OfDecisionSpec extends Lenient<RemovalDecisionSpec> {
        OfDecisionSpec() {
            super(RemovalDecisionSpec.class, FEW);
        }
    }

    static final class OfDecisionStatus extends Lenient<RemovalDecisionStatus> {
        OfDecisionStatus() {
            super(RemovalDecisionStatus.class, FEW);
        }
    }

    static final class OfLockSpec extends Lenient<AccessLockSpec> {
        OfLockSpec() {
            super(AccessLockSpec.class, FEW);
        }
    }

    static final class OfHoldSpec extends Lenient<LegalHoldSpec> {
        OfHoldSpec() {
            super(LegalHoldSpec.class, FEW);
        }
    }

    static final class OfHoldStatus extends Lenient<LegalHoldStatus> {
        OfHoldStatus() {
            super(LegalHoldStatus.class, FEW);
        }
    }

    static final class OfLockStatus extends Lenient<AccessLockStatus> {
        OfLockStatus() {
            super(AccessLockStatus.class, FEW);
        }
    }

    static final class OfSourceSpec extends Lenient<UserSourceSpec> {
        OfSourceSpec() {
            super(UserSourceSpec.class, FEW);
        }
    }

    static final class OfSourceStatus extends Lenient<UserSourceStatus> {
        OfSourceStatus() {
            super(UserSourceStatus.class, FEW);
        }
    }
}
