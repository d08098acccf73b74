/** The command line: verbs for people, which look at a cluster and change nothing. */
@NullMarked
package dev.usher.cli;

import org.jspecify.annotations.NullMarked;
