package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Predicate;

/** Whether a lock, or another request, can only have been written by whom it names. */
@FunctionalInterface
public interface Requesters extends Predicate<HasMetadata> {}
