package dev.usher.domain.person;

/** What somebody is to the organization; the values are those of {@code spec.type}. */
public enum PersonType {
    Employee,
    Contractor,
    Partner,
    Temporary,
    /** Not a person but an account that software uses; people own it. */
    Service
}
