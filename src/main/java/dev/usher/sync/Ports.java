package dev.usher.sync;

/** Every effect that a lane can have or depend on, apart from its app. */
public record Ports(
        World world,
        Census census,
        Ledger ledger,
        Journal journal,
        Tenure tenure,
        Vault vault,
        Handout handout,
        Outbox outbox,
        Meter meter) {}
