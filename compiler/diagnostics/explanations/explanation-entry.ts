/** What `spinec explain` prints of a code. */
export interface ExplanationEntry {
  readonly title: string;
  /** Why it is a problem, an example, and how to mend it (Markdown). */
  readonly text: string;
}
