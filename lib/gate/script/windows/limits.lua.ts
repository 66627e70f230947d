/**
 * Limits: what each window allows now, and its length. The lowest limit counts: of every recent
 * configuration, of the upstream's schedule at the store's time, of an admin's lowered limit, and
 * of what outside usage leaves. The longest length counts.
 *
 * Windows are known by name, so that instances with different windows share a gate. A window
 * without a recent configuration stays as it was, because its slots and counters still count.
 */
export const limitsLua = `
local limits, unstepped, stepSize = {}, {}, {}
do
  -- This instance's limits by name for now, and when they change (0: never). A time outside of the schedule
  -- gets the lowest limit of every window.
  local function scheduled()
    local rows, at, row, untilAt = configuration.schedule, absolute(now), nil, 0
    for index, candidate in ipairs(rows) do
      if candidate[1] <= at then row, untilAt = candidate, rows[index + 1] and rows[index + 1][1] or configuration.scheduleEnds end
    end
    local isReached, own = row and (untilAt == 0 or at < untilAt), {}
    for place, window in ipairs(configuration.windows) do
      local least = math.huge
      for _, other in ipairs(rows) do least = math.min(least, other[place + 1]) end
      own[window.name] = isReached and row[place + 1] or least
    end
    return own, isReached and relative(untilAt) or 0
  end

  -- { seen, untilAt, main, windows = { name = { limit now, configured limit, length } } }; length 0: calendar
  -- window.
  local function ownConfiguration()
    local own, untilAt = scheduled()
    local rows = {}
    for _, window in ipairs(configuration.windows) do rows[window.name] = { own[window.name], window.limit, window.length } end
    return { seen = now, untilAt = untilAt, main = MAIN, windows = rows }
  end

  local function containsAll(one, other)
    for name, row in pairs(one.windows) do
      local same = other.windows[name]
      if not same or same[1] ~= row[1] or same[2] ~= row[2] or same[3] ~= row[3] then return false end
    end
    return true
  end

  local function isSame(one, other)
    return one.untilAt == other.untilAt and one.main == other.main and containsAll(one, other) and containsAll(other, one)
  end

  -- One row per configuration that instances used recently.
  local function noteConfiguration()
    local known, own, mine = state.configurations, ownConfiguration(), nil
    for index = #known, 1, -1 do
      local other = known[index]
      if now > other.seen + step.configurationMemory then
        table.remove(known, index)
        dirty = true
      elseif other.untilAt ~= 0 and now >= other.untilAt then
        -- The schedule has ended, but not the configuration.
        for _, row in pairs(other.windows) do row[1] = row[2] end
        other.untilAt, dirty = 0, true
      elseif isSame(own, other) then mine = other end
    end
    if not mine then
      table.insert(known, own)
      dirty = true
    elseif now > mine.seen + step.configurationMemory / 4 then
      mine.seen, dirty = now, true
    end
  end

  -- Outside usage lowers a window's limit in steps of a tenth of it.
  local function lowerLimits()
    if state.lowered > 0 then limits[MAIN] = math.min(limits[MAIN], state.lowered) end
    for name, window in pairs(state.windows) do
      winStepBack(window.breaker)
      unstepped[name], stepSize[name] = limits[name], math.max(1, math.floor(limits[name] / 10))
      limits[name] = math.max(1, limits[name] - window.breaker.steps * stepSize[name])
    end
  end

  function applyConfiguration()
    noteConfiguration()
    local lengths = {}
    limits, state.window = {}, 0
    for _, other in ipairs(state.configurations) do
      for name, row in pairs(other.windows) do
        limits[name] = math.min(limits[name] or math.huge, row[1])
        lengths[name] = math.max(lengths[name] or 0, row[3])
      end
      state.window = math.max(state.window, other.windows[other.main][3])
    end
    for name, limit in pairs(limits) do setWindow(name, limit, lengths[name]) end
    for name, window in pairs(state.windows) do limits[name] = limits[name] or window.limit end
    for _, window in ipairs(configuration.windows) do
      if window.starts then calendar.setPeriods(window) end
    end
    lowerLimits()
  end
end
`;
