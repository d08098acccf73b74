// A SCIM app made of SCIMMY and its routers (MIT), which keeps what they hand it in memory: how a request is understood,
// validated, filtered and patched is theirs.
import {randomUUID} from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import Routers from "scimmy-routers";

const [port, token] = process.argv.slice(2);

/** Keeps the resources of a kind, no two of which may have the same name. */
function keep(type, name) {
    const kept = new Map();
    const same = (a, b) => a[name]?.toLowerCase() === b[name]?.toLowerCase();
    SCIMMY.Resources.declare(type)
        .ingress((resource, data) => {
            const {schemas, meta, ...values} = JSON.parse(JSON.stringify(data));
            if (resource.id && !kept.has(resource.id)) {
                throw new SCIMMY.Types.Error(404, null, "there is none of this id");
            }
            const id = resource.id ?? randomUUID();
            if ([...kept.values()].some(other => other.id !== id && same(other, values))) {
                throw new SCIMMY.Types.Error(409, "uniqueness", `this ${name} is taken`);
            }
            const now = new Date().toISOString();
            const created = kept.get(id)?.meta.created ?? now;
            kept.set(id, {...values, id, meta: {created, lastModified: now}});
            return kept.get(id);
        })
        .egress(resource => {
            if (!resource.id) {
                return resource.filter ? resource.filter.match([...kept.values()]) : [...kept.values()];
            }
            if (!kept.has(resource.id)) {
                throw new SCIMMY.Types.Error(404, null, "there is none of this id");
            }
            return kept.get(resource.id);
        })
        .degress(resource => {
            if (!kept.delete(resource.id)) {
                throw new SCIMMY.Types.Error(404, null, "there is none of this id");
            }
        });
}

SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser);
keep(SCIMMY.Resources.User, "userName");
keep(SCIMMY.Resources.Group, "displayName");

const handler = request => {
    if (request.header("Authorization") !== `Bearer ${token}`) {
        throw new Error("the token is not the one of this server");
    }
    return "usher";
};
express()
    .use("/v2", new Routers({type: "bearer", handler}))
    .listen(Number(port), "127.0.0.1");
