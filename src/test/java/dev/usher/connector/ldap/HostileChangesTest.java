package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.usher.connector.Scope;
import dev.usher.connector.contract.Seen;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.ldap.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a directory says that was asked what changed, and refuses, never comes to an end, or says what nobody understands. */
@Timeout(60)
class HostileChangesTest {
    private static final String PEOPLE = "ou=people,dc=example,dc=com";
    private static final int MEGABYTE = 1 << 20;
    private static final int MANY = 25_000;

    private static final Failure STALE = Failure.of(Kind.STALE, Detail.NONE);
    private static final Failure NOT_UNDERSTOOD = Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);

    private final Telling telling = new Telling();
    private DirectoryUnderTest directory;
    private Asked asked;

    @BeforeEach
    void start() throws Exception {
        var config = MemoryDirectory.config();
        config.setRootDSEEntry(new Entry(
                "dn: ",
                "objectClass: top",
                "namingContexts: dc=example,dc=com",
                "supportedControl: " + ContentSyncRequestControl.SYNC_REQUEST_OID,
                "supportedControl: " + SimplePagedResultsControl.PAGED_RESULTS_OID));
        config.addInMemoryOperationInterceptor(telling);
        directory = MemoryDirectory.start(config);
        asked = Asked.open(directory);
    }

    @AfterEach
    void end() {
        asked.close();
        directory.close();
    }

    /** Says of changes what a test wants said, and of all else what is so. */
    private static final class Telling extends InMemoryOperationInterceptor {
        private interface Words {
            void say(InMemoryInterceptedSearchRequest request) throws LDAPException;
        }

        private Words words = request -> {};
        private Optional<byte[]> cookie = Optional.of(new byte[] {1});
        private Optional<Control> other = Optional.empty();
        private final List<SearchRequest> requests = new ArrayList<>();
        private boolean isTelling;

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            var asked = request.getRequest();
            isTelling = asked.getControl(ContentSyncRequestControl.SYNC_REQUEST_OID) != null;
            if (isTelling) {
                requests.add(asked.duplicate());
                var nobody = asked.duplicate(new Control[0]);
                nobody.setFilter("(objectClass=nobody)");
                request.setRequest(nobody);
                words.say(request);
            }
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            if (isTelling) {
                var last = other.or(
                        () -> cookie.map(bytes -> new ContentSyncDoneControl(new ASN1OctetString(bytes), false)));
                var was = requireNonNull(result.getResult());
                result.setResult(new LDAPResult(
                        was.getMessageID(),
                        was.getResultCode(),
                        was.getDiagnosticMessage(),
                        was.getMatchedDN(),
                        was.getReferralURLs(),
                        last.map(control -> new Control[] {control}).orElseGet(() -> new Control[0])));
            }
        }
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }

    private static void entry(InMemoryInterceptedSearchRequest request, ContentSyncState state, int number)
            throws LDAPException {
        request.sendSearchEntry(with(entry(number), new ContentSyncStateControl(state, id(number), null)));
    }

    private static Entry with(Entry entry, Control control) {
        return new SearchResultEntry(entry, control);
    }

    private static Entry entry(int number, Attribute... more) {
        var entry = new Entry(
                "uid=p" + number + "," + PEOPLE,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", "p" + number),
                new Attribute("entryUUID", id(number).toString()));
        for (var attribute : more) {
            entry.addAttribute(attribute);
        }
        return entry;
    }

    private static IntermediateResponse set(boolean gone, int from, int many) {
        var ids = new ArrayList<UUID>();
        for (var number = from; number < from + many; number++) {
            ids.add(id(number));
        }
        return ContentSyncInfoIntermediateResponse.createSyncIDSetResponse(null, ids, gone);
    }

    /** Where a read of changes begins, before there are any. */
    private Scope.Since since() throws Exception {
        telling.words = request -> {};
        return new Scope.Since(asked.start().orElseThrow());
    }

    private Failure failure(Scope since, Telling.Words words) {
        telling.words = words;
        return asked.failure(since);
    }

    @Test
    void whatIsNewGoneAndStillThereIsToldApart() throws Exception {
        var since = since();
        telling.words = request -> {
            if (!requireNonNull(request.getRequest().getBaseDN()).equals(PEOPLE)) {
                return;
            }
            entry(request, ContentSyncState.ADD, 1);
            entry(request, ContentSyncState.MODIFY, 2);
            entry(request, ContentSyncState.PRESENT, 3);
            entry(request, ContentSyncState.DELETE, 4);
            request.sendIntermediateResponse(set(true, 5, 1));
            request.sendIntermediateResponse(set(true, 1, 1));
            request.sendIntermediateResponse(set(false, 6, 1));
            request.sendIntermediateResponse(
                    ContentSyncInfoIntermediateResponse.createRefreshDeleteResponse(null, false));
            request.sendIntermediateResponse(new IntermediateResponse("1.2.3.4", new ASN1OctetString("what")));
        };
        telling.cookie = Optional.of(new byte[] {2});
        var told = asked.since(since.cookie());
        assertThat(told.seen().accounts)
                .extracting(Account::id)
                .containsExactly(new RemoteId(id(1).toString()), new RemoteId(id(2).toString()));
        assertThat(told.seen().absent)
                .containsExactlyInAnyOrder(new RemoteId(id(4).toString()), new RemoteId(id(5).toString()));
        assertThat(told.next()).isNotEqualTo(since.cookie());
        telling.words = request -> {};
        telling.cookie = Optional.empty();
        assertThat(asked.since(told.next()).next()).isEqualTo(told.next());
    }

    @Test
    void whereIdsAreOfAnotherKindNobodyIsToldToBeAbsent() throws Exception {
        var settings = Asked.withUsers(directory.settings(), Map.of("id", "nsUniqueId"));
        try (var other = Asked.open(directory.port(), directory.password(), settings)) {
            var start = other.start().orElseThrow();
            telling.words = request -> request.sendIntermediateResponse(set(true, 1, 2));
            assertThat(other.since(start).seen().absent).isEmpty();
        }
    }

    @Test
    void aListBeginsWithASearchForNoAttributes() throws Exception {
        asked.start();
        assertThat(telling.requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.getAttributeList()).containsExactly(Query.NO_ATTRIBUTES));
    }

    @Test
    void whateverTheDirectoryRefusesAListIsComplete() throws Exception {
        var id = asked.created("ada");
        for (var code : List.of(
                ResultCode.SIZE_LIMIT_EXCEEDED,
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                ResultCode.UNWILLING_TO_PERFORM,
                ResultCode.NO_SUCH_OBJECT,
                ResultCode.E_SYNC_REFRESH_REQUIRED,
                ResultCode.OTHER)) {
            telling.words = request -> {
                throw new LDAPException(code);
            };
            assertComplete(id);
        }
        telling.words = request -> {};
        for (var useless : List.of(new byte[0], new byte[5_000])) {
            telling.cookie = Optional.of(useless);
            assertComplete(id);
        }
        telling.cookie = Optional.empty();
        assertComplete(id);
        telling.other = Optional.of(new Control(ContentSyncDoneControl.SYNC_DONE_OID, false, new ASN1OctetString("x")));
        assertComplete(id);
    }

    private void assertComplete(RemoteId id) throws Exception {
        var seen = new Seen();
        assertThat(asked.session().observe(new Scope.All(), seen).next()).isEmpty();
        assertThat(seen.accounts).extracting(Account::id).containsExactly(id);
    }

    @Test
    void aSearchWithoutEndKeepsNoListFromBeingRead() throws Exception {
        var id = asked.created("ada");
        telling.words = request -> {
            var photo = new Attribute("jpegPhoto", "x".repeat(MEGABYTE));
            for (var number = 0; number < 100; number++) {
                request.sendSearchEntry(with(
                        entry(number, photo), new ContentSyncStateControl(ContentSyncState.ADD, id(number), null)));
            }
        };
        assertComplete(id);
    }

    @Test
    void aSearchThatTakesTooLongKeepsNoListFromBeingRead() throws Exception {
        var id = asked.created("ada");
        var over = new CountDownLatch(1);
        telling.words = request -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new LDAPException(ResultCode.OTHER, e);
            }
        };
        try (var impatient =
                Asked.open(directory.port(), directory.password(), directory.settings(), Duration.ofSeconds(1))) {
            var seen = new Seen();
            assertThat(impatient.session().observe(new Scope.All(), seen).next())
                    .isEmpty();
            assertThat(seen.accounts).extracting(Account::id).containsExactly(id);
        } finally {
            over.countDown();
        }
    }

    @Test
    void moreChangesThanThereIsRoomForHaveEverythingReadAgain() throws Exception {
        var since = since();
        assertThat(failure(since, request -> {
                    for (var number = 0; number < MANY; number++) {
                        entry(request, ContentSyncState.MODIFY, number);
                    }
                }))
                .isEqualTo(STALE);
        assertThat(failure(since, request -> request.sendIntermediateResponse(set(true, 0, MANY))))
                .isEqualTo(STALE);
        assertThat(failure(since, request -> {
                    var photo = new Attribute("jpegPhoto", "x".repeat(MEGABYTE));
                    for (var number = 0; number < 100; number++) {
                        request.sendSearchEntry(with(
                                entry(number, photo),
                                new ContentSyncStateControl(ContentSyncState.ADD, id(number), null)));
                    }
                }))
                .isEqualTo(STALE);
        telling.words = request -> {};
        assertThat(asked.since(since.cookie()).seen().accounts).isEmpty();
    }

    @Test
    void ofThoseWhoAreStillThereNoMoreAreHeardThanThereCanBe() throws Exception {
        var since = since();
        var many = set(false, 0, 100_000);
        telling.words = request -> request.sendIntermediateResponse(many);
        assertThat(asked.since(since.cookie()).seen().absent).isEmpty();
        assertThat(failure(since, request -> {
                    for (var time = 0; time < 11; time++) {
                        request.sendIntermediateResponse(many);
                    }
                }))
                .isEqualTo(STALE);
        var large = set(false, 0, 300_000);
        assertThat(failure(since, request -> request.sendIntermediateResponse(large)))
                .isEqualTo(STALE);
    }

    @Test
    void whatIsNotUnderstoodIsNoChange() throws Exception {
        var since = since();
        assertThat(failure(since, request -> request.sendSearchEntry(entry(1)))).isEqualTo(NOT_UNDERSTOOD);
        assertThat(failure(
                        since,
                        request -> request.sendSearchEntry(with(
                                entry(1),
                                new Control(ContentSyncStateControl.SYNC_STATE_OID, false, new ASN1OctetString("x"))))))
                .isEqualTo(NOT_UNDERSTOOD);
        assertThat(failure(
                        since,
                        request -> request.sendIntermediateResponse(new IntermediateResponse(
                                ContentSyncInfoIntermediateResponse.SYNC_INFO_OID, new ASN1OctetString("x")))))
                .isEqualTo(NOT_UNDERSTOOD);
        telling.other = Optional.of(new Control(ContentSyncDoneControl.SYNC_DONE_OID, false, new ASN1OctetString("x")));
        assertThat(failure(since, request -> {})).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void aDirectoryThatCannotGoOnHasEverythingReadAgain() throws Exception {
        var since = since();
        for (var code : List.of(
                ResultCode.E_SYNC_REFRESH_REQUIRED,
                ResultCode.UNWILLING_TO_PERFORM,
                ResultCode.PROTOCOL_ERROR,
                ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                ResultCode.SIZE_LIMIT_EXCEEDED,
                ResultCode.TIME_LIMIT_EXCEEDED,
                ResultCode.ADMIN_LIMIT_EXCEEDED)) {
            assertThat(failure(since, request -> {
                        throw new LDAPException(code);
                    }))
                    .as(code.toString())
                    .isEqualTo(STALE);
        }
        assertThat(failure(since, request -> {
                            throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
                        })
                        .kind())
                .isEqualTo(Kind.FORBIDDEN);
        for (var useless : List.of(new byte[0], new byte[5_000])) {
            telling.cookie = Optional.of(useless);
            assertThat(failure(since, request -> {})).isEqualTo(STALE);
        }
    }

    @Test
    void aConnectionThatBreaksOffIsNoListWithoutACookie() throws Exception {
        asked.created("ada");
        telling.words = request -> directory.close();
        assertThat(asked.failure(new Scope.All()).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(telling.requests).hasSize(1);
    }

    @Test
    void aPartThatIsKeptElsewhereIsNeitherPassedOverNorLookedFor() throws Exception {
        var since = since();
        assertThat(failure(
                        since,
                        request -> request.sendSearchReference(new SearchResultReference(
                                new String[] {"ldap://127.0.0.1:1/" + PEOPLE}, new Control[0]))))
                .isEqualTo(Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
        assertThat(failure(since, request -> {
                    throw new LDAPException(ResultCode.REFERRAL, "", "", new String[] {"ldap://127.0.0.1:1/" + PEOPLE});
                }))
                .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.REDIRECTED));
    }
}
