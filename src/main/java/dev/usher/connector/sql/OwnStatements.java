package dev.usher.connector.sql;

import dev.usher.connector.Block;
import dev.usher.connector.Problem;
import dev.usher.domain.account.Attributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The statements that somebody wrote for one app, by what they are for. */
record OwnStatements(Map<Purpose, Query> queries) {
    private static final String FIELD = "statements";
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "merge",
            "truncate",
            "create",
            "alter",
            "drop",
            "grant",
            "revoke",
            "copy",
            "call",
            "do",
            "set",
            "lock",
            "into",
            "vacuum",
            "refresh",
            "notify");

    /** What a statement is for, and what it may ask for. */
    enum Purpose {
        LIST("list", true, true, "after limit"),
        READ("read", true, true, "id"),
        FIND("find", true, true, "userName externalId"),
        CREATE("create", true, false, ""),
        UPDATE("update", true, false, ""),
        ENABLE("enable", true, false, "id"),
        DISABLE("disable", true, false, "id"),
        DELETE("delete", false, false, "id"),
        END_SESSIONS("endSessions", false, false, "id userName externalId"),
        GROUP("group", false, true, "group"),
        MEMBERS("members", false, true, "group after limit"),
        ADD_MEMBER("addMember", false, false, "group id"),
        REMOVE_MEMBER("removeMember", false, false, "group id"),
        CREATE_GROUP("createGroup", false, false, "group");

        private final String title;
        private final boolean isNeeded;
        private final boolean reads;
        /** Between spaces: enums stay immutable. */
        private final String parameters;

        Purpose(String title, boolean needed, boolean reads, String parameters) {
            this.title = title;
            this.isNeeded = needed;
            this.reads = reads;
            this.parameters = parameters;
        }

        /** Without these it would be about somebody else, or about everybody. */
        private List<String> needed() {
            return switch (this) {
                case LIST, END_SESSIONS -> List.of();
                case READ, ENABLE, DISABLE, DELETE -> List.of(Row.ID);
                case FIND -> List.of(Attributes.EXTERNAL_ID, Attributes.USER_NAME);
                // An account that is made ahead of a start must not let anybody in.
                case CREATE -> List.of(Attributes.EXTERNAL_ID, Attributes.USER_NAME, Row.ACTIVE);
                case UPDATE -> List.of(Row.ID, Attributes.EXTERNAL_ID);
                case ADD_MEMBER, REMOVE_MEMBER -> List.of("group", Row.ID);
                case GROUP, MEMBERS, CREATE_GROUP -> List.of("group");
            };
        }

        private boolean has(String parameter) {
            return List.of(parameters.split(" ", -1)).contains(parameter);
        }

        /** What is asked for of an account by one that writes all of it is any name of an attribute. */
        private boolean writesAll() {
            return this == CREATE || this == UPDATE;
        }
    }

    private static final List<Purpose> OF_GROUPS =
            List.of(Purpose.GROUP, Purpose.MEMBERS, Purpose.ADD_MEMBER, Purpose.REMOVE_MEMBER);

    OwnStatements {
        queries = Map.copyOf(queries);
    }

    static List<Problem> problems(Block block) {
        var problems = new ArrayList<Problem>();
        var texts = SqlSettings.texts(block, FIELD);
        if (texts.isEmpty()) {
            return List.of(new Problem("preset", "give a preset, tables or postgresql, or statements of your own"));
        }
        for (var purpose : Purpose.values()) {
            var text = Optional.ofNullable(texts.remove(purpose.title));
            if (text.isEmpty() && purpose.isNeeded) {
                problems.add(new Problem(FIELD + "." + purpose.title, "give this statement"));
            }
            text.flatMap(written -> problem(purpose, written))
                    .ifPresent(advice -> problems.add(new Problem(FIELD + "." + purpose.title, advice)));
        }
        texts.keySet().forEach(other -> problems.add(Problem.newer(FIELD + "." + other, "there is no such statement")));
        if (problems.isEmpty()) {
            problems.addAll(of(block).contradictions());
        }
        return problems;
    }

    private static Optional<String> problem(Purpose purpose, String text) {
        return Query.problem(text).or(() -> {
            var query = Query.of(text);
            var writes = query.words().stream().filter(WRITES::contains).findFirst();
            if (purpose.reads && writes.isPresent()) {
                return Optional.of(
                        "it must read only: it holds the word " + writes.get().toUpperCase(Locale.ROOT));
            }
            return query.parameters().stream()
                    .filter(name -> !purpose.has(name))
                    .filter(name -> !purpose.writesAll() || !isOfAccount(name))
                    .findFirst()
                    .map(name -> "it has no value :" + name);
        });
    }

    private static boolean isOfAccount(String name) {
        return name.equals(Row.ID)
                || name.equals(Row.ACTIVE)
                || name.equals(Attributes.EXTERNAL_ID)
                || SqlConnector.objectionTo(name).isEmpty();
    }

    private List<Problem> contradictions() {
        var problems = new ArrayList<Problem>();
        for (var purpose : Purpose.values()) {
            purpose.needed().stream()
                    .filter(name ->
                            get(purpose).filter(query -> !query.names(name)).isPresent())
                    .forEach(
                            name -> problems.add(new Problem(FIELD + "." + purpose.title, "name :" + name + " in it")));
        }
        var there = OF_GROUPS.stream().filter(queries::containsKey).toList();
        if (!there.isEmpty() && there.size() < OF_GROUPS.size()) {
            problems.add(new Problem(FIELD, "give all of group, members, addMember, removeMember, or none of them"));
        }
        for (var purpose : List.of(Purpose.LIST, Purpose.MEMBERS)) {
            if (get(purpose)
                    .filter(query -> query.names("after") != query.names("limit"))
                    .isPresent()) {
                problems.add(new Problem(FIELD + "." + purpose.title, "name both :after and :limit, or none of them"));
            } else if (get(purpose)
                    .filter(query -> query.names("after") && !query.words().contains("order"))
                    .isPresent()) {
                problems.add(
                        new Problem(FIELD + "." + purpose.title, "pages follow one another by the id: order by it"));
            }
        }
        return problems;
    }

    static OwnStatements of(Block block) {
        var queries = new EnumMap<Purpose, Query>(Purpose.class);
        var texts = SqlSettings.texts(block, FIELD);
        for (var purpose : Purpose.values()) {
            Optional.ofNullable(texts.get(purpose.title)).ifPresent(text -> queries.put(purpose, Query.of(text)));
        }
        var declared = new OwnStatements(queries);
        var names = declared.placed();
        queries.replaceAll((purpose, query) -> {
            var shown = query.showing(names);
            return purpose.reads ? shown.reading() : shown;
        });
        return new OwnStatements(queries);
    }

    Optional<Query> get(Purpose purpose) {
        return Optional.ofNullable(queries.get(purpose));
    }

    Query needed(Purpose purpose) {
        return get(purpose).orElseThrow();
    }

    boolean endsSessions() {
        return queries.containsKey(Purpose.END_SESSIONS);
    }

    boolean hasGroups() {
        return queries.containsKey(Purpose.GROUP);
    }

    /** What an update writes as it was read, where nothing is said of it. */
    Set<String> kept() {
        var kept = placed(Purpose.UPDATE);
        kept.add(Attributes.EXTERNAL_ID);
        return kept;
    }

    /** The attributes of which any statement writes something. */
    Set<String> placed() {
        var placed = placed(Purpose.CREATE);
        placed.addAll(placed(Purpose.UPDATE));
        return placed;
    }

    /** The attributes of which a statement writes something. */
    Set<String> placed(Purpose purpose) {
        var placed = new TreeSet<String>();
        get(purpose).ifPresent(query -> placed.addAll(query.parameters()));
        placed.removeAll(Set.of(Row.ID, Row.ACTIVE, Attributes.EXTERNAL_ID));
        return placed;
    }
}
