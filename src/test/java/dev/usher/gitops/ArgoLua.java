package dev.usher.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.OsLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/** The Lua of {@code config/argocd}, run as Argo CD runs it: the object is {@code obj}, and of Lua's libraries there are the base and tables. */
public final class ArgoLua {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String DIRECTORY = "config/argocd/";

    private ArgoLua() {}

    /** What Argo CD shows. */
    public record Health(String status, String message) {}

    /** How a resource is shown. */
    public static Health health(JsonNode object) {
        return health("health.lua", object);
    }

    /** What Argo CD shows of an Application of its own. */
    static Health ofApplication(JsonNode application) {
        return health("application.lua", application);
    }

    private static Health health(String script, JsonNode object) {
        var said = run(text(script), object);
        return new Health(said.get("status").checkjstring(), said.get("message").checkjstring());
    }

    /** Which actions a kind has, and whether each can be chosen now. */
    public static Map<String, Boolean> actions(JsonNode object) {
        var found = new TreeMap<String, Boolean>();
        var said = json(run(definition(object).path("discovery.lua").asText(), object));
        said.properties()
                .forEach(action -> found.put(
                        action.getKey(), !action.getValue().path("disabled").asBoolean()));
        return found;
    }

    /** What becomes of a resource by an action. */
    public static JsonNode act(String action, JsonNode object) {
        return tidied(json(run(script(action, object), object)), object);
    }

    /** What an action of a kind runs. */
    static String script(String action, JsonNode object) {
        for (var one : definition(object).path("definitions")) {
            if (one.path("name").asText().equals(action)) {
                return one.path("action.lua").asText();
            }
        }
        throw new AssertionError("there is no action " + action);
    }

    private static JsonNode definition(JsonNode object) {
        return yaml("actions/" + object.path("kind").asText() + ".yaml");
    }

    private static JsonNode yaml(String file) {
        try {
            return YAML.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Project.path(DIRECTORY + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LuaValue run(String script, JsonNode object) {
        var globals = new Globals();
        globals.load(new BaseLib());
        globals.load(new PackageLib());
        globals.load(new TableLib());
        globals.set("os", time());
        LoadState.install(globals);
        LuaC.install(globals);
        globals.set("obj", lua(object));
        return globals.load(script, "script").call();
    }

    /** All that Argo CD lets a script ask the system for. */
    private static LuaTable time() {
        var all = new Globals();
        all.load(new BaseLib());
        all.load(new PackageLib());
        all.load(new OsLib());
        var os = new LuaTable();
        for (var name : List.of("date", "time")) {
            os.set(name, all.get("os").get(name));
        }
        return os;
    }

    private static LuaValue lua(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                var table = new LuaTable();
                value.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
                yield table;
            }
            case ARRAY -> {
                var table = new LuaTable();
                value.forEach(item -> table.set(table.length() + 1, lua(item)));
                yield table;
            }
            case STRING -> LuaValue.valueOf(value.asText());
            case BOOLEAN -> LuaValue.valueOf(value.asBoolean());
            case NUMBER -> LuaValue.valueOf(value.asDouble());
            default -> LuaValue.NIL;
        };
    }

    /** A table without anything becomes a list, as Argo CD's library has it. */
    private static JsonNode json(LuaValue value) {
        if (!value.istable()) {
            return scalar(value);
        }
        var table = value.checktable();
        if (table.length() > 0 || table.keyCount() == 0) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (var index = 1; index <= table.length(); index++) {
                array.add(json(table.get(index)));
            }
            return array;
        }
        var object = JsonNodeFactory.instance.objectNode();
        for (var key : table.keys()) {
            object.set(key.checkjstring(), json(table.get(key)));
        }
        return object;
    }

    private static JsonNode scalar(LuaValue value) {
        if (value.isboolean()) {
            return JsonNodeFactory.instance.booleanNode(value.toboolean());
        }
        // A text that could be read as a number is a text.
        if (value.type() == LuaValue.TNUMBER) {
            return number(value.todouble());
        }
        return JsonNodeFactory.instance.textNode(value.checkjstring());
    }

    private static JsonNode number(double value) {
        if (value == (int) value) {
            return JsonNodeFactory.instance.numberNode((int) value);
        }
        return value == (long) value
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    /** An object that was empty before is one still, which Argo CD sees to as well. */
    private static JsonNode tidied(JsonNode now, JsonNode before) {
        if (now.isArray() && now.isEmpty() && before.isObject()) {
            return before;
        }
        if (now instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(tidied(field.getValue(), before.path(field.getKey()))));
        }
        return now;
    }

    /** A resource as JSON, whatever it is. */
    public static JsonNode tree(Object resource) {
        return JSON.valueToTree(resource);
    }
}
