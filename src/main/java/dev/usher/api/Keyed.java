package dev.usher.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A list that is a map: its items are told apart, merged and owned one by one, by these fields
 * ({@code x-kubernetes-list-type: map}); any other list is atomic.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Keyed {
    String[] value();
}
