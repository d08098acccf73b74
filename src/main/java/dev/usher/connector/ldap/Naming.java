package dev.usher.connector.ldap;

import dev.usher.domain.account.Attributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which attribute of an entry is which of ours; what has no name of ours is none of our business.
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
            "sshpublickey",
            "authzto",
            "authzfrom",
            "saslauthzto",
            "saslauthzfrom",
            "aci",
            "openldapaci",
            "nsroledn",
            "nsrole",
            "altsecurityidentities",
            "serviceprincipalname",
            "ntsecuritydescriptor",
            "uidnumber",
            "gidnumber",
            "primarygroupid",
            "accountexpires",
            "lockouttime",
            "sidhistory",
            "objectsid");

    private static final List<String> RESERVED_BEGINNINGS = List.of("pwd", "krb", "samba", "msds-");

    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

    Naming {
        places = Map.copyOf(places);
        names = Map.copyOf(names);
    }

    /** Why an attribute of the directory cannot be what somebody means by it, as advice; empty where it can. */
    static Optional<String> reserved(String attribute) {
        return !ATTRIBUTE.matcher(attribute).matches()
                ? Optional.of("give the name of an attribute of the directory, such as employeeType")
                : isReserved(attribute)
                        ? Optional.of(
                                "it says whether somebody gets in, and as whom, or is the directory's own: give another one")
                        : Optional.empty();
    }

    /**
     * What is wrong with the names that somebody gave.
     *
     * @param lock the attribute that says who gets in
     */
    static Optional<String> problem(Map<String, String> said, String key, Template template, String lock) {
        for (var place : said.values()) {
            if (reserved(place).isPresent()) {
                return Optional.of(place + " is no attribute that can be written so");
            }
        }
        var naming = of(said, key, template);
        var owners = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        owners.put(key, "users.key");
        if (owners.putIfAbsent(lock, "users.disable") != null) {
            return Optional.of(twice(lock, "users.key", "users.disable"));
        }
        for (var own : new TreeMap<>(naming.places).entrySet()) {
            var other = owners.putIfAbsent(own.getValue(), own.getKey());
            if (other != null) {
                return Optional.of(twice(own.getValue(), other, own.getKey()));
            }
        }
        // Whatever else it were, it would be read as that.
        return Optional.ofNullable(owners.get(template.type()))
                .filter(called -> !called.equals(template.source()))
                .filter(called ->
                        !called.equals("users.key") || !template.source().equals(Attributes.EXTERNAL_ID))
                .map(called -> twice(template.type(), "users.dn", called));
    }

    private static String twice(String attribute, String one, String other) {
        return "%s cannot be both %s and %s: give one of them another attribute".formatted(attribute, one, other);
    }

    /** Why accounts cannot have an attribute of this name, as advice; empty where they can. */
    Optional<String> objection(String name) {
        if (name.equals(Attributes.MANAGER)) {
            return Optional.of(
                    "a directory names managers by their entries, which this version does not write: leave it out");
        }
        if (places.containsKey(name)) {
            return Optional.empty();
        }
        return isReserved(name)
                ? Optional.of("it says whether somebody gets in, and as whom, or is the directory's own: leave it out")
                : Optional.of("whoever runs the directory says which attributes can be written: add it to "
                        + "`spec.connector.ldap.users.attributes`, such as {employeeType: employeeType}");
    }

    /** What begins with pwd is of password policies; what begins with krb, of Kerberos; what begins with samba or msDS-, of domains. */
    private static boolean isReserved(String attribute) {
        var small = attribute.toLowerCase(Locale.ROOT);
        return RESERVED.contains(small) || RESERVED_BEGINNINGS.stream().anyMatch(small::startsWith);
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

    /** What an attribute is to us; empty of what describes nobody. */
    Optional<String> name(String attribute) {
        return Optional.ofNullable(names.get(attribute.toLowerCase(Locale.ROOT)));
    }

    /** Whether it may be written by this name, which roles and mappings can give freely. */
    boolean isWritable(String name) {
        return objection(name).isEmpty();
    }

    /** The attributes of entries that are read. */
    Collection<String> read() {
        return places.values();
    }
}
