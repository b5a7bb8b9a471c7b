/** A line on stderr that says how far a long run is. Only for people: nothing is written where stderr is not a terminal. */

/** Short runs stay quiet. */
const QUIET_MS = 1000;
const INTERVAL_MS = 100;

/** Counts files. The line is taken away before anything else is written. */
export class Progress {
  private readonly started = Date.now();
  private shownAt = 0;
  private done = 0;
  private visible = false;

  constructor(
    private readonly total: number,
    private readonly what: "Checked" | "Read" = "Checked",
    private readonly stream: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stderr,
  ) {}

  /** One more file is done. */
  step(): void {
    this.done++;
    const now = Date.now();
    if (!this.stream.isTTY || now - this.started < QUIET_MS || now - this.shownAt < INTERVAL_MS) return;
    this.shownAt = now;
    this.visible = true;
    this.stream.write(`\r\x1b[2K${this.what} ${this.done} of ${this.total} files`);
  }

  /** Takes the line away. */
  clear(): void {
    if (!this.visible) return;
    this.visible = false;
    this.stream.write("\r\x1b[2K");
  }
}
