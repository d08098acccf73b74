# To be sourced: environment DIRECTORY WHAT PACKAGES COMMAND makes a virtual environment of Python with these packages, and this
# command of theirs, in a directory of the cache, once, and sets link to it. WHAT is said where the packages cannot be had.

environment() {
    cache="$1"
    what="$2"
    requirements="$3"
    # A link named by the versions: other versions get another environment, and nobody sees one half installed.
    link="$cache/$(printf %s "$requirements" | cksum | cut -d' ' -f1)"
    if [ -x "$link/bin/$4" ] && [ -x "$link/bin/python" ]; then
        return
    fi
    expect_venv
    mkdir -p "$cache"
    build="$cache/build-$$"
    trap 'rm -rf "$build"' EXIT
    python3 -m venv "$build" >&2
    if ! "$build/bin/python" -m pip install --quiet --disable-pip-version-check $requirements >&2; then
        echo "$what could not be installed: is a package index reachable?" >&2
        exit 1
    fi
    # What is there by now and still does not run (its Python went away) is in the way.
    if [ -L "$link" ] && [ ! -x "$link/bin/python" ]; then
        rm -f "$link"
    fi
    # Virtual environments cannot be moved, so the build stays where it is; the first link wins.
    if ln -sn "$build" "$link" 2>/dev/null; then
        trap - EXIT
    fi
}

expect_venv() {
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
        echo "python3 with venv is missing: install it (Debian, Ubuntu: apt-get install python3 python3-venv)" >&2
        exit 1
    fi
}
