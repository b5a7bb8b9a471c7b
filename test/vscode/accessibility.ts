/** What axe-core finds in a part of a page. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** One problem: the rule of axe, how bad it is, and where. */
export interface Barrier {
  readonly rule: string;
  readonly impact: string;
  readonly elements: readonly string[];
}

/**
 * The serious and critical problems below a selector. A colour is judged as it is drawn.
 *
 * @param except rules of axe that are not asked about
 */
export async function seriousBarriers(
  page: Page | Frame,
  selector: string,
  except: readonly string[],
): Promise<Barrier[]> {
  // Evaluated, not added as a script: the page's policy lets no scripts in.
  await page.evaluate(AXE);
  const found = await page.evaluate(async (within) => {
    const { axe } = globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResults> } };
    interface AxeResults {
      readonly violations: readonly {
        readonly id: string;
        readonly impact: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
      }[];
    }
    const { violations } = await axe.run(within, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, impact, nodes }) => ({
        rule: id,
        impact,
        elements: nodes.map(({ html, failureSummary }) => `${html.slice(0, 300)} ${failureSummary}`),
      }));
  }, selector);
  return found.filter(({ rule }) => !except.includes(rule));
}
