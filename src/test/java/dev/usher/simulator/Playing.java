package dev.usher.simulator;

import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.Quirk;

/** One app that plays some quirks, and a client of it, for one test. */
record Playing(ScimSimulator simulator, RawScim scim) implements AutoCloseable {
    static Playing of(Quirk... quirks) {
        return of(ScimSimulator.builder().plays(quirks));
    }

    static Playing of(SimulatorBuilder builder) {
        ScimSimulator simulator = builder.start();
        return new Playing(simulator, RawScim.to(simulator));
    }

    /** A user with these attributes besides its schemas and userName, as JSON text. */
    Reply post(String userName, String more) throws Exception {
        return scim.post("/Users", user(userName, more));
    }

    Reply put(String id, String userName, String more) throws Exception {
        return scim.put("/Users/" + id, user(userName, more));
    }

    Reply patch(String id, String operations) throws Exception {
        return scim.patch("/Users/" + id, operations);
    }

    Reply activate(String id, boolean active) throws Exception {
        return patch(id, "{'op':'replace','path':'active','value':%s}".formatted(active));
    }

    Reply user(String id) throws Exception {
        return scim.get("/Users/" + id);
    }

    /** How many users a list or a filter tells. */
    int count(String filter) throws Exception {
        Reply reply = filter.isEmpty() ? scim.get("/Users") : scim.find("/Users", filter);
        return reply.body().path("totalResults").asInt(-1);
    }

    private static String user(String userName, String more) {
        String extension = more.contains(RawScim.ENTERPRISE) ? ",'" + RawScim.ENTERPRISE + "'" : "";
        String rest = more.isEmpty() ? "" : "," + more;
        return "{'schemas':['%s'%s],'userName':'%s'%s}".formatted(RawScim.USER, extension, userName, rest);
    }

    @Override
    public void close() {
        scim.close();
        simulator.close();
    }
}
