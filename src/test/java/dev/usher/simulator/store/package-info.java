/** What a simulated app remembers: users, groups, who is in which, found by index and changed atomically. */
@NullMarked
package dev.usher.simulator.store;

import org.jspecify.annotations.NullMarked;
