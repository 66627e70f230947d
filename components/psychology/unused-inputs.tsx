import type { PsychologyReading } from "@/lib/contract/market/psychology";

/** Lists inputs that other tools use and these checks lack. They are never estimated. */
export function UnusedInputs({ inputs }: { inputs: PsychologyReading["unusedInputs"] }) {
  return (
    <section aria-labelledby="unused-inputs">
      <h2 id="unused-inputs" className="pb-1 font-semibold">
        Not used in these checks
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
