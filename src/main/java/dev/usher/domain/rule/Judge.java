package dev.usher.domain.rule;

/** Answers the rules of one namespace. Equal subjects get equal answers; safe for many threads. */
public interface Judge {
    /** Of a namespace without rules. */
    Judge NONE = new Judge() {
        @Override
        public Truths about(Subject subject) {
            return Truths.NONE;
        }

        @Override
        public boolean asksForTheDay() {
            return false;
        }
    };

    Truths about(Subject subject);

    /** Whether any rule asks which day it is, so that an answer may change at midnight. */
    boolean asksForTheDay();
}
