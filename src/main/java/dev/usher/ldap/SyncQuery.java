package dev.usher.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.IntermediateResponseListener;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoType;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A search that says what changed below a base (RFC 4533), once and without waiting for more. A directory cannot cut it into pages.
 *
 * <p>That an entry is still there is no news, and that it is not said to be there is no proof that it is gone: both are passed over.
 *
 * @param attributes of the entries that changed
 * @param from where an earlier one ended; empty: nothing is asked for but where a later one can begin
 * @param named is told the ids of all entries, where nothing but that is asked for
 */
public record SyncQuery(
        String base,
        SearchScope scope,
        Filter filter,
        List<String> attributes,
        Optional<ASN1OctetString> from,
        Consumer<UUID> named) {
    /** Of entries that changed, and of those that are gone. */
    private static final int MANY = 20_000;
    /** Of all that a directory names, be it only to say that it is still there. */
    private static final int MOST = 1_000_000;

    private static final int LONGEST_COOKIE = 2_048;
    /** Words about many entries at once, which take up some room more when they are taken apart. */
    private static final int LONGEST_SET = 4 << 20;

    public SyncQuery {
        attributes = List.copyOf(attributes);
    }

    /** Asks where a later one can begin. */
    public static SyncQuery start(String base, Filter filter) {
        return new SyncQuery(
                base, SearchScope.SUB, filter, List.of(Query.NO_ATTRIBUTES), Optional.empty(), SyncQuery::nobody);
    }

    /** Asks what changed since. */
    public static SyncQuery since(ASN1OctetString cookie, String base, Filter filter, String... attributes) {
        return new SyncQuery(
                base, SearchScope.SUB, filter, List.of(attributes), Optional.of(cookie), SyncQuery::nobody);
    }

    /** The same of another part of what is below the base. */
    public SyncQuery within(SearchScope other) {
        return new SyncQuery(base, other, filter, attributes, from, named);
    }

    /** The same, which tells the ids of all entries where it asks where a later one can begin. */
    public SyncQuery telling(Consumer<UUID> whom) {
        return new SyncQuery(base, scope, filter, attributes, from, whom);
    }

    private static void nobody(UUID id) {}

    /**
     * What a directory says of changes.
     *
     * @param changed new ones as well
     * @param gone those that were here, or elsewhere in the directory, and now are not here
     * @param refers whether a part of it is kept elsewhere
     * @param next where a later one can begin; empty where it says nothing of it
     */
    public record Told(
            List<SearchResultEntry> changed, Set<UUID> gone, boolean refers, Optional<ASN1OctetString> next) {
        public Told {
            changed = List.copyOf(changed);
            gone = Set.copyOf(gone);
        }
    }

    /**
     * Asks.
     *
     * @throws LDAPException also where there is more than is listened to, by the code by which a directory says that all has to be read again
     */
    public Told send(LDAPConnection connection) throws LDAPException {
        var heard = new Heard(from.isPresent(), named);
        var request = new SearchRequest(heard, base, scope, filter, attributes.toArray(String[]::new));
        request.addControl(
                new ContentSyncRequestControl(true, ContentSyncRequestMode.REFRESH_ONLY, from.orElse(null), false));
        request.setIntermediateResponseListener(heard);
        var result = connection.search(request);
        if (heard.isGarbled) {
            throw new LDAPException(ResultCode.DECODING_ERROR);
        }
        if (heard.isTooMuch) {
            throw tooMuch();
        }
        return new Told(heard.changed, heard.gone, heard.refers, next(result));
    }

    /** An empty one is what OpenLDAP says that did not understand ours. */
    private static Optional<ASN1OctetString> next(SearchResult result) throws LDAPException {
        var next = Optional.ofNullable(ContentSyncDoneControl.get(result))
                .flatMap(done -> Optional.ofNullable(done.getCookie()));
        if (next.filter(cookie -> !isUsable(cookie)).isPresent()) {
            throw tooMuch();
        }
        return next;
    }

    private static boolean isUsable(ASN1OctetString cookie) {
        return cookie.getValueLength() > 0 && cookie.getValueLength() <= LONGEST_COOKIE;
    }

    /** Whether changes cannot be told of from where they were left, as a directory says it: by the code for it, or as OpenLDAP does. */
    public static boolean isOver(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.E_SYNC_REFRESH_REQUIRED_INT_VALUE,
                    ResultCode.PROTOCOL_ERROR_INT_VALUE,
                    ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
                    ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE,
                    ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> true;
            default -> false;
        };
    }

    private static LDAPException tooMuch() {
        return new LDAPException(ResultCode.E_SYNC_REFRESH_REQUIRED);
    }

    /** Takes as many as there may be. */
    private static final class Heard implements SearchResultListener, IntermediateResponseListener {
        private static final long serialVersionUID = 1L;

        private final transient List<SearchResultEntry> changed = new ArrayList<>();
        private final transient Set<UUID> gone = new TreeSet<>();
        private final boolean keeps;
        private final transient Consumer<UUID> all;
        private int named;
        private boolean isTooMuch;
        private boolean isGarbled;
        private boolean refers;

        /** Of entries, or of nothing but their number. */
        Heard(boolean keeps, Consumer<UUID> all) {
            this.keeps = keeps;
            this.all = all;
        }

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            try {
                var state = Optional.ofNullable(ContentSyncStateControl.get(entry));
                if (names(1)) {
                    state.ifPresentOrElse(its -> takes(entry, its), () -> isGarbled = true);
                } else if (!isTooMuch) {
                    state.map(ContentSyncStateControl::getEntryUUID).ifPresent(all);
                }
            } catch (LDAPException _) {
                isGarbled |= keeps;
            }
        }

        private void takes(SearchResultEntry entry, ContentSyncStateControl control) {
            switch (control.getState()) {
                case ADD, MODIFY -> {
                    if (changed.size() < MANY) {
                        changed.add(entry);
                    } else {
                        isTooMuch = true;
                    }
                }
                case DELETE -> takes(List.of(control.getEntryUUID()));
                case PRESENT -> {}
            }
        }

        private void takes(List<UUID> ids) {
            gone.addAll(ids.subList(0, Math.min(ids.size(), MANY - gone.size())));
            isTooMuch |= gone.size() >= MANY;
        }

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {
            refers = true;
        }

        @Override
        public void intermediateResponseReturned(IntermediateResponse response) {
            if (!keeps || !ContentSyncInfoIntermediateResponse.SYNC_INFO_OID.equals(response.getOID())) {
                return;
            }
            var length = Optional.ofNullable(response.getValue()).map(ASN1OctetString::getValueLength);
            if (length.orElse(0) > LONGEST_SET) {
                isTooMuch = true;
                return;
            }
            try {
                takes(ContentSyncInfoIntermediateResponse.decode(response));
            } catch (LDAPException _) {
                isGarbled = true;
            }
        }

        /** What is named without being gone is still there. */
        private void takes(ContentSyncInfoIntermediateResponse info) {
            if (info.getType() == ContentSyncInfoType.SYNC_ID_SET) {
                var ids = Optional.ofNullable(info.getEntryUUIDs()).orElse(List.of());
                if (names(ids.size()) && info.refreshDeletes()) {
                    takes(ids);
                }
            }
        }

        /** Counts them, and says whether they are to be looked at. */
        private boolean names(int more) {
            named = Math.min(named, MOST) + more;
            isTooMuch |= named > MOST;
            return keeps && !isTooMuch;
        }
    }
}
