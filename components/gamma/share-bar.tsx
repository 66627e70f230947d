/** A fraction as a bar. The number next to it says the same. */
export function ShareBar({ share }: { share: number }) {
  return (
    <svg
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="h-2 w-full rounded-sm bg-line"
    >
      <rect width={Math.max(0, Math.min(1, share)) * 100} height="8" className="fill-control" />
    </svg>
  );
}
