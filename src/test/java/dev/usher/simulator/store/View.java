package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A resource as an answer shows it, with the entity tag and the address that the headers carry. */
public record View(ObjectNode body, String version, String location) {}
