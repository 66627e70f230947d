/**
 * The breaker: closed, open until a moment, half-open with one probe for the whole fleet, closed.
 * No timer moves it: the next step's reading of the clock does. It opens on a limit answer.
 */
export const breakerLua = `
local function setBreaker(name, reason)
  local breaker = state.breaker
  if breaker.state ~= name then breaker.since = now end
  breaker.state, breaker.reason = name, reason
  dirty = true
end

local function moveBreaker()
  local breaker = state.breaker
  if breaker.state == 'open' and now >= breaker.untilAt then
    setBreaker('half-open', breaker.reason)
    breaker.probe = 0
  end
  if breaker.state == 'half-open' and breaker.probe > 0 then
    local slot = findSlot(breaker.probe)
    -- A dead prober: the next one probes.
    if not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD] then breaker.probe = 0; dirty = true end
  end
end

function breakerOpensAt()
  local breaker = state.breaker
  if breaker.state == 'open' then return breaker.untilAt end
  if breaker.state == 'half-open' and breaker.probe > 0 then
    local slot = findSlot(breaker.probe)
    -- Its verdict decides: look again when it should have landed, then at a calm pace.
    return math.max((slot and slot[SLOT_GRANTED] or 0) + state.latency, now + state.window / 60)
  end
  return 0
end

function breakerNotesGrant(id)
  if state.breaker.state == 'half-open' then state.breaker.probe = id end
end

-- verdict: 'limited', 'answered' (the upstream works) or 'failed' (it gave no usable answer).
local function breakerHears(id, verdict, retryAfter)
  local breaker = state.breaker
  local isProbe = breaker.state == 'half-open' and breaker.probe == id
  if verdict == 'limited' or (isProbe and verdict == 'failed') then
    if isProbe then breaker.failures = breaker.failures + 1 end
    local span = retryAfter
    if span <= 0 then span = state.window * 2 ^ math.min(breaker.failures, 8) end
    breaker.untilAt = math.max(breaker.untilAt, now + math.min(span, BREAKER_OPEN_MAX))
    breaker.probe = 0
    setBreaker('open', verdict)
  elseif isProbe then
    breaker.failures, breaker.probe = 0, 0
    setBreaker('closed', '')
  end
end

local function breakerHearsUnsent(id)
  if state.breaker.probe == id then state.breaker.probe = 0; dirty = true end
end
`;
