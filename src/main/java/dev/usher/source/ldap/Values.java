package dev.usher.source.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.ldap.AccountControl;
import dev.usher.ldap.BinaryId;
import dev.usher.ldap.Times;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The values of one entry, as texts: of an attribute with several, all of them in order with a comma between. */
final class Values {
    static final String ENABLED = "enabled";
    static final String DISABLED = "disabled";

    private static final Set<String> GUIDS = Set.of("objectguid", "ms-ds-consistencyguid");
    private static final Set<String> SIDS = Set.of("objectsid", "sidhistory");
    /** Instants as numbers. */
    private static final Set<String> COUNTS =
            Set.of("accountexpires", "badpasswordtime", "lastlogon", "lastlogontimestamp", "lockouttime", "pwdlastset");

    /** A generalized time of the zone in which directories have them; what ends otherwise may be a number of somebody. */
    private static final Pattern TIME = Pattern.compile("\\d{12}(\\d{2}([.,]\\d+)?)?Z");

    private final Entry entry;
    private final LdapTerms terms;
    private final Map<String, String> texts = new TreeMap<>();
    private final Set<String> there = new TreeSet<>();
    private final Map<String, Rule> faults = new TreeMap<>();

    private Values(Entry entry, LdapTerms terms) {
        this.entry = entry;
        this.terms = terms;
    }

    /** Whether the values of an attribute are said as they are. */
    static boolean areAsTheyAre(String attribute) {
        var small = attribute.toLowerCase(Locale.ROOT);
        return !GUIDS.contains(small)
                && !SIDS.contains(small)
                && !COUNTS.contains(small)
                && !small.equals(AccountControl.ATTRIBUTE.toLowerCase(Locale.ROOT));
    }

    /** What finds the entry of a key, and maybe others; empty of what no key can be. */
    static Optional<Filter> sought(String attribute, String key) {
        var small = attribute.toLowerCase(Locale.ROOT);
        var bytes = GUIDS.contains(small)
                ? BinaryId.ofGuid(key)
                : SIDS.contains(small)
                        ? BinaryId.ofSid(key)
                        : Optional.of(key.getBytes(StandardCharsets.UTF_8)).filter(text -> text.length > 0);
        return bytes.map(value -> Filter.createEqualityFilter(attribute, value));
    }

    /** Of those with options, such as a language, the one without any counts. */
    static Values of(Entry entry, LdapTerms terms) {
        var values = new Values(entry, terms);
        for (var name : terms.asked()) {
            Optional.ofNullable(entry.getAttribute(name)).ifPresent(shown -> values.takes(name, shown));
        }
        return values;
    }

    /** By the names that were asked for. */
    Map<String, String> texts() {
        return texts;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** What was there, whatever it was. */
    Set<String> there() {
        return there;
    }

    /** What cannot be read, and why. */
    Map<String, Rule> faults() {
        return faults;
    }

    private void takes(String name, Attribute shown) {
        there.add(name);
        var all = new TreeSet<String>();
        for (var bytes : shown.getValueByteArrays()) {
            var text = text(name, bytes);
            if (text.isEmpty()) {
                failed(name, Rule.NOT_TEXT);
                return;
            }
            text.map(String::strip).filter(said -> !said.isEmpty()).ifPresent(all::add);
        }
        var said = all.size() > 1 ? called(name).orElseGet(() -> String.join(",", all)) : String.join("", all);
        if (said.length() > terms.bounds().valueLength()) {
            failed(name, Rule.VALUE_TOO_LONG);
        } else if (!said.isEmpty()) {
            texts.put(name, said);
        }
    }

    /** The value by which an entry is called counts before others that the attribute has. */
    private Optional<String> called(String name) {
        try {
            return Optional.ofNullable(entry.getRDN())
                    .flatMap(rdn -> IntStream.range(0, rdn.getAttributeNames().length)
                            .filter(at -> rdn.getAttributeNames()[at].equalsIgnoreCase(name))
                            .mapToObj(at -> rdn.getAttributeValues()[at].strip())
                            .findFirst());
        } catch (LDAPException _) {
            return Optional.empty();
        }
    }

    /** Empty of bytes that are no text; a text is empty where it means that there is nothing. */
    private Optional<String> text(String name, byte[] bytes) {
        var small = name.toLowerCase(Locale.ROOT);
        if (GUIDS.contains(small)) {
            return Optional.of(BinaryId.guid(bytes));
        }
        if (SIDS.contains(small)) {
            return Optional.of(BinaryId.sid(bytes));
        }
        return decoded(bytes).map(text -> terms.isKey(name) ? text : meant(name, small, text));
    }

    private String meant(String name, String small, String text) {
        if (small.equals(AccountControl.ATTRIBUTE.toLowerCase(Locale.ROOT))) {
            return word(text);
        }
        if (COUNTS.contains(small)) {
            return Times.isCount(text) ? counted(text) : text;
        }
        if (terms.references().contains(name)) {
            return LdapTerms.normalized(text).orElse(text);
        }
        return TIME.matcher(text).matches()
                ? Times.generalized(text).map(Instant::toString).orElse(text)
                : text;
    }

    /** What is no number stays as it is, and is no word that anybody declares. */
    private static String word(String bits) {
        try {
            return AccountControl.isDisabled(Integer.parseInt(bits)) ? DISABLED : ENABLED;
        } catch (NumberFormatException _) {
            return bits;
        }
    }

    /** 0 means never, as the largest number does. */
    private static String counted(String count) {
        return Times.counted(count)
                .filter(instant -> instant.isAfter(Instant.EPOCH))
                .map(Instant::toString)
                .orElse("");
    }

    private static Optional<String> decoded(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text).filter(said -> said.indexOf('\0') < 0);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private void failed(String name, Rule rule) {
        faults.put(name, rule);
    }
}
