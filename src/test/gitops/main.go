// What others make of resources of Usher, by their own code: kstatus as Flux and Helm compute it, health as the Lua of Argo CD runs, and
// whether manifests for Flux are such.
//
//	gitops kstatus < LIST        a line NAME<TAB>STATUS for each item of a List in JSON
//	gitops health SCRIPT < LIST  a line NAME<TAB>HEALTH<TAB>MESSAGE for each item, by a health.lua
//	gitops flux FILE...          nothing, or what is wrong with the first manifest that Flux would not take
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	helm "github.com/fluxcd/helm-controller/api/v2"
	kustomize "github.com/fluxcd/kustomize-controller/api/v1"
	source "github.com/fluxcd/source-controller/api/v1"
	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
	strict "sigs.k8s.io/yaml"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	switch {
	case len(arguments) == 1 && arguments[0] == "kstatus":
		return each(kstatus)
	case len(arguments) == 2 && arguments[0] == "health":
		script, err := os.ReadFile(arguments[1])
		if err != nil {
			return err
		}
		return each(func(object *unstructured.Unstructured) (string, error) { return health(string(script), object) })
	case len(arguments) > 1 && arguments[0] == "flux":
		for _, file := range arguments[1:] {
			if err := flux(file); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		}
		return nil
	default:
		return errors.New("usage: gitops kstatus | health SCRIPT | flux FILE...")
	}
}

func each(say func(*unstructured.Unstructured) (string, error)) error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	list := &unstructured.UnstructuredList{}
	if err := list.UnmarshalJSON(text); err != nil {
		return err
	}
	for i := range list.Items {
		said, err := say(&list.Items[i])
		if err != nil {
			return fmt.Errorf("%s: %w", list.Items[i].GetName(), err)
		}
		fmt.Printf("%s\t%s\n", list.Items[i].GetName(), said)
	}
	return nil
}

func kstatus(object *unstructured.Unstructured) (string, error) {
	result, err := status.Compute(object)
	if err != nil {
		return "", err
	}
	return string(result.Status), nil
}

// Argo CD opens these libraries, and one of time, and no others, unless its administrator asks for more.
var libraries = []struct {
	name string
	open lua.LGFunction
}{{lua.LoadLibName, lua.OpenPackage}, {lua.BaseLibName, lua.OpenBase}, {lua.TabLibName, lua.OpenTable}}

func health(script string, object *unstructured.Unstructured) (string, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for _, library := range libraries {
		if err := state.CallByParam(lua.P{Fn: state.NewFunction(library.open), Protect: true}, lua.LString(library.name)); err != nil {
			return "", err
		}
	}
	state.SetGlobal("obj", value(state, object.Object))
	if err := state.DoString(script); err != nil {
		return "", err
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return "", errors.New("the script returned no table")
	}
	return fmt.Sprintf("%s\t%s", table.RawGetString("status"), table.RawGetString("message")), nil
}

func value(state *lua.LState, of any) lua.LValue {
	switch known := of.(type) {
	case bool:
		return lua.LBool(known)
	case string:
		return lua.LString(known)
	case int64:
		return lua.LNumber(known)
	case float64:
		return lua.LNumber(known)
	case []any:
		table := state.NewTable()
		for _, item := range known {
			table.Append(value(state, item))
		}
		return table
	case map[string]any:
		table := state.NewTable()
		for key, item := range known {
			table.RawSetString(key, value(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}

// Manifests of other groups are the API server's to judge.
func kind(apiVersion, kind string) any {
	switch apiVersion + "/" + kind {
	case "kustomize.toolkit.fluxcd.io/v1/Kustomization":
		return &kustomize.Kustomization{}
	case "helm.toolkit.fluxcd.io/v2/HelmRelease":
		return &helm.HelmRelease{}
	case "source.toolkit.fluxcd.io/v1/GitRepository":
		return &source.GitRepository{}
	default:
		return nil
	}
}

func flux(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := judge(document); err != nil {
			return err
		}
	}
}

func judge(document []byte) error {
	asJSON, err := strict.YAMLToJSONStrict(document)
	if err != nil {
		return err
	}
	var head struct{ APIVersion, Kind string }
	if err := json.Unmarshal(asJSON, &head); err != nil {
		return err
	}
	if known := kind(head.APIVersion, head.Kind); known != nil {
		return strict.UnmarshalStrict(document, known)
	}
	if strings.Contains(head.APIVersion, ".fluxcd.io/") {
		return fmt.Errorf("%s %s is no kind that Flux has", head.APIVersion, head.Kind)
	}
	return nil
}
