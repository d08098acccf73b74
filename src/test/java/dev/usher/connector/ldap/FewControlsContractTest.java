package dev.usher.connector.ldap;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import java.util.List;

/**
 * What every connector promises, of a directory that neither makes a change depend on what an entry is (RFC 4528) nor shows the entry after
 * it (RFC 4527), says so in its root entry, and refuses whoever asks for it all the same.
 */
class FewControlsContractTest extends ConnectorContract {
    private static final class Refusing extends InMemoryOperationInterceptor {
        private static void refuse(List<Control> controls) throws LDAPException {
            if (!controls.isEmpty()) {
                throw new LDAPException(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, LEAK);
            }
        }

        @Override
        public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
            refuse(request.getRequest().getControlList());
        }

        @Override
        public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
            refuse(request.getRequest().getControlList());
        }

        @Override
        public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest request) throws LDAPException {
            refuse(request.getRequest().getControlList());
        }

        @Override
        public void processDeleteRequest(InMemoryInterceptedDeleteRequest request) throws LDAPException {
            refuse(request.getRequest().getControlList());
        }
    }

    @Override
    protected ConnectorUnderTest start() throws Exception {
        var config = MemoryDirectory.config();
        config.setRootDSEEntry(new Entry(
                "dn: ",
                "objectClass: top",
                "namingContexts: dc=example,dc=com",
                "supportedControl: " + SimplePagedResultsControl.PAGED_RESULTS_OID));
        config.addInMemoryOperationInterceptor(new Refusing());
        return MemoryDirectory.start(config);
    }
}
