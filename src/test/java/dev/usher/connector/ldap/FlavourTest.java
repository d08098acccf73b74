package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import dev.usher.connector.Block;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words by which directories that are not at hand here are told that nobody gets in. */
class FlavourTest {
    private static Flavour flavour(String by) {
        return Flavour.of(new Block(Map.of("users", Map.of("disable", Map.of("by", by)))));
    }

    private static List<String> said(List<Modification> modifications) {
        return modifications.stream()
                .map(one -> one.getModificationType().getName() + " " + one.getAttributeName()
                        + Arrays.toString(one.getValues()))
                .toList();
    }

    private static Entry entry(String attribute, String... values) {
        var entry = new Entry("cn=x");
        if (values.length > 0) {
            entry.addAttribute(new Attribute(attribute, values));
        }
        return entry;
    }

    @Test
    void theOtherBitsOfAnAccountStayAsTheyAre() {
        var bit = flavour("userAccountControl");
        var active = entry("userAccountControl", "66048");
        assertThat(bit.isActive(active)).isTrue();
        assertThat(said(bit.modifications(active, false)))
                .containsExactly("DELETE userAccountControl[66048]", "ADD userAccountControl[66050]");
        var disabled = entry("userAccountControl", "66050");
        assertThat(bit.isActive(disabled)).isFalse();
        assertThat(said(bit.modifications(disabled, true)))
                .containsExactly("DELETE userAccountControl[66050]", "ADD userAccountControl[66048]");
        assertThat(bit.modifications(disabled, false)).isEmpty();
    }

    @Test
    void bitsThatAreNoNumberSayNothing() {
        var bit = flavour("userAccountControl");
        assertThat(bit.isClear(entry("userAccountControl", "514"))).isTrue();
        assertThat(bit.isClear(entry("userAccountControl"))).isTrue();
        assertThat(bit.isClear(entry("userAccountControl", "disabled"))).isFalse();
        assertThat(flavour("ppolicy").isClear(entry("pwdAccountLockedTime", "x")))
                .isTrue();
    }

    @Test
    void aPasswordOfActiveDirectoryIsQuotedAndOfTwoBytesASign() {
        var bit = flavour("userAccountControl");
        var set = bit.password(entry("userAccountControl", "514"), "aé").getFirst();
        assertThat(set.getAttributeName()).isEqualTo("unicodePwd");
        assertThat(set.getValueByteArrays()[0]).containsExactly('"', 0, 'a', 0, 0xE9, 0, '"', 0);
        assertThat(said(bit.toBeChanged().stream().toList())).containsExactly("REPLACE pwdLastSet[0]");
    }

    @Test
    void aPasswordOfWhoIsNotLockedIsOneValue() {
        assertThat(said(flavour("ppolicy").password(entry("pwdAccountLockedTime"), "x")))
                .containsExactly("REPLACE userPassword[x]");
        assertThat(said(flavour("nsAccountLock").password(entry("nsAccountLock", "TRUE"), "x")))
                .containsExactly("REPLACE userPassword[x]");
    }

    @Test
    void aLockOf389DirectoryServerIsSetAndTakenAway() {
        var lock = flavour("nsAccountLock");
        assertThat(lock.isActive(entry("nsAccountLock", "true"))).isFalse();
        assertThat(lock.isActive(entry("nsAccountLock"))).isTrue();
        assertThat(said(lock.modifications(entry("nsAccountLock"), false)))
                .containsExactly("REPLACE nsAccountLock[TRUE]");
        assertThat(said(lock.modifications(entry("nsAccountLock", "TRUE"), true)))
                .containsExactly("REPLACE nsAccountLock[]");
        assertThat(lock.atCreation(true)).isEmpty();
    }

    @Test
    void whoHasAnotherValueBesideIsNotDisabled() {
        var said = Map.of("by", "attribute", "attribute", "status", "disabled", "inactive");
        var status = Flavour.of(new Block(Map.of("users", Map.of("disable", said))));
        assertThat(status.isActive(entry("status", "Inactive"))).isFalse();
        assertThat(status.isActive(entry("status", "inactive", "active"))).isTrue();
        assertThat(status.isActive(entry("status", "active"))).isTrue();
        assertThat(status.isActive(entry("status"))).isTrue();
    }
}
