/**
 * Calendar windows: a day or a month in some zone. Each period has a counter instead of slots: {
 * start, end, charged } in `counts`. The period of a call is not always known: the call may arrive
 * at any time from its grant to its end, and the upstream's clock may be off by `margin`. So a call
 * counts in every period that this span touches, and may go when all of them have room.
 *
 * The script knows no zones. `starts` are the absolute times at which periods begin around now,
 * sent by an instance. The last one ends the last period. A time outside of `starts` counts in
 * every period.
 */
export const calendarLua = `
do
  -- Counters beyond these belong to periods long over.
  local COUNTS = 4

  -- The table places of the periods that a span touches, and whether the table covers it. Times: absolute.
  local function periodsIn(window, from, to)
    local starts, found = window.starts, {}
    local isReached = from >= starts[1] and to < starts[#starts]
    for place = 1, #starts - 1 do
      if not isReached or (from < starts[place + 1] and to >= starts[place]) then found[#found + 1] = place end
    end
    return found, isReached
  end

  -- The periods that a call granted now may count in.
  local function periodsNow(window)
    return periodsIn(window, absolute(now) - window.margin, absolute(now) + configuration.hold + window.margin)
  end

  local function counterOf(window, place)
    local from, to = window.starts[place], window.starts[place + 1]
    for _, row in ipairs(window.counts) do
      if row[1] == from and row[2] == to then return row end
    end
    local row = { from, to, 0 }
    table.insert(window.counts, row)
    table.sort(window.counts, function(one, other) return one[1] > other[1] end)
    window.counts[COUNTS + 1] = nil
    return row
  end

  local function add(window, place, cost)
    local row = counterOf(window, place)
    row[3], dirty = row[3] + cost, true
  end

  local function touches(window, slot, place)
    local from, to = absolute(slot[SLOT_GRANTED]) - window.margin, absolute(slot[SLOT_GRANTED] + slot[SLOT_HOLD]) + window.margin
    for _, other in ipairs((periodsIn(window, from, to))) do
      if other == place then return true end
    end
    return false
  end

  -- Ended calls are in the counter. A call in flight counts in every period it may reach.
  local function chargedIn(name, place)
    local window = state.windows[name]
    local sum, from, to = 0, window.starts[place], window.starts[place + 1]
    -- A counter of another zone's period counts in every period that overlaps it.
    for _, row in ipairs(window.counts) do
      if row[1] < to and from < row[2] then sum = sum + row[3] end
    end
    for _, slot in ipairs(state.slots) do
      local cost = slot[SLOT_SETTLED] == 0 and chargesOf(slot[SLOT_CHARGES]).costs[name]
      if cost and touches(window, slot, place) then sum = sum + cost end
    end
    return sum
  end

  -- A call ended: it arrived by then, or never will.
  function calendar.count(slot, endedAt)
    for name, cost in pairs(chargesOf(slot[SLOT_CHARGES]).costs) do
      local window = state.windows[name]
      if window.length == 0 then
        local from, to = absolute(slot[SLOT_GRANTED]) - window.margin, absolute(endedAt) + window.margin
        for _, place in ipairs((periodsIn(window, from, to))) do add(window, place, cost) end
      end
    end
  end

  -- Lost grants: count as many as the main window's limit.
  function calendar.countLost(window)
    for _, place in ipairs((periodsNow(window))) do add(window, place, limits[MAIN]) end
  end

  function calendar.roomAt(name, limit, cost)
    local window, at = state.windows[name], now
    local places, isReached = periodsNow(window)
    for _, place in ipairs(places) do
      if chargedIn(name, place) + cost > limit then
        -- Outside of the table nothing is known.
        if not isReached then return now + state.window end
        at = math.max(at, relative(window.starts[place + 1]) + window.margin)
      end
    end
    return at
  end

  -- The fullest period that a call may count in now, when it is certainly over, and the count of the next
  -- period.
  function calendar.view(name)
    local window, used, resetsAt, usedNext = state.windows[name], 0, 0, 0
    for _, place in ipairs((periodsNow(window))) do
      local charged, ends = chargedIn(name, place), window.starts[place + 1]
      if resetsAt == 0 or charged > used then
        used, resetsAt, usedNext = charged, ends + window.margin, place + 1 < #window.starts and chargedIn(name, place + 1) or 0
      end
    end
    return used, resetsAt, usedNext
  end

  -- Until when no call may go; 0 when one may.
  function calendar.usedUpUntil(name)
    if state.windows[name].length > 0 then return 0 end
    local at = calendar.roomAt(name, limits[name], 1)
    return at > now and at or 0
  end

  function calendar.setPeriods(periods)
    local window = state.windows[periods.name]
    local isSame = window.margin == periods.margin and window.starts ~= nil and #window.starts == #periods.starts
    for place, start in ipairs(periods.starts) do isSame = isSame and window.starts[place] == start end
    if isSame then return end
    window.starts, window.margin, dirty = periods.starts, periods.margin, true
  end
end
`;
