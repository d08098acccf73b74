/** Apps that keep their accounts in PostgreSQL, and PostgreSQL itself: accounts are rows, or roles that log in. */
@NullMarked
package dev.usher.connector.sql;

import org.jspecify.annotations.NullMarked;
