#!/usr/bin/env bash
# Ends what up.sh started in a directory, pods first, and undoes what it did to the machine: down.sh DIRECTORY. What is not surely its own it leaves alone.
set -uo pipefail

directory=$1
. "$(dirname "${BASH_SOURCE[0]}")/processes.sh"
installed=$(cat "$directory/installed" 2>/dev/null) || exit 0
export PATH=$installed/root/usr/bin:$installed/root/usr/sbin:$PATH LD_LIBRARY_PATH=$installed/root/usr/lib/x86_64-linux-gnu
ctr=(ctr -a "$directory/run/containerd.sock" -n k8s.io)

end() { # NAME...: asks them, and after ten seconds does not ask any more
    local pid
    for pid in $(started "$directory" "$@"); do kill "$pid" 2>/dev/null; done
    for _ in $(seq 1 40); do
        [ -n "$(started "$directory" "$@")" ] || return 0
        sleep 0.25
    done
    for pid in $(started "$directory" "$@"); do kill -9 "$pid" 2>/dev/null; done
}

end_pods() {
    local task container
    for _ in 1 2 3; do
        for task in $("${ctr[@]}" tasks ls -q); do
            "${ctr[@]}" tasks kill -s KILL -a "$task"
            "${ctr[@]}" tasks delete -f "$task"
        done
        for container in $("${ctr[@]}" containers ls -q); do "${ctr[@]}" containers delete "$container"; done
    done >/dev/null 2>&1
}

end_shims() { # Parents of pods, which outlive containerd.
    local process
    for process in /proc/[0-9]*; do
        if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -qF -- "-address $directory/run/containerd.sock"; then
            kill -9 "${process#/proc/}"
        fi
    done 2>/dev/null
}

unmount() {
    for _ in 1 2 3; do
        awk -v below=" $directory/" 'index($0, below) { print $5 }' /proc/self/mountinfo | sort -r | while read -r mount; do umount -l "$mount"; done
    done 2>/dev/null
}

put_back() {
    local setting
    nft delete table ip kube-proxy 2>/dev/null
    nft delete table ip6 kube-proxy 2>/dev/null
    ip link del "$(cat "$directory/bridge")" 2>/dev/null
    while read -r setting; do sysctl -qw "$setting"; done <"$directory/sysctl.before"
}

remove() { # Directories that were not there before, as far as nobody else has put anything into them since.
    local path socket
    while read -r path; do
        [ -d "$path" ] || continue
        find "$path" -type s | while read -r socket; do grep -qF " $socket" /proc/net/unix || rm -f "$socket"; done
        find "$path" \( -type p -o -xtype l -o -lname "$directory/*" -o -name kubelet_internal_checkpoint -o -name 'usher-node-*' -type f \) -delete
        find "$path" -depth -type d -exec rmdir {} \;
    done <"$directory/absent.before" 2>/dev/null
}

[ -f "$directory/pids" ] || exit 0
# After another start of the machine nothing of it runs, and numbers and settings are those of others.
if [ "$(cat "$directory/boot" 2>/dev/null)" = "$(boot)" ]; then
    end kubelet kube-proxy kube-scheduler kube-controller-manager coredns
    end_pods
    end kube-apiserver
    end etcd containerd
    end_shims
    sleep 0.5
    unmount
    put_back
fi
remove
rm -f "$directory/pids"
