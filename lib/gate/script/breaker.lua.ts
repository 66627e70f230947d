/**
 * The breakers, one for each class: closed, open until a moment, half-open with one probe for the
 * whole fleet, closed again with a ramp from 1 to the limit over one window. No timer moves them: the
 * next step's reading of the clock does. A job must pass its class's and the account's.
 */
export const breakerLua = `
function freshBreaker()
  return {
    state = 'closed', untilAt = 0, reason = '', since = now, stoppedAt = 0, doublings = 0, probe = 0, rampFrom = 0,
    held = false, recent = {}, refused = '', steps = 0, spans = {}, steppedAt = 0, outsideAt = 0, openedAt = 0,
  }
end

local function setBreaker(breaker, name, reason)
  if breaker.state ~= name then breaker.since = now end
  -- One stop, however many probes fail in it.
  if name == 'closed' then breaker.stoppedAt = 0
  elseif breaker.stoppedAt == 0 then breaker.stoppedAt = now end
  breaker.state, breaker.reason, breaker.probe = name, reason, 0
  -- An id, so that whoever has seen this notices when the store lost it.
  nextId()
end

-- Twice as long with each probe that failed since it opened.
local function doubled(breaker, span)
  return span * 2 ^ math.min(breaker.doublings, 8)
end

local function openBreaker(breaker, reason, span)
  local untilAt = now + math.min(math.floor(span), BREAKER_OPEN_MAX)
  -- What was under way when it opened may make it longer, not shorter, nor give it another reason.
  if breaker.state == 'open' and breaker.untilAt >= untilAt then return end
  if breaker.state ~= 'open' then breaker.openedAt = now end
  breaker.untilAt, breaker.recent = untilAt, {}
  setBreaker(breaker, 'open', reason)
end

local function closeBreaker(breaker)
  breaker.doublings, breaker.recent, breaker.refused, breaker.rampFrom = 0, {}, '', now
  setBreaker(breaker, 'closed', '')
end

local function probeIsDead(breaker)
  local slot = findSlot(breaker.probe)
  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD]
end

local function moveBreakers()
  for _, breaker in ipairs(state.breakers) do
    if breaker.state == 'open' and now >= breaker.untilAt then setBreaker(breaker, 'half-open', breaker.reason) end
    -- A dead prober: the next one probes.
    if breaker.probe > 0 and probeIsDead(breaker) then breaker.probe = 0; dirty = true end
    if breaker.rampFrom > 0 and now >= breaker.rampFrom + state.window then breaker.rampFrom = 0; dirty = true end
  end
end

-- One grant at once, the limit after a window: when one more than went since it closed may go.
local function rampAllowsAt(breaker, class)
  if breaker.rampFrom == 0 or limits[class] < 2 then return 0 end
  local went = countSlots(class, breaker.rampFrom)
  return breaker.rampFrom + math.ceil(math.min(went / (limits[class] - 1), 1) * state.window)
end

function breakerOpensAt(class)
  local breaker = state.breakers[class]
  -- Nobody knows when it is released: look again at a calm pace.
  if breaker.held then return now + state.window end
  if breaker.state == 'open' then return breaker.untilAt end
  if breaker.probe > 0 then
    local slot = findSlot(breaker.probe)
    -- Its verdict decides: look again when it should have landed, then at a calm pace.
    return math.max((slot and slot[SLOT_GRANTED] or 0) + state.latency, now + math.floor(state.window * GRACE))
  end
  return rampAllowsAt(breaker, class)
end

function breakersNoteGrant(id, class)
  for index, breaker in ipairs(state.breakers) do
    if (index == ACCOUNT or index == class) and breaker.state == 'half-open' then breaker.probe = id end
  end
end

local function remember(breaker, failed)
  table.insert(breaker.recent, failed)
  if #breaker.recent > RECENT then table.remove(breaker.recent, 1) end
end

local function countFailure(breaker)
  local recent, failures, streak = breaker.recent, 0, 0
  remember(breaker, 1)
  for _, failed in ipairs(recent) do
    failures, streak = failures + failed, failed == 1 and streak + 1 or 0
  end
  return streak >= FAILURES_IN_A_ROW or failures >= FAILURES_OF_RECENT
end

local function stopClass(class, reason)
  openBreaker(state.breakers[class], reason, state.window * NOT_ALLOWED)
  -- For as long: whoever asks about a ticket that failed so hears why.
  failWaiting(class, 'upstream-auth', state.breakers[class].untilAt)
end

-- The headline refused for one symbol may be that symbol's own; for two it is the credentials.
local function hearRefusal(breaker, class, key, isProbe)
  if class ~= ACCOUNT then return stopClass(class, 'not-allowed') end
  local isAgain = isProbe and breaker.reason == 'credentials'
  if isAgain or (breaker.refused ~= '' and breaker.refused ~= key) then return stopClass(class, 'credentials') end
  breaker.refused = key
  if isProbe then breaker.probe = 0 end
end

-- A call that went before the breaker last opened tells of what is known: it may keep it open for
-- longer, but neither ends a probe nor opens it again.
local function isOldNews(breaker, slot, verdict)
  return verdict ~= 'answered' and breaker.state ~= 'open' and slot[SLOT_GRANTED] <= breaker.openedAt
end

-- verdict: 'answered' (the upstream works), 'limited', 'failing', 'not-allowed', or 'none' (it tells nothing).
local function breakerHears(class, slot, verdict, retryAfter)
  local breaker = state.breakers[class]
  local isProbe = breaker.probe == slot[SLOT_ID]
  dirty = true
  if isOldNews(breaker, slot, verdict) then return end
  if verdict == 'answered' then
    remember(breaker, 0)
    breaker.refused = ''
    if isProbe then closeBreaker(breaker) end
  elseif verdict == 'limited' then
    noteOutsideUsage(breaker, class)
    if isProbe then breaker.doublings = breaker.doublings + 1 end
    openBreaker(breaker, 'limited', retryAfter > 0 and retryAfter or doubled(breaker, state.window))
  elseif verdict == 'failing' then
    if isProbe then breaker.doublings = breaker.doublings + 1 end
    if countFailure(breaker) and breaker.state == 'closed' or isProbe then
      openBreaker(breaker, 'failing', doubled(breaker, state.window * FAILING))
    end
  elseif verdict == 'not-allowed' then
    hearRefusal(breaker, class, slot[SLOT_KEY], isProbe)
  elseif isProbe then
    breaker.probe = 0
  end
end

-- A call speaks for its own class. As the account's probe it also tells whether the upstream works at all.
local function breakersHear(slot, verdict, retryAfter)
  local class = slot[SLOT_CLASS]
  breakerHears(class, slot, verdict, retryAfter)
  if class == ACCOUNT or state.breakers[ACCOUNT].probe ~= slot[SLOT_ID] then return end
  local says = (verdict == 'answered' or verdict == 'failing') and verdict or 'none'
  breakerHears(ACCOUNT, slot, says, 0)
end

-- Why jobs of this class are kept back, and until when at least; nil when they are not.
local function closedFor(class)
  local reason, untilAt
  for index, breaker in ipairs(state.breakers) do
    if index == ACCOUNT or index == class then
      if breaker.held then return 'held', now + state.window end
      if breaker.state == 'open' and (not untilAt or breaker.untilAt > untilAt) then
        reason, untilAt = breaker.reason, breaker.untilAt
      end
    end
  end
  return reason, untilAt
end
`;
