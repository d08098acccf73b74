/** What every connector promises, whatever its app speaks: nothing here knows a protocol. */
@NullMarked
package dev.usher.connector.contract;

import org.jspecify.annotations.NullMarked;
