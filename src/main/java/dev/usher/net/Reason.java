package dev.usher.net;

/** Why an address is not spoken to; the sentence may be shown to users, since it holds nothing of theirs. */
public enum Reason {
    SCHEME("only https is spoken, and http where the installation allows it"),
    PLAINTEXT("plain http is not allowed by this installation"),
    USER_INFO("a URL may not carry credentials"),
    HOST("the host is neither a name nor an IP address in its usual form"),
    PORT("the port belongs to a service that is no application"),
    INTERNAL_NAME("the name belongs to the cluster or to this machine"),
    LOOPBACK("the address is a loopback address"),
    UNSPECIFIED("the address is unspecified"),
    LINK_LOCAL("the address is link-local"),
    METADATA("the address belongs to a cloud's metadata service"),
    PRIVATE("the address is private"),
    SHARED("the address is of the shared space of carriers"),
    MULTICAST("the address is a multicast address"),
    RESERVED("the address is reserved, for documentation, or of a transition mechanism");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
