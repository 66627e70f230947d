import { percentile } from "../../support/measures";
import { inAll, type Row } from "../command/tables";
import type { Contender } from "../contenders/contender";
import { SCENES, type Scene } from "../workloads/scenes";
import type { Tally } from "./tally";

/** The share of the limit that must be used while callers wait. */
const USED_AT_LEAST = 0.99;
const JAIN_AT_LEAST = 0.95;
/** Waits of clicks during a scan, from request to grant, ms: the median and the 95th percentile. */
const CLICK_HALF_MS = 300;
const CLICK_MOST_MS = 3_000;
const QUOTES_AT_LEAST = 0.95;

/** Steps of the gate per call, and billed commands of the store per step. */
const STEPS_AT_MOST = 5;
const COMMANDS_AT_MOST = 6;

/** With fewer samples, a share of 95 % is luck. */
const JUDGED_FROM = 200;

/** Scenes with a promised use of the limit and promised shares, and the one with enough clicks. */
const STANDING: Scene[] = ["line", "scans-1", "scans-2", "scans-10"];
const CLICKS: Scene = "clicks-6";

/** Broken promises as sentences, and promises with too few samples to judge. */
export type Verdict = { broken: string[]; unjudged: string[] };

/** A control, and the scene that must expose it. */
export type ControlRow = Row & { shows?: Contender["shows"] };

/** Judges a command's results. `subjects`: our gate, on one or several stores. */
export function judge(subjects: Row[], controls: ControlRow[]): Verdict {
  const verdicts = [...subjects.flatMap(judgeSubject), ...controls.map(caught)];
  return {
    broken: verdicts.flatMap(({ broken }) => broken),
    unjudged: verdicts.flatMap(({ unjudged }) => unjudged),
  };
}

function judgeSubject(subject: Row): Verdict[] {
  return [
    ...played(subject, SCENES, rules),
    ...played(subject, STANDING, used),
    ...played(subject, STANDING, shared),
    ...played(subject, [CLICKS], clicked),
    ...played(subject, ["quotes"], quoted),
    ...played(subject, ["crowd"], cheap),
  ];
}

type Rule = (name: string, scene: Scene, tally: Tally) => Verdict;

function played({ name, scenes }: Row, wanted: Scene[], rule: Rule): Verdict[] {
  return wanted.flatMap((scene) => {
    const tally = scenes[scene];
    return tally ? [rule(name, scene, tally)] : [];
  });
}

const breaks = (...broken: string[]): Verdict => ({ broken, unjudged: [] });
const leaves = (...unjudged: string[]): Verdict => ({ broken: [], unjudged });

const rules: Rule = (name, scene, { over, broken }) =>
  breaks(
    ...over.map((seed) => `${name}, ${scene}, seed ${seed}: a window with an arrival too many`),
    ...broken.map(({ seed, sentence }) => `${name}, ${scene}, seed ${seed}: ${sentence}`),
  );

const used: Rule = (name, scene, { pace }) => {
  // Without waiting callers there is no measurement.
  if (pace.took === 0) return breaks(`${name}, ${scene}: no request ever waited`);
  if (pace.ideal >= pace.took * USED_AT_LEAST) return breaks();
  return breaks(`${name}, ${scene}: more than 1 % of the limit unused while requests waited`);
};

const shared: Rule = (name, scene, { jain }) => {
  // A single scan shares with no other, so it has no index.
  const lowest = Math.min(1, ...jain);
  if (lowest >= JAIN_AT_LEAST) return breaks();
  return breaks(`${name}, ${scene}: shares of ${lowest.toFixed(3)} by Jain's index`);
};

const clicked: Rule = (name, scene, { grantWaits }) => {
  const waits = grantWaits.interactive;
  if (waits.length < JUDGED_FROM) return leaves(`${scene}, of only ${waits.length} clicks`);
  const wrong = (share: number, mostMs: number) => {
    const wait = percentile(waits, share) ?? 0;
    const words = `${share * 100} % of clicks during a scan granted within ${(wait / 1_000).toFixed(2)} s`;
    return wait > mostMs ? [`${name}, ${scene}: ${words}, not ${mostMs / 1_000} s`] : [];
  };
  return breaks(...wrong(0.5, CLICK_HALF_MS), ...wrong(0.95, CLICK_MOST_MS));
};

const quoted: Rule = (name, scene, { quotes }) => {
  const { given, kept } = inAll(quotes);
  if (given < JUDGED_FROM) return leaves(`${scene}, of only ${given} quoted waits`);
  if (kept >= given * QUOTES_AT_LEAST) return breaks();
  return breaks(`${name}, ${scene}: ${given - kept} of ${given} quoted waits were not kept`);
};

const cheap: Rule = (name, scene, { steps, calls, commands }) => {
  const wrong = [
    ...(steps > calls * STEPS_AT_MOST ? [`${(steps / calls).toFixed(1)} steps a call`] : []),
    ...(commands > steps * COMMANDS_AT_MOST
      ? [`${(commands / steps).toFixed(1)} commands a step`]
      : []),
  ];
  return breaks(...wrong.map((cost) => `${name}, ${scene}: ${cost}`));
};

function caught({ name, scenes, shows = { scene: "faults" } }: ControlRow): Verdict {
  const { scene, sentence } = shows;
  const tally = scenes[scene];
  if (!tally || caughtIn(tally, sentence).length > 0) return breaks();
  return breaks(`${name} was not caught in ${tally.seeds} seeds`);
}

/** The seeds that expose a control. */
function caughtIn({ over, broken }: Tally, sentence?: RegExp): number[] {
  if (!sentence) return over;
  const shown = broken.filter((promise) => sentence.test(promise.sentence));
  return [...new Set(shown.map(({ seed }) => seed))];
}
