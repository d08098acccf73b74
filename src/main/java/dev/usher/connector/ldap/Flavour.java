package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.usher.connector.Block;
import dev.usher.connector.Problem;
import dev.usher.ldap.AccountControl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How a directory is told that nobody gets in with an account. */
sealed interface Flavour {
    /** Of OpenLDAP's password policies, which take it away from whoever has a new password. */
    String LOCK = "pwdAccountLockedTime";

    /** The attribute that says so. */
    String attribute();

    boolean isActive(Entry entry);

    /** Whether that can be told. */
    boolean isClear(Entry entry);

    /** What makes it so, of an entry as it was read. */
    List<Modification> modifications(Entry entry, boolean active);

    /** What a new account needs to be so. */
    List<Attribute> atCreation(boolean active);

    /** What gives an entry that was read another password where the directory has no operation for that; it stays as open as it was. */
    List<Modification> password(Entry entry, String value);

    /** What has whoever signs on change the password first; empty where nothing is known to do that. */
    Optional<Modification> toBeChanged();

    /** What shuts an entry again that was shut, where another password opens it; empty where that changes nothing. */
    List<Modification> shutAgain(Entry before);

    /** Whether passwords are set as Active Directory has it, which takes them over an encrypted connection alone. */
    boolean isActiveDirectory();

    static Optional<Problem> problem(Block block) {
        var by = block.text("users.disable.by").orElse("");
        return switch (by) {
            case "ppolicy", "nsAccountLock", "userAccountControl" -> Optional.empty();
            case "attribute" -> problemOfValues(block);
            default ->
                Optional.of(Problem.newer(
                        "users.disable.by", "it can be ppolicy, nsAccountLock, userAccountControl, attribute"));
        };
    }

    private static Optional<Problem> problemOfValues(Block block) {
        var attribute = block.text("users.disable.attribute");
        return attribute.isPresent() && block.text("users.disable.disabled").isPresent()
                ? Naming.reserved(attribute.get()).map(advice -> new Problem("users.disable.attribute", advice))
                : Optional.of(new Problem(
                        "users.disable", "give attribute, and the value disabled that it has when nobody gets in"));
    }

    static Flavour of(Block block) {
        return switch (block.text("users.disable.by").orElse("")) {
            case "ppolicy" -> new Values(LOCK, Optional.empty(), "000001010000Z");
            case "nsAccountLock" -> new Values("nsAccountLock", Optional.empty(), "TRUE");
            case "userAccountControl" -> new Bit();
            default ->
                new Values(
                        block.text("users.disable.attribute").orElse(""),
                        block.text("users.disable.enabled"),
                        block.text("users.disable.disabled").orElse(""));
        };
    }

    /**
     * An attribute that has one value alone if nobody gets in, and another one, or none, otherwise.
     *
     * @param enabled empty where it then has none
     */
    record Values(String attribute, Optional<String> enabled, String disabled) implements Flavour {
        @Override
        public boolean isActive(Entry entry) {
            return Optional.ofNullable(entry.getAttributeValues(attribute))
                    .filter(values -> values.length == 1 && values[0].equalsIgnoreCase(disabled))
                    .isEmpty();
        }

        /** Whatever it is, it is that value or is not. */
        @Override
        public boolean isClear(Entry entry) {
            return true;
        }

        @Override
        public List<Modification> modifications(Entry entry, boolean active) {
            var value = active ? enabled : Optional.of(disabled);
            return List.of(value.map(text -> new Modification(ModificationType.REPLACE, attribute, text))
                    .orElseGet(() -> new Modification(ModificationType.REPLACE, attribute)));
        }

        @Override
        public List<Attribute> atCreation(boolean active) {
            var value = active ? enabled : Optional.of(disabled);
            return value.map(text -> new Attribute(attribute, text)).stream().toList();
        }

        /** A lock that the same request takes away and sets is set afterwards: OpenLDAP then leaves both to the request. */
        @Override
        public List<Modification> password(Entry entry, String value) {
            var set = new Modification(ModificationType.REPLACE, "userPassword", value);
            return isLock() && !isActive(entry)
                    ? List.of(
                            new Modification(ModificationType.DELETE, attribute),
                            set,
                            new Modification(ModificationType.ADD, attribute, disabled))
                    : List.of(set);
        }

        @Override
        public Optional<Modification> toBeChanged() {
            return isLock()
                    ? Optional.of(new Modification(ModificationType.REPLACE, "pwdReset", "TRUE"))
                    : Optional.empty();
        }

        @Override
        public List<Modification> shutAgain(Entry before) {
            return isLock() && !isActive(before) ? modifications(before, false) : List.of();
        }

        @Override
        public boolean isActiveDirectory() {
            return false;
        }

        private boolean isLock() {
            return attribute.equals(LOCK);
        }
    }

    /** Bit 2 of userAccountControl; the others are left as they were read, or nothing is done. */
    record Bit() implements Flavour {
        private static final int NORMAL = 512;

        @Override
        public String attribute() {
            return AccountControl.ATTRIBUTE;
        }

        @Override
        public boolean isActive(Entry entry) {
            return value(entry).filter(AccountControl::isDisabled).isEmpty();
        }

        @Override
        public boolean isClear(Entry entry) {
            return !entry.hasAttribute(attribute()) || value(entry).isPresent();
        }

        @Override
        public List<Modification> modifications(Entry entry, boolean active) {
            var before = value(entry);
            var bits = before.orElse(NORMAL);
            var after = active ? bits & ~AccountControl.DISABLED : bits | AccountControl.DISABLED;
            if (before.isPresent() && after == bits) {
                return List.of();
            }
            var add = new Modification(ModificationType.ADD, attribute(), Integer.toString(after));
            return before.map(old ->
                            List.of(new Modification(ModificationType.DELETE, attribute(), Integer.toString(old)), add))
                    .orElseGet(() -> List.of(add));
        }

        @Override
        public List<Attribute> atCreation(boolean active) {
            return List.of(
                    new Attribute(attribute(), Integer.toString(active ? NORMAL : NORMAL | AccountControl.DISABLED)));
        }

        /** Within quotes, in UTF-16 (MS-ADTS section 3.1.1.3.1.5). */
        @Override
        public List<Modification> password(Entry entry, String value) {
            var quoted = ("\"" + value + "\"").getBytes(StandardCharsets.UTF_16LE);
            return List.of(new Modification(ModificationType.REPLACE, "unicodePwd", quoted));
        }

        @Override
        public Optional<Modification> toBeChanged() {
            return Optional.of(new Modification(ModificationType.REPLACE, "pwdLastSet", "0"));
        }

        @Override
        public List<Modification> shutAgain(Entry before) {
            return List.of();
        }

        @Override
        public boolean isActiveDirectory() {
            return true;
        }

        private Optional<Integer> value(Entry entry) {
            return Optional.ofNullable(entry.getAttributeValueAsInteger(attribute()));
        }
    }
}
