/** The journal: a stream of intents, results and decisions that anybody can keep and nobody here reads. */
@NullMarked
package dev.usher.audit;

import org.jspecify.annotations.NullMarked;
