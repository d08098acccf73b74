package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it means that a directory refuses a change. */
@Timeout(60)
class RefusalsTest {
    private final Refusing refusing = new Refusing();
    private DirectoryUnderTest directory;
    private Asked asked;

    private static final class Refusing extends InMemoryOperationInterceptor {
        private Optional<ResultCode> code = Optional.empty();

        private void refuse() throws LDAPException {
            if (code.isPresent()) {
                throw new LDAPException(code.get());
            }
        }

        @Override
        public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
            refuse();
        }

        @Override
        public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest request) throws LDAPException {
            refuse();
        }
    }

    @BeforeEach
    void start() throws Exception {
        var config = MemoryDirectory.config();
        // One that knows the groups of Active Directory as well.
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(refusing);
        directory = MemoryDirectory.start(config);
        asked = Asked.open(directory);
    }

    @AfterEach
    void end() {
        asked.close();
        directory.close();
    }

    @Test
    void whoIsCalledOtherwiseSinceTheyWereReadChangedMeanwhile() throws Exception {
        var id = asked.created("ada");
        refusing.code = Optional.of(ResultCode.NO_SUCH_OBJECT);
        var stale = new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE));
        assertThat(asked.disable(id)).isEqualTo(stale);
        assertThat(asked.update(id, "title", "x")).isEqualTo(stale);
        assertThat(asked.update(id, "userName", "king")).isEqualTo(stale);
    }

    @Test
    void aDirectoryThatFailsInTheMiddleMayHaveDoneIt() throws Exception {
        var id = asked.created("ada");
        for (var code : new ResultCode[] {ResultCode.UNAVAILABLE, ResultCode.OPERATIONS_ERROR, ResultCode.OTHER}) {
            refusing.code = Optional.of(code);
            assertThat(asked.disable(id)).as(code.getName()).isInstanceOf(Outcome.Ambiguous.class);
        }
    }

    @Test
    void activeDirectorySaysInItsOwnWordsThatNothingIsToBeDone() throws Exception {
        var id = asked.created("ada");
        var settings = new HashMap<>(directory.settings());
        settings.put("groups", Map.of("base", "ou=groups,dc=example,dc=com", "objectClass", "group", "create", true));
        try (var other = Asked.open(directory.port(), directory.password(), settings)) {
            Asked.assertDone(other.define("staff"));
            refusing.code = Optional.of(ResultCode.ENTRY_ALREADY_EXISTS);
            Asked.assertDone(other.add("staff", id));
            refusing.code = Optional.of(ResultCode.UNWILLING_TO_PERFORM);
            Asked.assertDone(other.remove("staff", id));

            refusing.code = Optional.empty();
            Asked.assertDone(other.add("staff", id));
            refusing.code = Optional.of(ResultCode.UNWILLING_TO_PERFORM);
            assertThat(other.remove("staff", id)).isInstanceOf(Outcome.Failed.class);
        }
    }
}
