import { holdOf } from "@/lib/gate/hold";
import { gatePolicy, upstreamPolicy } from "@/lib/policy";
import { breakerLua } from "./breaker.lua";
import { claimLua } from "./claim.lua";
import { lineLua } from "./line.lua";
import { settleLua } from "./settle.lua";
import { stateLua } from "./state.lua";
import { summaryLua } from "./summary.lua";
import { windowLua } from "./window.lua";

const { ticketsPerCaller } = gatePolicy;

const constantsLua = `
local SCHEMA, TOLERANCE, CLOCK_TOLERANCE = ${gatePolicy.schemaVersion}, ${gatePolicy.toleranceMs}, ${gatePolicy.clockToleranceMs}
local SPACING, GRACE, PRIORITY_STEP, LEASE = ${gatePolicy.spacingOfWindow}, ${gatePolicy.turnGraceOfWindow}, ${gatePolicy.priorityStepOfWindow}, ${gatePolicy.leaseOfWindow}
local TRIES, LANDINGS, BREAKER_OPEN_MAX, HOLD_MAX = ${gatePolicy.triesMax}, ${gatePolicy.landingsRemembered}, ${gatePolicy.breakerOpenMaxMs}, ${holdOf(upstreamPolicy.timeoutMaxMs)}
local TICKETS_PER_CALLER = { ${ticketsPerCaller.interactive}, ${ticketsPerCaller.standard}, ${ticketsPerCaller.batch} }
`;

const mainLua = `
if not loadState() then return cjson.encode({ kind = 'newer-schema' }) end
dropFreedSlots()
countLine()
moveBreaker()
-- Before leases are looked at: whoever is held open here is not gone, however long nobody came.
for _, row in ipairs(step.renew) do
  local job, at = placeOf(row)
  if job then renewTicket(job, at) end
end
reap()
replayGrants()
local entered = {}
for _, call in ipairs(step.settle) do settle(call) end
for _, row in ipairs(step.leave) do
  local job, at = placeOf(row)
  if job then leaveTicket(job, at); countLine() end
end
for index, ask in ipairs(step.enter) do entered[index] = enter(ask) end
claim()
local reply = {
  kind = 'done', now = now, sequence = state.sequence, lostAt = state.lostAt, grants = grants,
  entered = entered, sleepUntil = sleepUntil > 0 and sleepUntil or nextDeathAt(), summary = summary(),
}
if step.mine ~= '' then reply.mine = ticketsOf(step.mine) end
saveState()
return cjson.encode(reply)
`;

/**
 * One step of the gate: everything it decides, together and atomically, by the store's clock.
 *
 * KEYS[1] the gate's state · ARGV[1] the step as JSON (see step.ts) · reply: one JSON text.
 * `clockLua` must define `now` in ms; only tests pass another than the store's.
 */
export function composeStep(clockLua: string): string {
  return `#!lua flags=allow-key-locking
local stateKey = KEYS[1]
local step = cjson.decode(ARGV[1])
local configuration = step.configuration
local state
local breakerOpensAt, breakerNotesGrant
${clockLua}${constantsLua}${stateLua}${windowLua}${breakerLua}${lineLua}${settleLua}${claimLua}${summaryLua}${mainLua}`;
}
