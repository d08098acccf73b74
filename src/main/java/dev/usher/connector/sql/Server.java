package dev.usher.connector.sql;

/**
 * Where the database is, and as whom Usher comes.
 *
 * @param tls whether nothing but TLS is asked for before anything else is said
 */
record Server(String host, int port, String database, String user, boolean tls) {}
