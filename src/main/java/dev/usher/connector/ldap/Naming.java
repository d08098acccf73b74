package dev.usher.connector.ldap;

import dev.usher.domain.account.Attributes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which attribute of an entry is which of ours; one that has no name of ours goes by its own.
 *
 * @param places the attributes of entries by names of ours
 * @param names the names of ours by attributes of entries, in small letters
 * @param key the attribute that keeps our key
 */
record Naming(Map<String, String> places, Map<String, String> names, String key) {
    /** As RFC 2798 and the RFCs before it have them. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry(Attributes.USER_NAME, "uid"),
            Map.entry(Attributes.DISPLAY_NAME, "cn"),
            Map.entry(Attributes.GIVEN_NAME, "givenName"),
            Map.entry(Attributes.FAMILY_NAME, "sn"),
            Map.entry(Attributes.EMAIL, "mail"),
            Map.entry(Attributes.TITLE, "title"),
            Map.entry(Attributes.DEPARTMENT, "departmentNumber"),
            Map.entry(Attributes.ORGANIZATION, "o"),
            Map.entry(Attributes.LOCATION, "l"),
            Map.entry(Attributes.LOCALE, "preferredLanguage"));

    /** Whether somebody gets in, and as whom; and what the directory keeps itself. */
    private static final Set<String> RESERVED = Set.of(
            "objectclass",
            "userpassword",
            "unicodepwd",
            "useraccountcontrol",
            "nsaccountlock",
            "memberof",
            "entryuuid",
            "objectguid",
            "nsuniqueid",
            "usercertificate",
            "usercertificate;binary",
            "authpassword",
            "sshpublickey");

    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

    Naming {
        places = Map.copyOf(places);
        names = Map.copyOf(names);
    }

    static Optional<String> objection(String attribute) {
        if (attribute.equals(Attributes.MANAGER)) {
            return Optional.of(
                    "a directory names managers by their entries, which this version does not write: leave it out");
        }
        return isReserved(attribute)
                ? Optional.of("it says whether somebody gets in, and as whom, or is the directory's own: leave it out")
                : ATTRIBUTE.matcher(attribute).matches()
                        ? Optional.empty()
                        : Optional.of("give the name of an attribute of the directory, such as employeeType");
    }

    static Optional<String> problem(Map<String, String> said, String key) {
        for (var place : said.values()) {
            if (!ATTRIBUTE.matcher(place).matches() || isReserved(place)) {
                return Optional.of(place + " is no attribute that can be written so");
            }
            if (place.equalsIgnoreCase(key)) {
                return Optional.of(place + " keeps the key already: give another attribute, or another users.key");
            }
        }
        return Optional.empty();
    }

    /** A name that begins with pwd is of password policies. */
    private static boolean isReserved(String attribute) {
        var small = attribute.toLowerCase(Locale.ROOT);
        return RESERVED.contains(small) || small.startsWith("pwd") || small.startsWith("krb");
    }

    static Naming of(Map<String, String> said, String key, Template template) {
        var places = new HashMap<>(USUAL);
        places.putAll(said);
        if (template.source().equals(Attributes.USER_NAME) && !said.containsKey(Attributes.USER_NAME)) {
            places.put(Attributes.USER_NAME, template.type());
        }
        var isOfName = template.type().equalsIgnoreCase(places.get(Attributes.DISPLAY_NAME));
        if (isOfName && !template.source().equals(Attributes.DISPLAY_NAME)) {
            places.put(Attributes.DISPLAY_NAME, "displayName");
        }
        var names = new HashMap<String, String>();
        places.forEach((name, place) -> names.put(place.toLowerCase(Locale.ROOT), name));
        return new Naming(places, names, key);
    }

    /** The attribute that shows one of ours. */
    String place(String name) {
        return places.getOrDefault(name, name);
    }

    /** What an attribute is to us. */
    String name(String attribute) {
        return names.getOrDefault(attribute.toLowerCase(Locale.ROOT), attribute);
    }

    /** Whether it may be written by this name, which roles and mappings can give freely. */
    boolean isWritable(String name) {
        return objection(name).isEmpty() && !place(name).equalsIgnoreCase(key);
    }

    /** Whether it describes somebody: all else that an entry shows is none of our business. */
    boolean describes(String attribute) {
        return ATTRIBUTE.matcher(attribute).matches() && !isReserved(attribute) && !attribute.equalsIgnoreCase(key);
    }
}
