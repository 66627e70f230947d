import { percentile } from "../support/measures";
import { SCENES, type Scene } from "./scenes";
import { inAll, type Row } from "./tables";
import type { Tally } from "./tally";

/** Of the calls that the limit allows while somebody stands in line. */
const USED_AT_LEAST = 0.99;
const JAIN_AT_LEAST = 0.95;
/** Clicks beside a scan, from ask to grant: half of them and nearly all, ms. */
const CLICK_HALF_MS = 300;
const CLICK_MOST_MS = 3_000;
const QUOTES_AT_LEAST = 0.95;

/** Steps of the gate that a call may cost, and billed commands of the store that a step may. */
const STEPS_AT_MOST = 5;
const COMMANDS_AT_MOST = 6;

/** Of fewer a share of 95 % is a matter of luck. */
const JUDGED_FROM = 200;

/** Scenes whose use of the limit and whose shares are promised; and the one with enough clicks. */
const STANDING: Scene[] = ["line", "scans-1", "scans-2", "scans-10"];
const CLICKS: Scene = "clicks-6";

/** What is wrong, as sentences, and what too little was measured of. */
export type Verdict = { broken: string[]; unjudged: string[] };

/** `subjects`: ours, on one store or several. */
export function judge(subjects: Row[], controls: Row[]): Verdict {
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
  // What nobody waited for was not measured.
  if (pace.took === 0) return breaks(`${name}, ${scene}: no line ever stood`);
  if (pace.ideal >= pace.took * USED_AT_LEAST) return breaks();
  return breaks(`${name}, ${scene}: more than 1 % of the limit unused while a line stood`);
};

const shared: Rule = (name, scene, { jain }) => {
  // One scan has nobody to share with.
  const lowest = Math.min(1, ...jain);
  if (lowest >= JAIN_AT_LEAST) return breaks();
  return breaks(`${name}, ${scene}: shares of ${lowest.toFixed(3)} by Jain's index`);
};

const clicked: Rule = (name, scene, { grantWaits }) => {
  const waits = grantWaits.interactive;
  if (waits.length < JUDGED_FROM) return leaves(`${scene}, of only ${waits.length} clicks`);
  const wrong = (share: number, mostMs: number) => {
    const wait = percentile(waits, share) ?? 0;
    const words = `${share * 100} % of clicks beside a scan granted within ${(wait / 1_000).toFixed(2)} s`;
    return wait > mostMs ? [`${name}, ${scene}: ${words}, not ${mostMs / 1_000} s`] : [];
  };
  return breaks(...wrong(0.5, CLICK_HALF_MS), ...wrong(0.95, CLICK_MOST_MS));
};

const quoted: Rule = (name, scene, { quotes }) => {
  const { told, kept } = inAll(quotes);
  if (told < JUDGED_FROM) return leaves(`${scene}, of only ${told} quoted waits`);
  if (kept >= told * QUOTES_AT_LEAST) return breaks();
  return breaks(`${name}, ${scene}: ${told - kept} of ${told} quoted waits did not come true`);
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

function caught({ name, scenes: { faults } }: Row): Verdict {
  if (!faults || faults.over.length > 0) return breaks();
  return breaks(`${name} was not caught in ${faults.seeds} seeds`);
}
