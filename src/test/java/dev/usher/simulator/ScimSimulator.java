package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Access;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Quirk;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.store.Directory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A SCIM 2.0 app on 127.0.0.1. Tests look into it and change it behind Usher's back through this class; what they do here
 * is not in the request log.
 */
public final class ScimSimulator implements AutoCloseable {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RequestLog log = new RequestLog();
    private final Faults faults = new Faults();
    private final Endpoint endpoint;
    private final Gatekeeper gatekeeper;
    private final Listener listener;
    private final Directory directory;
    private final Administrator administrator;
    private final Service service;
    private final URI base;
    private volatile Dialect dialect;

    ScimSimulator(SimulatorBuilder builder) {
        dialect = builder.dialect;
        gatekeeper = new Gatekeeper(new Tokens(builder.clock, builder.token), this::dialect);
        RateLimit rate = new RateLimit(this::dialect, builder.clock);
        endpoint = new Endpoint(log, faults, builder.clock, gatekeeper, rate);
        endpoint.latency(builder.latency);
        listener = new Listener(new InetSocketAddress(builder.address, builder.port), endpoint, builder.tls());
        base = URI.create(builder.origin(listener.port()) + Endpoint.BASE);
        directory = new Directory(base, builder.clock, builder.uniqueGroupNames, builder.maxMatches, this::dialect);
        administrator = new Administrator(directory);
        Discovery discovery = new Discovery(base, builder.pageCap, this::dialect);
        Queries queries = new Queries(directory, base, builder.clock, builder.pageCap);
        service = new Service(directory, discovery, queries, this::dialect, builder.clock);
        endpoint.serve(service);
        listener.start();
    }

