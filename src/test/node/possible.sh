#!/bin/sh
# Says in one line why this machine cannot have a node, and ends with 1; with 0 where it can.
no() {
    echo "$1"
    exit 1
}
[ "$(uname -s)" = Linux ] || no "a node takes Linux"
[ "$(uname -m)" = x86_64 ] || no "a node takes x86_64: its packages are of that"
[ "$(id -u)" = 0 ] || no "a node takes root: it makes a bridge, mounts and control groups"
for tool in apt-get dpkg go ip openssl flock setsid sysctl awk find; do
    command -v "$tool" >/dev/null || no "a node takes $tool, which is not here"
done
# Two of them would share the directories and tables that each takes for its own; one of these tests is waited for.
for process in /proc/[0-9]*; do
    case $(cat "$process/comm" 2>/dev/null) in
        kubelet | containerd | dockerd | k3s | k3s-server | k3s-agent)
            command=$(tr '\0' ' ' <"$process/cmdline" 2>/dev/null) || command=
            case $command in
                '' | */usher/node/up/*) ;;
                *) no "a node takes a machine where no other one runs: here is a $(cat "$process/comm" 2>/dev/null)" ;;
            esac
            ;;
    esac
done
if ! ip link show usher0 >/dev/null 2>&1; then
    # A name of a link has 15 characters at most.
    probe=usherp$$
    ip link add "$probe" type bridge 2>/dev/null || no "a node takes a bridge, and none can be made here"
    ip link del "$probe"
fi
groups=/sys/fs/cgroup
[ ! -d $groups/memory ] || groups=$groups/memory
mkdir "$groups/usher-probe-$$" 2>/dev/null || no "a node takes control groups, and none can be made here"
rmdir "$groups/usher-probe-$$"
