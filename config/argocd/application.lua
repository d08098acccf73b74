-- Argo CD shows no health of Applications by itself; with this a wave of an application of applications waits for the one before.
if obj.status == nil or obj.status.health == nil or obj.status.health.status == nil then
  return {status = "Progressing", message = "Waiting for Argo CD"}
end
return {status = obj.status.health.status, message = obj.status.health.message or ""}
