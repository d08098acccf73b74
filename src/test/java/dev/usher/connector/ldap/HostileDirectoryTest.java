package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a directory says that heeds no limit, never comes to an end, or answers something else than it was asked. */
@Timeout(60)
class HostileDirectoryTest {
    private static final String PEOPLE = "ou=people,dc=example,dc=com";
    private static final int MEGABYTE = 1 << 20;

    private static final Failure TOO_LARGE = Failure.of(Kind.HOSTILE, Detail.TOO_LARGE);
    private static final Failure NOT_UNDERSTOOD = Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);

    private final Wrong wrong = new Wrong();
    private DirectoryUnderTest directory;
    private Asked asked;

    @BeforeEach
    void start() throws Exception {
        var config = MemoryDirectory.config();
        config.addInMemoryOperationInterceptor(wrong);
        directory = MemoryDirectory.start(config);
        asked = Asked.open(directory);
    }

    @AfterEach
    void end() {
        asked.close();
        directory.close();
    }

    /** Says more than it was asked for. */
    private static final class Wrong extends InMemoryOperationInterceptor {
        private Optional<String> photo = Optional.empty();
        private int more;
        private boolean endless;
        private int last = Integer.MAX_VALUE;
        private boolean moving;
        private boolean answersOfAnother;
        private Optional<String> other = Optional.empty();
        private final AtomicInteger pages = new AtomicInteger();

        private static Entry entry(String name, String id) {
            return new Entry(
                    "uid=" + name + "," + PEOPLE,
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("uid", name),
                    new Attribute("entryUUID", id));
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            if (endless) {
                // The directory in this process knows its own bookmarks alone.
                request.setRequest(request.getRequest().duplicate(new Control[0]));
            }
            var page = pages.get();
            for (var number = 0; number < more; number++) {
                var entry = entry("more" + number, "id-" + (moving ? page + "-" : "") + number);
                photo.ifPresent(text -> entry.addAttribute("jpegPhoto", text));
                request.sendSearchEntry(entry);
            }
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry shown) {
            other.ifPresent(id -> {
                var entry = requireNonNull(shown.getSearchEntry()).duplicate();
                entry.setAttribute("entryUUID", id);
                shown.setSearchEntry(entry);
            });
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            if (endless && pages.incrementAndGet() < last) {
                result.setResult(with(
                        requireNonNull(result.getResult()),
                        new SimplePagedResultsControl(0, new ASN1OctetString("again"), false)));
            }
        }

        @Override
        public void processModifyResult(InMemoryInterceptedModifyResult result) {
            if (answersOfAnother) {
                result.setResult(with(
                        requireNonNull(result.getResult()),
                        new PostReadResponseControl(new ReadOnlyEntry(entry("other", "another")))));
            }
        }

        private static LDAPResult with(LDAPResult result, Control control) {
            return new LDAPResult(
                    result.getMessageID(),
                    ResultCode.SUCCESS,
                    result.getDiagnosticMessage(),
                    result.getMatchedDN(),
                    result.getReferralURLs(),
                    new Control[] {control});
        }
    }

    private static List<Scope> scopes() {
        return List.of(
                new Scope.Accounts(Set.of(new RemoteId("id-0"))),
                new Scope.Matching(List.of(new Scope.Key.UserName("more0"))),
                new Scope.All());
    }

    @Test
    void ofEntriesWithoutEndNoMoreAreTakenThanThereIsRoomFor() throws Exception {
        wrong.photo = Optional.of("x".repeat(MEGABYTE));
        wrong.more = 200;
        for (var scope : scopes()) {
            assertThat(asked.failure(scope)).isEqualTo(TOO_LARGE);
        }
        wrong.more = 0;
        asked.session().ping();
    }

    @Test
    void ofManySmallEntriesNoMoreAreTakenThanWereAskedFor() throws Exception {
        wrong.more = 70;
        assertThat(asked.failure(scopes().get(0))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(asked.failure(scopes().get(1))).isEqualTo(NOT_UNDERSTOOD);
        wrong.more = 25_000;
        assertThat(asked.failure(new Scope.All())).isEqualTo(NOT_UNDERSTOOD);
        wrong.more = 0;
        asked.session().ping();
    }

    @Test
    void aListThatRepeatsItselfIsNone() {
        wrong.more = 3;
        wrong.endless = true;
        assertThat(asked.failure(new Scope.All())).isEqualTo(Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
        assertThat(wrong.pages.get()).isEqualTo(2);
    }

    @Test
    void aListOfEmptyPagesIsNone() {
        wrong.endless = true;
        assertThat(asked.failure(new Scope.All())).isEqualTo(Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
        assertThat(wrong.pages.get()).isLessThan(200);
    }

    @Test
    void aBookmarkThatStaysTheSameLeadsOnWhileItShowsOthers() throws Exception {
        wrong.more = 3;
        wrong.moving = true;
        wrong.endless = true;
        wrong.last = 4;
        var shown =
                asked.see(new Scope.All()).accounts.stream().map(Account::id).toList();
        assertThat(shown).doesNotHaveDuplicates().hasSize(12);
    }

    @Test
    void anAnswerOfAnotherIdIsNotUnderstood() throws Exception {
        var id = asked.created("ada");
        wrong.other = Optional.of("another");
        assertThat(asked.failure(new Scope.Accounts(Set.of(id)))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(asked.update(id, "title", "x")).isEqualTo(new Outcome.Failed(NOT_UNDERSTOOD));
    }

    @Test
    void theAnswerToAChangeIsNotTakenForThatOfAnotherAccount() throws Exception {
        var id = asked.created("ada");
        wrong.answersOfAnother = true;
        assertThat(asked.update(id, "title", "x")).isEqualTo(new Outcome.Accepted());
    }
}
