#!/bin/sh
# Says in one line why this machine cannot have a node, and ends with 1; with 0 where it can.
no() {
    echo "$1"
    exit 1
}
[ "$(uname -s)" = Linux ] || no "a node takes Linux"
[ "$(id -u)" = 0 ] || no "a node takes root: it makes a bridge, mounts and control groups"
command -v apt-get >/dev/null && command -v dpkg >/dev/null || no "a node takes apt-get and dpkg, for containerd and runc"
command -v go >/dev/null || no "a node takes Go, for kubelet and its like"
command -v ip >/dev/null && command -v openssl >/dev/null || no "a node takes ip (iproute2) and openssl"
if ! ip link show usher0 >/dev/null 2>&1; then
    ip link add usherprobe type bridge 2>/dev/null || no "a node takes a bridge, and none can be made here"
    ip link del usherprobe
fi
groups=/sys/fs/cgroup
[ ! -d $groups/memory ] || groups=$groups/memory
mkdir "$groups/usher-probe-$$" 2>/dev/null || no "a node takes control groups, and none can be made here"
rmdir "$groups/usher-probe-$$"
