/** The SQL connector beside plain JDBC, on one PostgreSQL. */
@NullMarked
package dev.usher.bench.database;

import org.jspecify.annotations.NullMarked;
