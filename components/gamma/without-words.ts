type Read = { state: string; missing?: readonly string[] } | null;

/**
 * Why there is no reading: `notLoaded` when no data is loaded, otherwise what the loaded data lacks.
 */
export function withoutWords(reading: Read, isLoaded: boolean, notLoaded: string): string {
  const missing = reading?.missing ?? [];
  if (!isLoaded || missing.length === 0) return notLoaded;
  return `Not enough data in the loaded expirations. Missing: ${missing.join(", ")}.`;
}
