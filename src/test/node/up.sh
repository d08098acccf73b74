#!/usr/bin/env bash
# One real Kubernetes node on this machine: up.sh DIRECTORY. A control plane with the admission and authorization of a cluster, containerd with runc, kubelet,
# kube-proxy (nftables) and CoreDNS, all as processes on a bridge of their own, 10.77.0.1, that this machine and its pods share. Takes root.
#
# DIRECTORY gets kubeconfig (of an administrator), ctr (the command line of its containerd) and log/*.log; down.sh undoes everything.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
directory=$1
. "$here/processes.sh"
network=10.77.0
address=$network.1
bridge=usher0
node=node1
port=17443
installed=$(sh "$here/install.sh")
binaries=$("$here/../control-plane/resolve.sh")
root=$installed/root

program() { # NAME: where it is
    awk -F '\t' -v name="$1" '$1 == name { print $2 }' <<<"$binaries" | grep . || printf '%s\n' "$installed/bin/$1"
}

start() { # NAME COMMAND...
    local name=$1
    shift
    setsid "$@" >"$directory/log/$name.log" 2>&1 </dev/null &
    printf '%s %s %s\n' "$!" "$(since "$!")" "$name" >>"$directory/pids"
}

await() { # SECONDS WHAT COMMAND...
    local until=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$until" ]; then
            echo "$what did not come; see $directory/log" >&2
            exit 1
        fi
        sleep 0.25
    done
}

kubectl() { "$(program kubectl)" --kubeconfig="$directory/kubeconfig" "$@"; }

# --- what is changed of the machine, so that down.sh can put it back ---------------------------------------------------

if ip link show "$bridge" >/dev/null 2>&1; then
    echo "there is a bridge $bridge already: another node is up" >&2
    exit 1
fi
mkdir -p -m 700 "$directory"
mkdir -p "$directory"/{pki,log,cni,containerd,run,kubelet,pods}
cd "$directory"
printf '%s\n' "$installed" >installed
boot >boot
: >pids
printf '%s\n' "$bridge" >bridge
for setting in net.ipv4.ip_forward vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes; do
    printf '%s=%s\n' "$setting" "$(sysctl -n "$setting")"
