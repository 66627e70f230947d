import { makersLua } from "@/lib/gate/script/makers/makers.lua";
import { refusalsLua } from "@/lib/gate/script/makers/refusals.lua";
import { absenceLua } from "@/lib/gate/script/queue/absence.lua";
import { enterLua } from "@/lib/gate/script/queue/enter.lua";
import { jobLua } from "@/lib/gate/script/queue/job.lua";
import { lineLua } from "@/lib/gate/script/queue/line.lua";
import { rankLua } from "@/lib/gate/script/queue/rank.lua";
import { sharesLua } from "@/lib/gate/script/queue/shares.lua";
import { waitingLua } from "@/lib/gate/script/queue/waiting.lua";
import { breakerLua } from "@/lib/gate/script/windows/breaker.lua";
import { calendarLua } from "@/lib/gate/script/windows/calendar.lua";
import { chargesLua } from "@/lib/gate/script/windows/charges.lua";
import { knownWindowsLua } from "@/lib/gate/script/windows/known-windows.lua";
import { limitsLua } from "@/lib/gate/script/windows/limits.lua";
import { outsideLua } from "@/lib/gate/script/windows/outside.lua";
import { windowLua } from "@/lib/gate/script/windows/window.lua";
import { breakerPolicy, gatePolicy, upstreamPolicy } from "@/lib/policy";
import { claimLua } from "./claim.lua";
import { controlLua } from "./control.lua";
import { detailLua } from "./detail.lua";
import { holdTime } from "./hold-time";
import { settleLua } from "./settle.lua";
import { stateLua } from "./state.lua";
import { summaryLua } from "./summary.lua";

const { ticketsPerCaller } = gatePolicy;

const constantsLua = `
local SCHEMA, TOLERANCE, CLOCK_TOLERANCE = ${gatePolicy.schemaVersion}, ${gatePolicy.toleranceMs}, ${gatePolicy.clockToleranceMs}
local SPACING, GRACE, ROUND, LEASE = ${gatePolicy.spacingOfWindow}, ${gatePolicy.turnGraceOfWindow}, ${gatePolicy.prioritiesOfRound}, ${gatePolicy.leaseOfWindow}
local TRIES, HOLD_MAX = ${gatePolicy.triesMax}, ${holdTime(upstreamPolicy.timeoutMaxMs)}
local LATE = ${gatePolicy.stepLateMs}
local FIRST_MOMENT, LAST_MOMENT, BATCH_FROM = ${gatePolicy.firstMomentMs}, ${gatePolicy.lastMomentMs}, ${gatePolicy.batchFromPriority}
local BREAKER_OPEN_MAX = ${breakerPolicy.openMaxMs}
local TICKETS_PER_CALLER = { ${ticketsPerCaller.interactive}, ${ticketsPerCaller.standard}, ${ticketsPerCaller.batch} }
local WINDOWS_MOST = ${gatePolicy.windowsMost}
`;

/** Functions that earlier fragments call. */
const forwardLua = `
local state
local MAIN = configuration.windows[1].name
local freshBreaker, applyConfiguration, setWindow, chargedSince, breakerOpensAt, breakersNoteGrant
local holdBreaker, winStepBack, noteOutsideUsage, failRefused, roundOf, shiftRefusals, shiftMakers, isOnlyCredential
local closeJobs
local calendar = {}
`;

/** A function, since Lua allows 200 local names outside of one. */
const mainLua = `
local function main()
-- Too late: the sender has timed out, or misjudges the store's clock. Do nothing.
if step.sentAt > 0 and now - step.sentAt > LATE then return cjson.encode({ kind = 'late', now = now }) end
if not loadState() then return cjson.encode({ kind = 'newer-schema' }) end
dropFreedSlots()
noteMaker()
moveBreakers()
noteAbsence()
admitNewcomer()
-- Renew before reaping: a client that is still connected must not lose its ticket.
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
shares.forget()
local reply = {
  kind = 'done', now = absolute(now), sequence = publicId(state.sequence), lostAt = absolute(state.lostAt), grants = grants,
  entered = entered, sleepUntil = absolute(sleepUntil > 0 and sleepUntil or nextDeathAt()), summary = summary(),
}
if #step.mine > 0 then reply.mine = ticketsOf(step.mine) end
if step.detail then reply.detail = detail() end
saveState()
return cjson.encode(reply)
end
return main()
`;

/**
 * One step of the gate: all its decisions, atomic and by the store's clock.
 *
 * KEYS[1] is the gate's state. ARGV[1] is the step as JSON (see step.ts). The reply is one JSON
 * text. `clockLua` must define `now` in ms. Only tests pass a clock other than the store's.
 */
export function composeStep(clockLua: string): string {
  return `#!lua flags=allow-key-locking
local stateKey = KEYS[1]
local step = cjson.decode(ARGV[1])
local configuration = step.configuration
${clockLua}${constantsLua}${forwardLua}${chargesLua}${stateLua}${limitsLua}${knownWindowsLua}${windowLua}${calendarLua}${refusalsLua}${makersLua}${breakerLua}${outsideLua}${jobLua}${waitingLua}${absenceLua}${lineLua}${sharesLua}${rankLua}${enterLua}${settleLua}${claimLua}${controlLua}${summaryLua}${detailLua}${mainLua}`;
}