    /** An empty app on a free port. */
    public static ScimSimulator start() {
        return builder().start();
    }

    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /** The base of the SCIM endpoints, such as {@code http://127.0.0.1:40123/scim/v2}. */
    public URI endpoint() {
        return base;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** From now on it differs from the RFCs in these ways too. */
    public void plays(Quirk... more) {
        dialect = dialect.and(more);
    }

    /** From now on it speaks this dialect and nothing else. */
    public void speaks(Dialect wanted) {
        dialect = wanted;
    }

    /** Whoever has the account with this id has a session open from now on, whatever becomes of the account. */
    public void logsIn(String id) {
        service.sessions().begin(id);
    }

    public boolean hasSession(String id) {
        return service.sessions().isOpen(id);
    }

    /** Whether somebody signs on by this password: they know it, and their account is enabled. */
    public boolean letsIn(String id, String password) {
        return service.passwords().isThatOf(id, password)
                && users().stream()
                        .filter(user -> user.path("id").asText().equals(id))
                        .anyMatch(user -> user.path("active").asBoolean(true));
    }

    /** Softly deleted accounts are gone for good, and their names free again. */
    public void purgeDeleted() {
        service.purge();
    }

    public String token() {
        return gatekeeper.tokens().given();
    }

    /** From now on only this token is accepted. */
    public void requireToken(String token) {
        gatekeeper.tokens().give(token);
    }

    /** Where it issues tokens, if it plays {@link Access.ClientCredentials}. */
    public URI tokenEndpoint() {
        return base.resolve(Gatekeeper.TOKEN_PATH);
    }

    /** How often it was asked for a token; these requests are not among {@link #requests()}. */
    public long tokenRequests() {
        return gatekeeper.asked();
    }

    /** How many tokens it has issued. */
    public long tokensIssued() {
        return gatekeeper.granted();
    }

    /** No token that it has issued is good any more. */
    public void revokeTokens() {
        gatekeeper.tokens().revokeIssued();
    }

    /** From now on it proves itself by these keys; open connections are cut. */
    public void renewKeys(KeyStore keys, String password) {
        listener.renew(keys, password);
    }

    /** From now on it speaks TLS only to clients that show a certificate for which these vouch. */
    public void admits(KeyStore clients) {
        listener.admit(clients);
    }

    public void latency(Duration each) {
        endpoint.latency(each);
    }

    /** From now on it answers 2xx to whoever sends this attribute, and does not keep it. */
    public void drops(String attribute) {
        directory.drops(attribute);
    }

    public List<JsonNode> users() {
        return administrator.all(ResourceType.USER);
    }

    /** The user of this userName, which compares without case. */
    public Optional<JsonNode> user(String userName) {
        return administrator.user(userName);
    }

    public List<JsonNode> groups() {
        return administrator.all(ResourceType.GROUP);
    }

    /** The userNames of the direct members, in the order in which they came; the id of one that is nobody. */
    public List<String> members(String groupName) {
        return administrator.members(groupName);
    }

    /** An account that nobody but the app's own administrator made; returns its id. */
    public String addUser(String userName) {
        return addUser(NODES.objectNode().put("userName", userName));
    }

    /** An account with these attributes, {@code schemas} aside; returns its id. */
    public String addUser(ObjectNode attributes) {
        return administrator.add(ResourceType.USER, attributes);
    }

    public String addGroup(String name) {
        return administrator.add(ResourceType.GROUP, NODES.objectNode().put("displayName", name));
    }

    /** A group of these users, by their ids. */
    public String addGroup(String name, List<String> members) {
        ObjectNode group = NODES.objectNode().put("displayName", name);
        members.forEach(member -> group.withArray("members").addObject().put("value", member));
        return administrator.add(ResourceType.GROUP, group);
    }

    public void addMember(String groupName, String userName) {
        administrator.addMember(groupName, userName);
    }

    public void removeMember(String groupName, String userName) {
        administrator.removeMember(groupName, userName);
    }

    /** Sets one attribute of a user, named by a SCIM path, as somebody else would. */
    public void edit(String userName, String path, JsonNode value) {
        administrator.edit(userName, path, value);
    }

    public void deleteUser(String userName) {
        administrator.deleteUser(userName);
    }

    public void deleteGroup(String groupName) {
        administrator.deleteGroup(groupName);
    }

    public void renameGroup(String groupName, String next) {
        administrator.renameGroup(groupName, next);
    }

    /** The latest 20,000 requests, the oldest first. */
    public List<LoggedRequest> requests() {
        return log.latest();
    }

    /** How many requests have come since the start or the last reset. */
    public long requestCount() {
        return log.all();
    }

    /** How many of them would change something. */
    public long writes() {
        return log.writes();
    }

    /** Forgets the requests and the faults; accounts and groups stay. */
    public void reset() {
        faults.clear();
        log.reset();
    }

    /** Scripts what the next {@code times} matching requests meet. */
    public FaultScript on(Match match, int times) {
        return new FaultScript(faults, match, times);
    }

    /** The next {@code times} requests, whatever they are, are answered with the status. */
    public void fail(int status, int times) {
        on(Match.any(), times).fail(status);
    }

    /** The next {@code times} such requests are done, and the connection is cut instead of an answer. */
    public void dropAnswerAfterCommit(String method, String path, int times) {
        on(Match.of(method, path), times).dropAnswerAfterCommit();
    }

    /** The next {@code times} requests are answered 429 with {@code Retry-After}. */
    public void retryAfter(int seconds, int times) {
        on(Match.any(), times).fail(429, seconds);
    }

    /** Connections are refused and the open ones cut, until {@link #up()}. */
    public void down() {
        listener.down();
    }

    public void up() {
        listener.up();
    }

    @Override
    public void close() {
        faults.clear();
        listener.close();
    }

    /** Runs one app as a process: {@code --port P --token T [--latency-millis N] [--page-cap N]}; it says when it listens. */
    public static void main(String[] arguments) throws InterruptedException {
        SimulatorBuilder builder = builder();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--port" -> builder.port(Integer.parseInt(value));
                case "--token" -> builder.token(value);
                case "--latency-millis" -> builder.latency(Duration.ofMillis(Long.parseLong(value)));
                case "--page-cap" -> builder.pageCap(Integer.parseInt(value));
                default -> throw new IllegalArgumentException("no option " + arguments[i]);
            }
        }
        try (ScimSimulator simulator = builder.start()) {
            System.out.println("listening on " + simulator.endpoint());
            new CountDownLatch(1).await();
        }
    }
}
