/**
 * Limits: what each window allows now. Lowest of what any instance was configured with lately, of the
 * schedule of its upstream at the store's time, of what an admin lowered, and of what outside usage
 * leaves.
 */
export const limitsLua = `
local limits, unstepped, stepSize = {}, {}, {}

-- The schedule's row for now: { from, account, realtime, expensive }, and when the next one comes (0: never).
-- A time that the schedule does not reach gets the least of every window.
local function scheduled()
  local rows, at, row, untilAt = configuration.schedule, absolute(now), nil, 0
  for index, candidate in ipairs(rows) do
    if candidate[1] <= at then row, untilAt = candidate, rows[index + 1] and rows[index + 1][1] or configuration.scheduleEnds end
  end
  if row and (untilAt == 0 or at < untilAt) then return row, relative(untilAt) end
  local least = { 0, math.huge, math.huge, math.huge }
  for _, other in ipairs(rows) do
    for class = 2, 4 do least[class] = math.min(least[class], other[class]) end
  end
  return least, 0
end

-- What outside usage takes from a window is taken in steps of a tenth of its limit.
local function lowerLimits()
  if state.lowered > 0 then limits[ACCOUNT] = math.min(limits[ACCOUNT], state.lowered) end
  for class, breaker in ipairs(state.breakers) do
    winStepBack(breaker)
    unstepped[class], stepSize[class] = limits[class], math.max(1, math.floor(limits[class] / 10))
    limits[class] = math.max(1, limits[class] - breaker.steps * stepSize[class])
  end
end

-- One row for each way in which instances were configured lately.
function applyConfiguration()
  local known, row, untilAt = state.configurations, scheduled()
  local mine
  for index = #known, 1, -1 do
    local other = known[index]
    if now > other[CONFIGURATION_SEEN] + step.configurationMemory then
      table.remove(known, index)
      dirty = true
    elseif other[CONFIGURATION_UNTIL] ~= 0 and now >= other[CONFIGURATION_UNTIL] then
      -- Its schedule is over, not what it is configured with.
      for class = 1, #CLASSES do other[class] = other[CONFIGURED] end
      other[CONFIGURATION_UNTIL] = 0
      dirty = true
    elseif other[1] == row[2] and other[2] == row[3] and other[3] == row[4]
      and other[4] == configuration.window and other[CONFIGURED] == configuration.limit
      and other[CONFIGURATION_UNTIL] == untilAt then mine = other end
  end
  if not mine then
    mine = { row[2], row[3], row[4], configuration.window, configuration.limit, untilAt, now }
    table.insert(known, mine)
    dirty = true
  elseif now > mine[CONFIGURATION_SEEN] + step.configurationMemory / 4 then
    mine[CONFIGURATION_SEEN] = now
    dirty = true
  end
  limits, state.window = { mine[1], mine[2], mine[3] }, mine[4]
  for _, other in ipairs(known) do
    for class = 1, #CLASSES do limits[class] = math.min(limits[class], other[class]) end
    state.window = math.max(state.window, other[4])
  end
  lowerLimits()
end
`;
