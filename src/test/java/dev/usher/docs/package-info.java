/** What is written for people: that pages lead somewhere, say what is so, and that whatever they tell somebody to type works. */
@NullMarked
package dev.usher.docs;

import org.jspecify.annotations.NullMarked;
