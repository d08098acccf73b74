package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldStatus;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.ProvisioningPolicyStatus;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Which edit of a resource its status shows. */
public final class Progress {
    private Progress() {}

    /** The generation that the status is of; empty where nothing was said yet, or the kind is not ours. */
    public static Optional<Long> observedGeneration(HasMetadata resource) {
        return switch (resource) {
            case ProvisionedUser user ->
                Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::observedGeneration);
            case RetainedAccount account ->
                Optional.ofNullable(account.getStatus()).map(RetainedAccountStatus::observedGeneration);
            case Role role -> Optional.ofNullable(role.getStatus()).map(RoleStatus::observedGeneration);
            case TargetApp app -> Optional.ofNullable(app.getStatus()).map(TargetAppStatus::observedGeneration);
            case ProvisioningPolicy policy ->
                Optional.ofNullable(policy.getStatus()).map(ProvisioningPolicyStatus::observedGeneration);
            case AccessLock lock -> Optional.ofNullable(lock.getStatus()).map(AccessLockStatus::observedGeneration);
            case RemovalDecision decision ->
                Optional.ofNullable(decision.getStatus()).map(RemovalDecisionStatus::observedGeneration);
            case LegalHold hold -> Optional.ofNullable(hold.getStatus()).map(LegalHoldStatus::observedGeneration);
            case UserSource source -> Optional.ofNullable(source.getStatus()).map(UserSourceStatus::observedGeneration);
            default -> Optional.empty();
        };
    }
}
