import { breakerPolicy } from "@/lib/policy";

/**
 * The breakers, one per window: closed, open until a time, half-open with one probe in all
 * deployments, then closed with a ramp from 1 to the limit over one window. No timer moves a
 * breaker: the next step does, by the clock. A job must pass the main window's breaker and those of
 * all windows that it charges.
 */
export const breakerLua = `
local moveBreakers, admitNewcomer, updateBreakers, closedFor, releaseBreaker, breakerOf, spanOf
do
local FAILING, RECENT = ${breakerPolicy.failingOfWindow}, ${breakerPolicy.recentCalls}
local RETRY_AFTER_MAX = ${breakerPolicy.retryAfterMaxMs}
local FAILURES_IN_A_ROW, FAILURES_OF_RECENT = ${breakerPolicy.failuresInARow}, ${breakerPolicy.failuresOfRecent}

function freshBreaker()
  return {
    state = 'closed', untilAt = 0, reason = '', since = now, stoppedAt = 0, doublings = 0, probe = 0, rampFrom = 0,
    heldAt = 0, heldUntil = 0, recent = {}, unreadable = {}, refusedKind = '', steps = 0, spans = {}, steppedAt = 0, outsideAt = 0, openedAt = 0,
  }
end

local function setBreaker(breaker, name, reason)
  if breaker.state ~= name then breaker.since = now end
  -- One stop, however many probes fail during it.
  if name == 'closed' then breaker.stoppedAt = 0
  elseif breaker.stoppedAt == 0 then breaker.stoppedAt = now end
  breaker.state, breaker.reason, breaker.probe = name, reason, 0
  -- Takes an id, so that an instance that saw this change notices when the store loses it.
  nextId()
end

-- Doubles the span with each failed probe since the breaker opened.
local function doubled(breaker, span)
  return span * 2 ^ math.min(breaker.doublings, 8)
end

local function openBreaker(breaker, reason, span, most)
  local untilAt = now + math.min(math.floor(span), most or BREAKER_OPEN_MAX)
  -- A call in flight when the breaker opened may lengthen the stop. It may not shorten it or change the
  -- reason.
  if breaker.state == 'open' and breaker.untilAt >= untilAt then return end
  if breaker.state ~= 'open' then breaker.openedAt = now end
  breaker.untilAt, breaker.recent = untilAt, {}
  setBreaker(breaker, 'open', reason)
end

local function closeBreaker(breaker)
  breaker.doublings, breaker.recent, breaker.unreadable, breaker.rampFrom = 0, {}, {}, now
  setBreaker(breaker, 'closed', '')
end

function breakerOf(name)
  return state.windows[name].breaker
end

-- The length that the breaker's times are fractions of.
function spanOf(name)
  local length = state.windows[name].length
  return length > 0 and length or state.window
end

local function probeIsDead(breaker)
  local slot = findSlot(breaker.probe)
  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD]
end

-- An admin pauses calls: for forMs, or until resumed.
function holdBreaker(breaker, forMs)
  if breaker.heldAt == 0 then breaker.heldAt = now end
  breaker.heldUntil = forMs and now + forMs or 0
end

-- Ramps up, as after any stop.
function releaseBreaker(breaker)
  if breaker.heldAt == 0 then return end
  breaker.heldAt, breaker.heldUntil, breaker.rampFrom, dirty = 0, 0, now, true
end

function moveBreakers()
  for name, window in pairs(state.windows) do
    local breaker = window.breaker
    if breaker.heldUntil > 0 and now >= breaker.heldUntil then releaseBreaker(breaker) end
    if breaker.state == 'open' and now >= breaker.untilAt then setBreaker(breaker, 'half-open', breaker.reason) end
    -- The caller of the probe is dead: the next call probes.
    if breaker.probe > 0 and probeIsDead(breaker) then breaker.probe = 0; dirty = true end
    if breaker.rampFrom > 0 and now >= breaker.rampFrom + spanOf(name) then breaker.rampFrom = 0; dirty = true end
    local isUsedUp = calendar.usedUpUntil(name) > 0
    if isUsedUp ~= (window.usedUpAt > 0) then window.usedUpAt, dirty = isUsedUp and now or 0, true end
  end
end

-- The ramp: one grant at once, the limit after a window. Returns when one more call may go.
local function rampAllowsAt(breaker, name)
  if breaker.rampFrom == 0 or limits[name] < 2 then return 0 end
  local went = chargedSince(name, breaker.rampFrom)
  return breaker.rampFrom + math.ceil(math.min(went / (limits[name] - 1), 1) * spanOf(name))
end

function breakerOpensAt(name)
  local breaker = breakerOf(name)
  -- The end of the pause is unknown: check again once a window.
  if breaker.heldAt ~= 0 then return breaker.heldUntil > 0 and breaker.heldUntil or now + state.window end
  if breaker.state == 'open' then return breaker.untilAt end
  if breaker.probe > 0 then
    local slot = findSlot(breaker.probe)
    return slot and nextLookAt(slot) or now + math.floor(state.window * GRACE)
  end
  return rampAllowsAt(breaker, name)
end

function breakersNoteGrant(id, charges)
  for _, name in ipairs(charges.guards) do
    local breaker = breakerOf(name)
    if breaker.state == 'half-open' then breaker.probe = id end
  end
end

local function remember(breaker, failed)
  table.insert(breaker.recent, failed)
  if #breaker.recent > RECENT then table.remove(breaker.recent, 1) end
end

-- Symbols with unreadable replies since the last good one. Older code stored none.
local function unreadableOf(breaker)
  breaker.unreadable = breaker.unreadable or {}
  return breaker.unreadable
end

-- Unreadable replies count by symbol, and only those since the last good reply. So they are no part of the
-- recent calls.
local function isFailing(breaker)
  local failures, streak = 0, 0
  for _, failed in ipairs(breaker.recent) do
    failures, streak = failures + failed, failed == 1 and streak + 1 or 0
  end
  return streak + #unreadableOf(breaker) >= FAILURES_IN_A_ROW or failures >= FAILURES_OF_RECENT
end

-- Returns whether the symbol is new among the unreadable ones.
local function noteUnreadable(breaker, symbol)
  local symbols = unreadableOf(breaker)
  for _, known in ipairs(symbols) do
    if known == symbol then return false end
  end
  table.insert(symbols, symbol)
  if #symbols > RECENT then table.remove(symbols, 1) end
  return true
end

-- The upstream refuses the credential in this scope, not the window. The window stops only when no other
-- credential in use is left.
local function onRefusal(own, slot)
  local probed, kind = breakerOf(own), slot[SLOT_KIND]
  if probed.probe == slot[SLOT_ID] then probed.probe = 0 end
  -- One refusal proves it for a window other than the main one: the plan lacks it.
  local untilRefused, name = refuse(slot, own, own ~= MAIN)
  if not untilRefused then return end
  local breaker = breakerOf(name)
  local reason, untilAt = refusedToAll(name, kind)
  if reason and (name ~= MAIN or not isSpared()) then
    breaker.refusedKind = kind
    openBreaker(breaker, reason, untilAt - now)
  end
  failRefused()
end

-- Stopped because all credentials were refused: an instance with another credential makes the probe.
function admitNewcomer()
  for name, window in pairs(state.windows) do
    local breaker = window.breaker
    local isForWant = breaker.state == 'open' and (breaker.reason == 'credentials' or breaker.reason == 'not-allowed')
    if isForWant and isUsable(name, breaker.refusedKind) then setBreaker(breaker, 'half-open', breaker.reason) end
  end
end

-- A call granted before the breaker last opened brings no news. It may keep the breaker open longer, but
-- neither ends a probe nor opens the breaker again.
local function isOldNews(breaker, slot, verdict)
  return verdict ~= 'answered' and breaker.state ~= 'open' and slot[SLOT_GRANTED] <= breaker.openedAt
end

-- A failure opens a closed breaker when there are enough. As a probe it opens it again, for twice as long.
local function onFailure(breaker, name, isProbe)
  if isProbe then breaker.doublings = breaker.doublings + 1 end
  if isProbe or breaker.state == 'closed' and isFailing(breaker) then
    openBreaker(breaker, 'failing', doubled(breaker, spanOf(name) * FAILING))
  end
end

-- One symbol's unreadable reply is no failure. Those of many are. As a probe, one is no information.
local function onUnreadable(breaker, name, isProbe, symbol)
  local isNew = noteUnreadable(breaker, symbol)
  if isNew and isFailing(breaker) then return onFailure(breaker, name, isProbe) end
  if isProbe then breaker.probe = 0 end
end

-- verdict: 'answered' (the upstream works), 'limited', 'failing', 'unreadable', 'not-allowed', or 'none' (no
-- information).
local function updateBreaker(name, slot, verdict, retryAfter, symbol)
  local breaker = breakerOf(name)
  local isProbe = breaker.probe == slot[SLOT_ID]
  dirty = true
  if verdict == 'not-allowed' then return onRefusal(name, slot) end
  if isOldNews(breaker, slot, verdict) then return end
  if verdict == 'answered' then
    remember(breaker, 0)
    breaker.unreadable = {}
    if isProbe then closeBreaker(breaker) end
  elseif verdict == 'limited' then
    noteOutsideUsage(breaker, name)
    if isProbe then breaker.doublings = breaker.doublings + 1 end
    if retryAfter > 0 then openBreaker(breaker, 'limited', retryAfter, RETRY_AFTER_MAX)
    else openBreaker(breaker, 'limited', doubled(breaker, spanOf(name))) end
  elseif verdict == 'failing' then
    remember(breaker, 1)
    onFailure(breaker, name, isProbe)
  elseif verdict == 'unreadable' then
    onUnreadable(breaker, name, isProbe, symbol)
  elseif isProbe then
    breaker.probe = 0
  end
end

-- A call counts for the most specific window that it charges. As the probe of another breaker it also shows
-- whether the upstream works.
function updateBreakers(slot, call)
  local verdict, symbol = call.verdict, call.symbol or slot[SLOT_KEY]
  local charges = chargesOf(slot[SLOT_CHARGES])
  if verdict == 'answered' then credentialAnswered(slot) end
  updateBreaker(charges.own, slot, verdict, call.retryAfter, symbol)
  local isNews = verdict == 'answered' or verdict == 'failing' or verdict == 'unreadable'
  local says = isNews and verdict or 'none'
  for _, name in ipairs(charges.guards) do
    if name ~= charges.own and breakerOf(name).probe == slot[SLOT_ID] then updateBreaker(name, slot, says, 0, symbol) end
  end
end

-- Why jobs with such charges are stopped, until when at least (0: unknown), and since when. Nil when they are
-- not.
function closedFor(charges)
  local reason, untilAt, since
  for _, name in ipairs(charges.guards) do
    local breaker = breakerOf(name)
    if breaker.heldAt ~= 0 and breaker.heldUntil == 0 then return 'held', 0, breaker.heldAt end
    local why, opensAt, began = breaker.reason, breaker.state == 'open' and breaker.untilAt or 0, breaker.stoppedAt
    if calendar.usedUpUntil(name) > opensAt then why, opensAt, began = 'used-up', calendar.usedUpUntil(name), state.windows[name].usedUpAt end
    if breaker.heldUntil > opensAt then why, opensAt, began = 'held', breaker.heldUntil, breaker.heldAt end
    if opensAt > 0 and (not untilAt or opensAt > untilAt) then reason, untilAt, since = why, opensAt, began end
  end
  return reason, untilAt, since
end
end
`;
