/** The ports of the lanes on Kubernetes: live reads, ledger, credentials, lease, records, events. */
@NullMarked
package dev.usher.kube;

import org.jspecify.annotations.NullMarked;
