#!/bin/sh
# Whether a key can be written as docs/access.md says; else says in one line why not.
command -v openssl >/dev/null || {
    echo "the command of docs/access.md for a key that is encrypted: openssl is missing"
    exit 1
}
