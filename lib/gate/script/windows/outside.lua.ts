import { breakerPolicy } from "@/lib/policy";

/**
 * Outside usage: the upstream reports a limit as reached although our record has not passed it. So
 * someone else uses the same quota. The breaker stops the window, and then its limit is one step
 * lower. A step is won back after a clean span. The span doubles each time the same step is
 * refused.
 */
export const outsideLua = `
do
local STEP_SPAN, STEP_SPAN_MAX = ${breakerPolicy.stepSpanOfWindow}, ${breakerPolicy.stepSpanMaxOfWindow}

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

local function stepDown(breaker, name)
  if limits[name] <= stepSize[name] then return end
  breaker.steps = breaker.steps + 1
  local before = breaker.spans[breaker.steps]
  breaker.spans[breaker.steps] = before and math.min(before * 2, state.window * STEP_SPAN_MAX) or state.window * STEP_SPAN
  breaker.steppedAt = now
  limits[name] = limits[name] - stepSize[name]
end

-- No grant lets more slots count than the limit. So while our record is whole, every refusal is outside
-- usage. Of one cut-off only the first takes a step: calls in flight and probes do not.
function noteOutsideUsage(breaker, name)
  if chargedSince(name, 0) > unstepped[name] or now < state.windows[name].fullUntil then return end
  breaker.outsideAt = now
  if breaker.state == 'closed' then stepDown(breaker, name) end
end
end
`;
