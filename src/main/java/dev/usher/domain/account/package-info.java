/** What an account is: whose it is, what it should look like, what it does look like. */
@NullMarked
package dev.usher.domain.account;

import org.jspecify.annotations.NullMarked;
