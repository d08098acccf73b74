package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema of RFC 7643 sections 4 and 8.7, or of a vendor, read from a table with one attribute a line. */
public record Schema(String id, String name, List<Attribute> attributes) {
    public static final Schema COMMON = read("", "Common", """
            schemas     reference multi always required caseExact words=uri
            id          string readOnly always caseExact unique
            externalId  string caseExact
            meta        complex readOnly
            meta.resourceType string readOnly caseExact
            meta.created      dateTime readOnly
            meta.lastModified dateTime readOnly
            meta.location     reference readOnly caseExact words=uri
            meta.version      string readOnly caseExact
            """);

    public static final Schema USER = read("urn:ietf:params:scim:schemas:core:2.0:User", "User", """
            userName          string required unique
            name              complex
            name.formatted       string
            name.familyName      string
            name.givenName       string
            name.middleName      string
            name.honorificPrefix string
            name.honorificSuffix string
            displayName       string
            nickName          string
            profileUrl        reference caseExact words=external
            title             string
            userType          string
            preferredLanguage string
            locale            string
            timezone          string
            active            boolean
            password          string writeOnly never caseExact
            emails            complex multi
            emails.value         string
            emails.display       string
            emails.type          string words=work,home,other
            emails.primary       boolean
            phoneNumbers         complex multi
            phoneNumbers.value   string
            phoneNumbers.display string
            phoneNumbers.type    string words=work,home,mobile,fax,pager,other
            phoneNumbers.primary boolean
            ims                  complex multi
            ims.value            string
            ims.display          string
            ims.type             string words=aim,gtalk,icq,xmpp,msn,skype,qq,yahoo
            ims.primary          boolean
            photos               complex multi
            photos.value         reference caseExact words=external
            photos.display       string
            photos.type          string words=photo,thumbnail
            photos.primary       boolean
            addresses               complex multi
            addresses.formatted     string
            addresses.streetAddress string
            addresses.locality      string
            addresses.region        string
            addresses.postalCode    string
            addresses.country       string
            addresses.type          string words=work,home,other
            addresses.primary       boolean
            groups            complex multi readOnly
            groups.value         string readOnly caseExact
            groups.$ref          reference readOnly caseExact words=User,Group
            groups.display       string readOnly
            groups.type          string readOnly words=direct,indirect
            entitlements         complex multi
            entitlements.value   string
            entitlements.display string
            entitlements.type    string
            entitlements.primary boolean
            roles                complex multi
            roles.value          string
            roles.display        string
            roles.type           string
            roles.primary        boolean
            x509Certificates         complex multi
            x509Certificates.value   binary caseExact
            x509Certificates.display string
            x509Certificates.type    string
            x509Certificates.primary boolean
            """);

    public static final Schema ENTERPRISE =
            read("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "EnterpriseUser", """
            employeeNumber string
            costCenter     string
            organization   string
            division       string
            department     string
            manager        complex
            manager.value       string caseExact
            manager.$ref        reference caseExact words=User
            manager.displayName string readOnly
            """);

    /** What this vendor knows of its users beyond the RFC. */
    public static final Schema LICENCE =
            read("urn:example:params:scim:schemas:extension:licence:1.0:User", "LicensedUser", """
            plan string
            seat string caseExact
            """);

    public static final Schema GROUP = read("urn:ietf:params:scim:schemas:core:2.0:Group", "Group", """
            displayName   string required
            members       complex multi
            members.value    string immutable caseExact
            members.$ref     reference immutable caseExact words=User,Group
            members.type     string immutable words=User,Group
            """);

    public ObjectNode definition() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:Schema");
        node.put("id", id)
                .put("name", name)
                .put(
                        "description",
                        name + (id.startsWith("urn:ietf:") ? " as RFC 7643 defines it" : " as this vendor defines it"));
        ArrayNode list = node.putArray("attributes");
        attributes.forEach(attribute -> list.add(attribute.definition()));
        return node;
    }

    private static Schema read(String id, String name, String table) {
        Map<String, Attribute> tops = new LinkedHashMap<>();
        table.lines().map(String::strip).forEach(line -> {
            List<String> words = List.of(line.split("\\s+"));
            String path = words.getFirst();
            int dot = path.indexOf('.');
            Attribute attribute = attribute(path.substring(dot + 1), words.subList(1, words.size()));
            if (dot < 0) {
                tops.put(path, attribute);
            } else {
                tops.computeIfPresent(path.substring(0, dot), (key, top) -> with(top, attribute));
            }
        });
        return new Schema(id, name, List.copyOf(tops.values()));
    }

    private static Attribute attribute(String name, List<String> words) {
        String mutability = "readWrite";
        String returned = "default";
        List<String> values = List.of();
        for (String word : words) {
            switch (word) {
                case "readOnly", "immutable", "writeOnly" -> mutability = word;
                case "always", "never" -> returned = word;
                default -> {
                    if (word.startsWith("words=")) {
                        values = List.of(word.substring("words=".length()).split(","));
                    }
                }
            }
        }
        Attribute.Traits traits = new Attribute.Traits(
                words.contains("required"),
                words.contains("caseExact"),
                words.contains("unique"),
                mutability,
                returned,
                values);
        return new Attribute(name, Attribute.Type.of(words.getFirst()), words.contains("multi"), traits, List.of());
    }

    private static Attribute with(Attribute top, Attribute sub) {
        List<Attribute> subs = new ArrayList<>(top.subAttributes());
        subs.add(sub);
        return new Attribute(top.name(), top.type(), top.multiValued(), top.traits(), List.copyOf(subs));
    }
}
