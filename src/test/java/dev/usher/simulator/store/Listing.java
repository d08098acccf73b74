package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One page of a query (RFC 7644 section 3.4.2.4): the resources from the 1-based start, and how many match in all. */
public record Listing(List<ObjectNode> resources, int total, int start) {}
