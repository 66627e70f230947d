/**
 * Charges: which windows a call counts in, and at what cost. Jobs and slots name a set of charges
 * by its place in `state.charges`, where each set is stored once: { window, cost, window, cost ...
 * }. The last window is the most specific: the upstream's answer applies to that window.
 */
export const chargesLua = `
local chargesOf, ownOf, placeOfCharges, chargesWindow
do
  local opened = {}

  -- costs: by window; guards: the windows whose breakers must let it pass, main first; own: the most
  -- specific.
  function chargesOf(place)
    local found = opened[place]
    if found then return found end
    local row, costs, guards = state.charges[place], {}, { MAIN }
    for at = 1, #row, 2 do
      costs[row[at]] = row[at + 1]
      if row[at] ~= MAIN then guards[#guards + 1] = row[at] end
    end
    found = { costs = costs, guards = guards, own = row[#row - 1] or MAIN }
    opened[place] = found
    return found
  end

  function ownOf(place) return chargesOf(place).own end

  local function isRow(row, charges)
    if #row ~= 2 * #charges then return false end
    for index, charge in ipairs(charges) do
      if row[2 * index - 1] ~= charge.window or row[2 * index] ~= charge.cost then return false end
    end
    return true
  end

  function placeOfCharges(charges)
    for place, row in ipairs(state.charges) do
      if isRow(row, charges) then return place end
    end
    local row = {}
    for index, charge in ipairs(charges) do row[2 * index - 1], row[2 * index] = charge.window, charge.cost end
    state.charges[#state.charges + 1] = row
    return #state.charges
  end

  function chargesWindow(name)
    for _, row in ipairs(state.charges) do
      for at = 1, #row, 2 do
        if row[at] == name then return true end
      end
    end
    return false
  end
end
`;
