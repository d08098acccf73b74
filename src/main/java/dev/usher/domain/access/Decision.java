package dev.usher.domain.access;

import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import java.util.Set;

/** What is decided about one account. */
public sealed interface Decision {
    /** There is an enabled account that looks like this; what is frozen is neither added nor removed. */
    record Want(Desired account, Set<Entitlement> frozen) implements Decision {}

    /** The account, where there is one, is disabled. */
    record Disabled(Why why) implements Decision {}

    /** The account is not there. */
    record Absent(Why why) implements Decision {}

    /** Nothing is written: neither additions nor removals. */
    record Hold(Why why) implements Decision {}
}
