import type { PsychologyReading } from "@/lib/contract/psychology";

/** What other detectors use and this API does not tell: named, and never filled in. */
export function NotTold({ inputs }: { inputs: PsychologyReading["notTold"] }) {
  return (
    <section aria-labelledby="not-told">
      <h2 id="not-told" className="pb-1 font-semibold">
        Not told by this API
      </h2>
      <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
        {inputs.map(({ name, detail }) => (
          <div key={name} className="sm:col-span-2 sm:grid sm:grid-cols-subgrid">
            <dt className="font-medium">{name}</dt>
            <dd className="text-muted">{detail}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
