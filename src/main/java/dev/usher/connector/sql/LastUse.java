package dev.usher.connector.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgResultSet;

/** How a column says when an account was last used, by its type; what says nothing of where is that of UTC. */
enum LastUse {
    /** A {@code timestamptz}. */
    MOMENT,
    /** A {@code timestamp}. */
    TIME,
    /** A {@code date}. */
    DAY;

    /** Later ones are those of nobody: {@code infinity} stands for many things. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * The one of a column of an answer.
     *
     * @throws SQLException where it is of another type, from which nobody can tell
     */
    static LastUse of(ResultSet answer, int column) throws SQLException {
        return switch (answer.unwrap(PgResultSet.class).getColumnOID(column)) {
            case Oid.TIMESTAMPTZ -> MOMENT;
            case Oid.TIMESTAMP -> TIME;
            case Oid.DATE -> DAY;
            default -> throw new SQLException("it is no time", States.NO_TIME);
        };
    }

    /** When it was, by the row that is being read; applications keep the beginning of time for who never came. */
    Optional<Instant> at(ResultSet answer, int column) throws SQLException {
        var said = switch (this) {
            case MOMENT ->
                Optional.ofNullable(answer.getObject(column, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            case TIME ->
                Optional.ofNullable(answer.getObject(column, LocalDateTime.class))
                        .map(time -> time.toInstant(ZoneOffset.UTC));
            case DAY ->
                Optional.ofNullable(answer.getObject(column, LocalDate.class))
                        .map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC));
        };
        return said.filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(END));
    }
}
