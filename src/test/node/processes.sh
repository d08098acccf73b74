# What up.sh started, and down.sh ends: which process that is, and no other that got its number since. To be read by both.
# shellcheck shell=bash

boot() { cat /proc/sys/kernel/random/boot_id; }

since() { # PID: when it was started, in ticks since the machine was; nothing where there is none
    local told
    { told=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
    # The name, which may have spaces, is in parentheses.
    read -ra told <<<"${told##*) }"
    printf '%s\n' "${told[19]}"
}

started() { # DIRECTORY NAME...: the process ids of those that still run, in a file pids with lines PID SINCE NAME
    local directory=$1 pid since name
    shift
    while read -r pid since name; do
        [[ " $* " != *" $name "* ]] || [ "$(since "$pid")" != "$since" ] || printf '%s\n' "$pid"
    done <"$directory/pids"
}
