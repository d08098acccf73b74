package dev.usher.source.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Passed;
import dev.usher.source.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from what a directory says of changes. */
@Timeout(60)
class DirectoryWatchTest {
    private static final UUID ADA = new UUID(7, 1);
    private static final UUID PRINTER = new UUID(7, 2);

    private final Telling telling = new Telling();
    private MemoryPeople people;

    @BeforeEach
    void start() throws Exception {
        people = MemoryPeople.start(telling).with("ada", "employeeNumber: 1815");
    }

    @AfterEach
    void end() {
        people.close();
    }

    /** Says of changes what a test wants said, and of all else what is so. */
    private static final class Telling extends InMemoryOperationInterceptor {
        private interface Words {
            void say(InMemoryInterceptedSearchRequest request) throws LDAPException;
        }

        private final List<SearchRequest> requests = new ArrayList<>();
        private Words words = request -> shows(request, ContentSyncState.ADD, ADA);
        private ResultCode code = ResultCode.SUCCESS;
        private byte[] cookie = {1};
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
                var was = requireNonNull(result.getResult());
                result.setResult(new LDAPResult(was.getMessageID(), code, null, null, null, new Control[] {
                    new ContentSyncDoneControl(new ASN1OctetString(cookie), false)
                }));
            }
        }
    }

    private static void shows(InMemoryInterceptedSearchRequest request, ContentSyncState state, UUID id)
            throws LDAPException {
        request.sendSearchEntry(new SearchResultEntry(
                new Entry("uid=ada," + Read.BASE, new Attribute("objectClass", "person")),
                new ContentSyncStateControl(state, id, null)));
    }

    private Watch watch() {
        var watch = people.read().watching().open().watch().orElseThrow();
        telling.words = request -> {};
        return watch;
    }

    private boolean isOther(Watch watch, Telling.Words words) {
        telling.words = words;
        return watch.isOtherThanRead();
    }

    @Test
    void readingBeginsWithASearchForNoAttributesFromWhichIsGoneOn() {
        var watch = watch();
        telling.cookie = new byte[] {2};

        assertThat(watch.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(watch.isOtherThanRead()).isFalse();
        assertThat(watch.isOtherThanRead()).isFalse();

        assertThat(telling.requests)
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.getAttributeList()).containsExactly("1.1"));
        assertThat(telling.requests).extracting(DirectoryWatchTest::cookie).containsExactly("", "01", "02");
    }

    private static String cookie(SearchRequest request) {
        try {
            var control = new ContentSyncRequestControl(
                    requireNonNull(request.getControl(ContentSyncRequestControl.SYNC_REQUEST_OID)));
            var cookie = control.getCookie();
            return cookie == null ? "" : HexFormat.of().formatHex(cookie.getValue());
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoIsNewOrAnotherOneIsAChange() {
        for (var state : List.of(ContentSyncState.ADD, ContentSyncState.MODIFY)) {
            assertThat(isOther(watch(), request -> shows(request, state, PRINTER)))
                    .isTrue();
            telling.words = request -> shows(request, ContentSyncState.ADD, ADA);
        }
    }

    @Test
    void whoIsGoneIsAChangeIfTheyWereThere() {
        var watch = watch();

        assertThat(isOther(watch, request -> shows(request, ContentSyncState.DELETE, PRINTER)))
                .as("what else was deleted in the directory")
                .isFalse();
        assertThat(isOther(
                        watch,
                        request -> request.sendIntermediateResponse(
                                ContentSyncInfoIntermediateResponse.createSyncIDSetResponse(
                                        null, List.of(PRINTER, ADA), true))))
                .isTrue();
    }

    @Test
    void whoIsSaidToBeThereStillIsNoChange() {
        assertThat(isOther(
                        watch(),
                        request -> request.sendIntermediateResponse(
                                ContentSyncInfoIntermediateResponse.createSyncIDSetResponse(
                                        null, List.of(PRINTER), false))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 53, 4})
    void aDirectoryThatCannotGoOnIsReadOnceIfItCouldBefore(int code) {
        var watch = watch();
        assertThat(watch.isOtherThanRead()).isFalse();

        telling.code = ResultCode.valueOf(code);

        assertThat(watch.isOtherThanRead()).isTrue();
        assertThat(watch.isOtherThanRead()).isFalse();
    }

    @Test
    void aDirectoryThatNeverCouldGoOnIsNotReadAgainAndAgain() {
        var watch = watch();
        telling.code = ResultCode.E_SYNC_REFRESH_REQUIRED;

        assertThat(watch.isOtherThanRead()).isFalse();
        assertThat(watch.isOtherThanRead()).isFalse();
        assertThat(telling.requests).as("and not asked on").hasSize(2);
    }

    @Test
    void aDirectoryThatIsNotThereSaysNothing() {
        var watch = watch();
        people.close();

        assertThat(watch.isOtherThanRead()).isFalse();
    }

    @Test
    void whereTheSearchIsRefusedPeopleAreReadAndNotWatched() {
        telling.code = ResultCode.SIZE_LIMIT_EXCEEDED;

        var feed = people.read().watching().open();

        assertThat(feed.watch()).isEmpty();
        assertThat(feed.read(new Passed())).isInstanceOf(Reading.Complete.class);
    }

    @Test
    void whatWasNotReadToItsEndIsNotWatched() {
        var read = people.read().watching().below(Read.BASE, LdapTerms.Depth.SUBTREE, "(objectClass=nobody)");

        assertThat(read.open().watch()).isEmpty();
    }
}
