import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PROBLEM_SLUGS, PROBLEMS, type ProblemSlug } from "@/lib/contract/problem";
import { PROBLEM_PAGES } from "@/lib/contract/problem-pages";

type Props = { params: Promise<{ slug: string }> };

async function slugOf(props: Props): Promise<ProblemSlug> {
  const { slug } = await props.params;
  return PROBLEM_SLUGS.find((known) => known === slug) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: PROBLEMS[await slugOf(props)].title };
}

/** Explains a problem. The `type` of every error answer links here. */
export default async function ProblemPage(props: Props) {
  const slug = await slugOf(props);
  const { title, status } = PROBLEMS[slug];
  const { happened, means, todo } = PROBLEM_PAGES[slug];
  const sections = [
    ["What happened", happened],
    ["What it means for you", means],
    ["What to do", todo],
  ] as const;
  return (
    <main className="mx-auto max-w-2xl px-4 py-12">
      <article className="rounded-md border border-line bg-panel p-6">
        <p className="font-mono text-muted">
          {status} · {slug}
        </p>
        <h1 className="mt-1 font-semibold text-xl">{title}</h1>
        {sections.map(([heading, text]) => (
          <section key={heading} className="mt-6">
            <h2 className="text-muted">{heading}</h2>
            <p className="mt-1">{text}</p>
          </section>
        ))}
      </article>
      <p className="mt-6">
        <a className="text-accent" href="/">
          Back to watchlist
        </a>
      </p>
    </main>
  );
}