done >sysctl.before
groups=(/sys/fs/cgroup/*/)
[ ! -e /sys/fs/cgroup/cgroup.controllers ] || groups=(/sys/fs/cgroup/)
for path in /var/lib/kubelet /var/log/containers /run/containerd /usr/libexec/kubernetes /var/lib/cni /etc/cni \
    "${groups[@]/%/kubepods}" "${groups[@]/%/k8s.io}"; do
    [ -e "$path" ] || printf '%s\n' "$path"
done >absent.before
export PATH=$root/usr/bin:$root/usr/sbin:$PATH LD_LIBRARY_PATH=$root/usr/lib/x86_64-linux-gnu
sysctl -qw net.ipv4.ip_forward=1
ip link add "$bridge" type bridge
ip addr add "$address/24" dev "$bridge"
ip link set "$bridge" up

# --- who is who --------------------------------------------------------------------------------------------------------

certificate() { # FILE SUBJECT EXTENSIONS
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "pki/$1.key" -out "pki/$1.csr" -subj "$2"
    openssl x509 -req -in "pki/$1.csr" -CA pki/ca.crt -CAkey pki/ca.key -CAcreateserial -days 30 -out "pki/$1.crt" -extfile <(printf '%b' "$3")
}

kubeconfig() { # FILE USER GROUP
    local token
    token=$(openssl rand -hex 16)
    (
        umask 077
        printf '%s,%s,%s,%s\n' "$token" "$2" "$2" "$3" >>pki/tokens.csv
        cat >"$1" <<CONFIG
apiVersion: v1
kind: Config
clusters: [{name: node, cluster: {server: "https://$address:$port", certificate-authority-data: $(base64 -w0 pki/ca.crt)}}]
users: [{name: who, user: {token: "$token"}}]
contexts: [{name: node, context: {cluster: node, user: who}}]
current-context: node
CONFIG
    )
}

{
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout pki/ca.key -out pki/ca.crt -days 30 -subj /CN=node-ca
    names="DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
    certificate api /CN=kube-apiserver "extendedKeyUsage=serverAuth\nsubjectAltName=IP:$address,IP:10.0.0.1,IP:127.0.0.1,$names\n"
    certificate to-kubelet /O=system:masters/CN=apiserver-kubelet-client "extendedKeyUsage=clientAuth\n"
    certificate kubelet "/O=system:nodes/CN=system:node:$node" "extendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=IP:$address,DNS:$node\n"
    openssl genrsa -out pki/tokens.key 2048
    # Whoever reaches etcd has every Secret: one certificate, which nobody but root can read, is both ends of it.
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout pki/etcd.key -out pki/etcd.crt -days 30 -subj /CN=etcd \
        -addext "subjectAltName=IP:127.0.0.1" -addext "extendedKeyUsage=serverAuth,clientAuth"
} 2>log/pki.log
kubeconfig kubeconfig admin system:masters
kubeconfig pki/kubelet.kubeconfig "system:node:$node" system:nodes
kubeconfig pki/proxy.kubeconfig system:kube-proxy ""
kubeconfig pki/scheduler.kubeconfig system:kube-scheduler ""
kubeconfig pki/controllers.kubeconfig system:kube-controller-manager ""
kubeconfig pki/dns.kubeconfig node:coredns ""

# --- the control plane -------------------------------------------------------------------------------------------------

etcd=https://127.0.0.1:$((port + 1)) peers=https://127.0.0.1:$((port + 2))
start etcd "$(program etcd)" --data-dir etcd --unsafe-no-fsync --listen-client-urls "$etcd" --advertise-client-urls "$etcd" \
    --cert-file=pki/etcd.crt --key-file=pki/etcd.key --client-cert-auth --trusted-ca-file=pki/etcd.crt \
    --listen-peer-urls "$peers" --initial-advertise-peer-urls "$peers" --initial-cluster "default=$peers" \
    --peer-cert-file=pki/etcd.crt --peer-key-file=pki/etcd.key --peer-client-cert-auth --peer-trusted-ca-file=pki/etcd.crt
start kube-apiserver "$(program kube-apiserver)" --etcd-servers="$etcd" --etcd-cafile=pki/etcd.crt --etcd-certfile=pki/etcd.crt \
    --etcd-keyfile=pki/etcd.key --bind-address="$address" --advertise-address="$address" \
    --secure-port="$port" --tls-cert-file=pki/api.crt --tls-private-key-file=pki/api.key --client-ca-file=pki/ca.crt \
    --kubelet-client-certificate=pki/to-kubelet.crt --kubelet-client-key=pki/to-kubelet.key --kubelet-certificate-authority=pki/ca.crt \
    --kubelet-preferred-address-types=InternalIP --service-account-key-file=pki/tokens.key --service-account-signing-key-file=pki/tokens.key \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local --token-auth-file=pki/tokens.csv \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --service-cluster-ip-range=10.0.0.0/24 --allow-privileged

# --- the runtime: old control groups, no right to lower what the kernel thinks of a process -----------------------------

cat >containerd.toml <<CONFIG
version = 2
root = "$directory/containerd/root"
state = "$directory/containerd/state"
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.aufs", "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
[grpc]
  address = "$directory/run/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
  restrict_oom_score_adj = true
  tolerate_missing_hugetlb_controller = true
  disable_hugetlb_controller = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$root/usr/lib/cni"
    conf_dir = "$directory/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      BinaryName = "$root/usr/sbin/runc"
      SystemdCgroup = false
CONFIG
cat >cni/10-node.conflist <<CONFIG
{"cniVersion": "1.0.0", "name": "usher-node", "plugins": [
 {"type": "bridge", "bridge": "$bridge", "isGateway": true, "ipMasq": false, "hairpinMode": true,
  "ipam": {"type": "host-local", "dataDir": "$directory/cni-addresses", "ranges": [[{"subnet": "$network.0/24", "rangeStart": "$network.10", "gateway": "$address"}]],
   "routes": [{"dst": "0.0.0.0/0"}]}}]}
CONFIG
start containerd containerd --config "$directory/containerd.toml"
printf '%s\n' "ctr -a $directory/run/containerd.sock -n k8s.io" >ctr
cp "$installed/bin/pause" pause

# --- what runs pods, finds them, and names them -------------------------------------------------------------------------

await 60 "the API server" kubectl get --raw /readyz
start kube-controller-manager "$(program kube-controller-manager)" --kubeconfig=pki/controllers.kubeconfig --service-account-private-key-file=pki/tokens.key \
    --root-ca-file=pki/ca.crt --use-service-account-credentials --secure-port="$((port + 3))" --bind-address=127.0.0.1 --leader-elect=false \
    --cert-dir="$directory/pki" --cluster-signing-cert-file=pki/ca.crt --cluster-signing-key-file=pki/ca.key
start kube-scheduler "$(program kube-scheduler)" --kubeconfig=pki/scheduler.kubeconfig --secure-port="$((port + 4))" --bind-address=127.0.0.1 --leader-elect=false \
    --cert-dir="$directory/pki" --authentication-kubeconfig=pki/scheduler.kubeconfig --authorization-kubeconfig=pki/scheduler.kubeconfig
cat >kubelet.yaml <<CONFIG
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $address
port: 10250
healthzBindAddress: 127.0.0.1
containerRuntimeEndpoint: unix://$directory/run/containerd.sock
cgroupDriver: cgroupfs
failCgroupV1: false
oomScoreAdj: 0
failSwapOn: false
makeIPTablesUtilChains: false
localStorageCapacityIsolation: false
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: "0%", nodefs.available: "0%", nodefs.inodesFree: "0%", imagefs.available: "0%", imagefs.inodesFree: "0%"}
podLogsDir: $directory/pods
volumePluginDir: $directory/kubelet/volumeplugins
resolvConf: $directory/resolv.conf
clusterDNS: [$address]
clusterDomain: cluster.local
tlsCertFile: $directory/pki/kubelet.crt
tlsPrivateKeyFile: $directory/pki/kubelet.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $directory/pki/ca.crt}}
authorization: {mode: Webhook}
CONFIG
: >resolv.conf
start kubelet "$(program kubelet)" --config="$directory/kubelet.yaml" --kubeconfig=pki/kubelet.kubeconfig --root-dir="$directory/kubelet" --cert-dir="$directory/pki" \
    --hostname-override="$node" --node-ip="$address"
cat >proxy.yaml <<CONFIG
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
bindAddress: $address
healthzBindAddress: 127.0.0.1:$((port + 5))
metricsBindAddress: 127.0.0.1:$((port + 6))
oomScoreAdj: 0
mode: nftables
clusterCIDR: $network.0/24
clientConnection: {kubeconfig: $directory/pki/proxy.kubeconfig}
hostnameOverride: $node
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
nftables: {masqueradeAll: true}
CONFIG
start kube-proxy "$(program kube-proxy)" --config=proxy.yaml
kubectl apply -f - >log/dns-rights.log 2>&1 <<'RIGHTS'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: node-coredns}
rules:
- {apiGroups: [""], resources: [services, namespaces, pods, endpoints], verbs: [list, watch]}
- {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: node-coredns}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: node-coredns}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: "node:coredns"}]
RIGHTS
cat >Corefile <<CONFIG
.:53 {
    bind $address
    errors
    kubernetes cluster.local in-addr.arpa {
        kubeconfig $directory/pki/dns.kubeconfig
    }
    cache 5
}
CONFIG
start coredns "$(program coredns)" -conf Corefile
ready() { kubectl get node "$node" --no-headers | grep -q ' Ready'; }
await 120 "node $node" ready
await 30 "the service account of the namespace default" kubectl -n default get serviceaccount default
