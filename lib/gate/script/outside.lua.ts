/**
 * Outside usage: the upstream says that a limit is reached while by our record it is not passed, so
 * somebody else spends the same quota. The breaker keeps the window shut; then its limit is a step
 * lower. A step is won back after a clean span, twice as long each time that the same step is refused.
 */
export const outsideLua = `
function winStepBack(breaker)
  local span = breaker.spans[breaker.steps]
  if breaker.steps > 0 and now >= math.max(breaker.steppedAt, breaker.outsideAt) + span then
    breaker.steps, breaker.steppedAt = breaker.steps - 1, now
    dirty = true
  elseif breaker.steps == 0 and breaker.outsideAt > 0 and now >= breaker.outsideAt + 2 * state.window * STEP_SPAN_MAX then
    breaker.spans, breaker.outsideAt = {}, 0
    dirty = true
  end
end

local function stepDown(breaker, class)
  if limits[class] <= stepSize[class] then return end
  breaker.steps = breaker.steps + 1
  local before = breaker.spans[breaker.steps]
  breaker.spans[breaker.steps] = before and math.min(before * 2, state.window * STEP_SPAN_MAX) or state.window * STEP_SPAN
  breaker.steppedAt = now
  limits[class] = limits[class] - stepSize[class]
end

-- No grant leaves more slots counting than the limit, so while our record is whole every refusal is
-- outside usage. Of those of one cut-off the first takes a step: what was under way, and probes, do not.
function noteOutsideUsage(breaker, class)
  if countSlots(class, 0) > unstepped[class] or now < state.fullUntil then return end
  breaker.outsideAt = now
  if breaker.state == 'closed' then stepDown(breaker, class) end
end
`;
