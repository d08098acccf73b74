-- How Argo CD shows a resource of Usher, of whatever kind: all follow kstatus (Ready, Reconciling, Stalled, observedGeneration).
-- Usher changes and takes nothing because of what this says. docs/gitops.md has what each health means.

-- Reasons of Ready that wait for a person or a date, and for nothing in git.
local waits = {
  RemovalsHeld = true, ChangesHeld = true, KeptByDecision = true, RestoredByDecision = true,
  RunHeld = true, LocksHeld = true, Scheduled = true, AppSuspended = true,
}

local function said(condition)
  if condition.message == nil or condition.message == "" then
    return condition.reason
  end
  return condition.reason .. ": " .. condition.message
end

if obj.metadata.deletionTimestamp ~= nil then
  return {status = "Progressing", message = "It is being deleted, and goes once what depends on it is written down"}
end
if obj.status == nil or obj.status.conditions == nil then
  return {status = "Progressing", message = "Waiting for Usher"}
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "Usher has not seen the last edit yet"}
end

local found = {}
for _, condition in ipairs(obj.status.conditions) do
  found[condition.type] = condition
end
local ready = found.Ready
if ready == nil then
  return {status = "Progressing", message = "Waiting for Usher"}
end
local function is(name)
  return found[name] ~= nil and found[name].status == "True"
end

if ready.status ~= "True" and waits[ready.reason] then
  return {status = "Suspended", message = said(ready)}
end
if is("Stalled") then
  return {status = "Degraded", message = said(found.Stalled)}
end
if ready.status == "True" then
  -- The resource is as declared, and somebody has paused it, or has to decide about a wave of it.
  for _, name in ipairs({"Suspended", "RemovalsHeld", "ChangesHeld"}) do
    if is(name) then
      return {status = "Suspended", message = said(found[name])}
    end
  end
  if ready.reason == "Suspended" then
    return {status = "Suspended", message = said(ready)}
  end
  return {status = "Healthy", message = said(ready)}
end
if is("Reconciling") or ready.status == "Unknown" or ready.reason == "Restoring" then
  return {status = "Progressing", message = said(ready)}
end
return {status = "Degraded", message = said(ready)}
