/** What a source says of people: its records, what is wrong with them, whom they mean, and whether a run can be believed. */
@NullMarked
package dev.usher.domain.feed;

import org.jspecify.annotations.NullMarked;
