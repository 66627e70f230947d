/**
 * A job in line is one string, so that a pass over the line reads what it needs and makes no tables:
 *   head     25 digits: score 7, rank 6, class 1, lane 1, id 7, how many tickets 3
 *   name     1 digit: the frame of its key, 0 for none; 3 digits: the length of what follows, the
 *            symbol that fills the frame, or the whole key
 *   details  packed by cmsgpack: { enteredAt, priority, tries, caller, its tickets ... }, the caller as
 *            0 where it is the first ticket's; a ticket as in a job's row
 * Digits are of base 64, '0' for 0 to 'o' for 63, the highest first: 7 of them hold a time or an id of
 * 139 years. They are plain text: the heads, one after another, are the line of the summary.
 *
 * A frame is what keys of one endpoint and choice have before and after their symbol. Those of the
 * line are kept once, in `state.frames`, one after another: { before, after, before, after ... }.
 *
 * Only a job that is touched is opened, as a row, and it is packed again when it has changed. A row
 * of the line also knows its `place` there, and its `head` as long as that is as it was.
 */
export const jobLua = `
local HEAD, NAME_AT, TICKETS_AT, FRAMES_MOST = 25, 26, 23, 63
local byte, sub = string.byte, string.sub

-- What the zeros of so many digits, the byte 48 each, come to: they are taken off together.
local function zerosOf(width) return 48 * (64 ^ width - 1) / 63 end
local ZEROS_OF_THREE, ZEROS_OF_SIX, ZEROS_OF_SEVEN = zerosOf(3), zerosOf(6), zerosOf(7)

local function digitsOf(number, width)
  local digits = {}
  for at = width, 1, -1 do
    digits[at] = string.char(48 + number % 64)
    number = math.floor(number / 64)
  end
  return table.concat(digits)
end

-- What a claim chooses by, read at once: it is read of every job.
local function readChoice(packed)
  local a, b, c, d, e, f, g, h, i, j, k, l, m, class, lane = byte(packed, 1, 15)
  local score = (((((a * 64 + b) * 64 + c) * 64 + d) * 64 + e) * 64 + f) * 64 + g - ZEROS_OF_SEVEN
  local rank = ((((h * 64 + i) * 64 + j) * 64 + k) * 64 + l) * 64 + m - ZEROS_OF_SIX
  return score, rank, class - 48, lane - 48
end

local function readId(packed)
  local a, b, c, d, e, f, g = byte(packed, 16, 22)
  return (((((a * 64 + b) * 64 + c) * 64 + d) * 64 + e) * 64 + f) * 64 + g - ZEROS_OF_SEVEN
end

local function readThree(packed, at)
  local a, b, c = byte(packed, at, at + 2)
  return (a * 64 + b) * 64 + c - ZEROS_OF_THREE
end

-- A symbol begins with a capital, after one of these; where it is none after all the frame is just a rare one.
local function nameOf(key, mayAdd)
  local before, symbol, after = string.match(key, '^(.*[/=:])([%u%^][%u%d%^%.=%-]*)(.*)$')
  if not before then return '0' .. key end
  local frames = state.frames
  for at = 1, #frames, 2 do
    if frames[at] == before and frames[at + 1] == after then return digitsOf((at + 1) / 2, 1) .. symbol end
  end
  if not mayAdd or #frames >= 2 * FRAMES_MOST then return '0' .. key end
  frames[#frames + 1], frames[#frames + 2] = before, after
  return digitsOf(#frames / 2, 1) .. symbol
end

local function keyOf(name)
  local frame = byte(name) - 48
  if frame == 0 then return sub(name, 2) end
  return state.frames[2 * frame - 1] .. sub(name, 2) .. state.frames[2 * frame]
end

-- And where the details begin.
local function readName(packed)
  local detailsAt = NAME_AT + 4 + readThree(packed, NAME_AT + 1)
  return sub(packed, NAME_AT, NAME_AT) .. sub(packed, NAME_AT + 4, detailsAt - 1), detailsAt
end

local function ticketsIn(job)
  return (#job - FIRST_TICKET + 1) / TICKET_SIZE
end

local function laneOfTicket(job, at)
  return job[at + 3] % 4
end

local function packJob(job)
  job.head = job.head or digitsOf(job[JOB_SCORE], 7) .. digitsOf(job[JOB_RANK], 6) .. digitsOf(job[JOB_CLASS], 1)
    .. digitsOf(laneOf(job[JOB_PRIORITY]), 1) .. digitsOf(job[JOB_ID], 7)
  local name, caller = nameOf(job[JOB_KEY], true), job[JOB_CALLER]
  local details = { job[JOB_ENTERED], job[JOB_PRIORITY], job[JOB_TRIES], caller == job[FIRST_TICKET] and 0 or caller }
  for at = FIRST_TICKET, #job do details[at - FIRST_TICKET + 5] = job[at] end
  return job.head .. digitsOf(ticketsIn(job), 3) .. sub(name, 1, 1) .. digitsOf(#name - 1, 3) .. sub(name, 2)
    .. cmsgpack.pack(details)
end

local function openJob(place)
  local packed = state.line[place]
  local score, rank, class = readChoice(packed)
  local name, at = readName(packed)
  local details = cmsgpack.unpack(sub(packed, at))
  local caller = details[4] == 0 and details[5] or details[4]
  local job = { keyOf(name), score, rank, details[1], details[2], caller, class, details[3], 0, readId(packed) }
  for index = 5, #details do job[FIRST_TICKET + index - 5] = details[index] end
  job.place, job.head = place, sub(packed, 1, TICKETS_AT - 1)
  return job
end

-- What every change of a job ends with.
local function keepJob(job)
  if job.place then state.line[job.place] = packJob(job) end
  dirty = true
end
`;
