/** Who does one kind of thing takes turns with all others who do: one after the other, a failed one does not stop the next. */
export interface Turns {
  run<T>(task: () => Promise<T>): Promise<T>;
}
