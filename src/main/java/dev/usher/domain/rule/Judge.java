package dev.usher.domain.rule;

import dev.usher.domain.account.Entitlement;

/** Answers the rules and formulas of one namespace. Equal subjects get equal answers; safe for many threads. */
public interface Judge extends EntitlementTruths {
    /** Of a namespace without rules and formulas. */
    Judge NONE = new Judge() {
        @Override
        public Truths about(Subject subject) {
            return Truths.NONE;
        }

        @Override
        public Texts texts(Subject subject) {
            return Texts.NONE;
        }

        @Override
        public boolean asksForTheDay() {
            return false;
        }

        @Override
        public Truth of(EntitlementRule rule, Entitlement entitlement) {
            return Truth.UNKNOWN;
        }
    };

    Truths about(Subject subject);

    /** What formulas say of a subject; none is asked before it is wanted. */
    Texts texts(Subject subject);

    /** Whether any rule or formula asks which day it is, so that an answer may change at midnight. */
    boolean asksForTheDay();
}
