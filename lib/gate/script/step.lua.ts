import { holdOf } from "@/lib/gate/hold";
import { breakerPolicy, gatePolicy, upstreamPolicy } from "@/lib/policy";
import { breakerLua } from "./breaker.lua";
import { claimLua } from "./claim.lua";
import { controlLua } from "./control.lua";
import { detailLua } from "./detail.lua";
import { enterLua } from "./enter.lua";
import { jobLua } from "./job.lua";
import { limitsLua } from "./limits.lua";
import { lineLua } from "./line.lua";
import { outsideLua } from "./outside.lua";
import { rankLua } from "./rank.lua";
import { settleLua } from "./settle.lua";
import { stateLua } from "./state.lua";
import { summaryLua } from "./summary.lua";
import { windowLua } from "./window.lua";

const { ticketsPerCaller } = gatePolicy;

const constantsLua = `
local SCHEMA, TOLERANCE, CLOCK_TOLERANCE = ${gatePolicy.schemaVersion}, ${gatePolicy.toleranceMs}, ${gatePolicy.clockToleranceMs}
local SPACING, GRACE, ROUND, LEASE = ${gatePolicy.spacingOfWindow}, ${gatePolicy.turnGraceOfWindow}, ${gatePolicy.prioritiesOfRound}, ${gatePolicy.leaseOfWindow}
local TRIES, LANDINGS, HOLD_MAX = ${gatePolicy.triesMax}, ${gatePolicy.landingsRemembered}, ${holdOf(upstreamPolicy.timeoutMaxMs)}
local PACING_CREDIT = ${gatePolicy.pacingCredit}
local LATE, CONTROLLED_LOOK = ${gatePolicy.stepLateMs}, ${breakerPolicy.controlledLookOfWindow}
local FIRST_MOMENT, LAST_MOMENT, BATCH_FROM = ${gatePolicy.firstMomentMs}, ${gatePolicy.lastMomentMs}, ${gatePolicy.batchFromPriority}
local BREAKER_OPEN_MAX, FAILING, NOT_ALLOWED = ${breakerPolicy.openMaxMs}, ${breakerPolicy.failingOfWindow}, ${breakerPolicy.notAllowedOfWindow}
local FAILURES_IN_A_ROW, FAILURES_OF_RECENT, RECENT = ${breakerPolicy.failuresInARow}, ${breakerPolicy.failuresOfRecent}, ${breakerPolicy.recentCalls}
local STEP_SPAN, STEP_SPAN_MAX = ${breakerPolicy.stepSpanOfWindow}, ${breakerPolicy.stepSpanMaxOfWindow}
local TICKETS_PER_CALLER = { ${ticketsPerCaller.interactive}, ${ticketsPerCaller.standard}, ${ticketsPerCaller.batch} }
local CLASS_OF = { account = 1, realtime = 2, expensive = 3 }
`;

/** Functions that fragments before theirs call. */
const forwardLua = `
local state
local freshBreaker, applyConfiguration, countSlots, breakerOpensAt, breakersNoteGrant
local winStepBack, noteOutsideUsage, failWaiting, roundOf
`;

const mainLua = `
-- It would do what its sender no longer waits for; or that one's idea of the time here is wrong.
if step.sentAt > 0 and now - step.sentAt > LATE then return cjson.encode({ kind = 'late', now = now }) end
if not loadState() then return cjson.encode({ kind = 'newer-schema' }) end
dropFreedSlots()
moveBreakers()
-- Before leases are looked at: whoever is held open here is not gone, however long nobody came.
for _, row in ipairs(step.renew) do
  local job, at = placeOf(row)
  if job then renewTicket(job, at) end
end
reap()
replayGrants()
replayNews()
local entered = {}
for _, act in ipairs(step.control) do control(act) end
for _, call in ipairs(step.settle) do settle(call) end
for _, row in ipairs(step.leave) do
  local job, at = placeOf(row)
  if job then leaveTicket(job, at) end
end
for index, ask in ipairs(step.enter) do entered[index] = enter(ask) end
claim()
local reply = {
  kind = 'done', now = absolute(now), sequence = publicId(state.sequence), lostAt = absolute(state.lostAt), grants = grants,
  entered = entered, sleepUntil = absolute(sleepUntil > 0 and sleepUntil or nextDeathAt()), summary = summary(),
}
if #step.mine > 0 then reply.mine = ticketsOf(step.mine) end
if step.detail then reply.detail = detail() end
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
${clockLua}${constantsLua}${forwardLua}${stateLua}${limitsLua}${windowLua}${breakerLua}${outsideLua}${jobLua}${lineLua}${rankLua}${enterLua}${settleLua}${claimLua}${controlLua}${summaryLua}${detailLua}${mainLua}`;
}
