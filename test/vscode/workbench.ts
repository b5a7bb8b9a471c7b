/** The workbench as a person sees it: one window of code-server with the packaged extension installed. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import {
  installExtension,
  launchBrowser,
  ROOT,
  type RunningCodeServer,
  startCodeServer,
  writeSettings,
} from "./codeServer.js";
import { packagedVsix } from "./fixtures.js";
import { serverProcesses } from "./processes.js";

const LOAD_MS = 60_000;

/** The window has fewer places that Tab leads to. */
const MOST_TABS = 40;

/** How the window looks. */
export interface WindowOptions {
  readonly width: number;
  readonly height: number;
  /** Pixels per CSS pixel: 2 for pictures. */
  readonly scale?: number;
  readonly settings?: Record<string, unknown>;
  /** Whether the packaged extension is installed; it is unless this says no. */
  readonly extension?: boolean;
}

/** One window. */
export class Workbench {
  private constructor(
    readonly page: Page,
    private readonly server: RunningCodeServer,
    private readonly browser: Browser,
    private readonly profile: string,
  ) {}

  /** Starts code-server with the packaged extension and opens a folder. */
  static async open(folder: string, options: WindowOptions): Promise<Workbench> {
    const temporary = mkdtempSync(join(tmpdir(), "jit-hints-profile-"));
    const profile = { userData: join(temporary, "user"), extensions: join(temporary, "extensions") };
    if (options.extension !== false) installExtension(profile, packagedVsix());
    writeSettings(profile, options.settings);
    const server = await startCodeServer(profile);
    const browser = await launchBrowser();
    const page = await browser.newPage({
      viewport: { width: options.width, height: options.height },
      deviceScaleFactor: options.scale ?? 1,
    });
    await page.goto(`http://${server.authority}/?folder=${encodeURIComponent(folder)}`);
    await page.locator(".monaco-workbench").waitFor({ timeout: LOAD_MS });
    return new Workbench(page, server, browser, temporary);
  }

  /** Ids of the language servers of this window. */
  get servers(): number[] {
    return serverProcesses()
      .filter(({ command }) => command.includes(this.profile))
      .map(({ pid }) => pid);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Opens a file from the explorer. */
  async openFile(name: string): Promise<void> {
    await this.page.getByRole("treeitem", { name }).dblclick({ timeout: LOAD_MS });
    await this.page.locator(".monaco-editor .view-lines").waitFor();
  }

  /** The lines under a hint, as drawn. */
  get squiggles(): Locator {
    return this.page.locator(".squiggly-warning, .squiggly-info, .squiggly-hint");
  }

  get lightBulb(): Locator {
    return this.page
      .locator(".monaco-editor .lightBulbWidget:visible, .monaco-editor [class*=codicon-gutter-lightbulb]:visible")
      .first();
  }

  /** Puts the cursor on a problem, as a double-click in the Problems view does. */
  async goToProblem(text: string): Promise<void> {
    await this.page.keyboard.press("Control+Shift+M");
    const row = this.page.locator(".markers-panel .monaco-list-row").filter({ hasText: text }).first();
    // At the start of the message: the rule at its end is a link.
    await row.dblclick({ position: { x: 90, y: 10 } });
    await this.page.locator(".monaco-editor.focused").waitFor();
  }

  /** Opens the list of quick fixes with Ctrl+. and returns it. Keys that come while the editor gets the focus can be lost. */
  async openQuickFixes(): Promise<Locator> {
    const list = this.page.locator(".action-widget:visible").last();
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press("Control+.");
      try {
        await list.waitFor({ timeout: 3000 });
        return list;
      } catch (error) {
        if (attempt === 4) throw error;
      }
    }
  }

  /** Runs a command by its title in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first().click();
  }

  /** Runs a command by its title without the mouse. */
  async runByKeyboard(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.typeIntoQuickInput(title);
    await this.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: title }).waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Types into the quick input that is open, in place of what is there. Keys that come while it opens can be lost. */
  async typeIntoQuickInput(text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]:visible");
    await input.waitFor();
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.type(text);
      const got = await input.inputValue();
      if (got.endsWith(text)) return;
      if (attempt === 4) throw new Error(`typed ${text}, but the input holds ${got}`);
      await input.fill(got.startsWith(">") ? ">" : "");
    }
  }

  /** Opens a file of the folder without the mouse. */
  async openByKeyboard(name: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    await this.typeIntoQuickInput(name);
    await this.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: name }).waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.getByRole("tab", { name, selected: true }).waitFor();
  }

  /** Opens the walkthrough. */
  async openWalkthrough(): Promise<void> {
    await this.runCommand("Welcome: Open Walkthrough...");
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Python JIT Hints" }).click();
    await this.page.locator(".getting-started-step").first().waitFor();
  }

  /** Opens the walkthrough without the mouse. */
  async openWalkthroughByKeyboard(): Promise<void> {
    await this.runByKeyboard("Welcome: Open Walkthrough...");
    const row = this.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: "Python JIT Hints" });
    // Keys would go into the list of commands while that is still there.
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Python JIT Hints" }).waitFor();
    await this.page.keyboard.type("Python JIT Hints");
    await row.waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(".getting-started-step:focus").waitFor();
  }

  /** Presses Tab until something has the focus. */
  async tabTo(wanted: Locator): Promise<void> {
    for (let presses = 0; !(await hasFocus(wanted)); presses++) {
      if (presses === MOST_TABS) throw new Error(`not reached by ${MOST_TABS} times Tab: ${wanted}`);
      await this.page.keyboard.press("Tab");
    }
  }

  /** The frame of the preview that is shown. */
  async previewFrame(): Promise<Frame> {
    const deadline = Date.now() + LOAD_MS;
    while (Date.now() < deadline) {
      for (const frame of this.page.frames()) {
        if (frame.parentFrame() === null) continue;
        // A frame may go away while it is asked.
        if (
          (await frame
            .locator("h1:visible")
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      await sleep(100);
    }
    throw new Error("no preview");
  }

  /** The text of the status bar. */
  async statusText(): Promise<string> {
    return (await this.page.locator(".statusbar").textContent()) ?? "";
  }

  /** Leaves a picture among the results of the test run. */
  async screenshot(name: string): Promise<void> {
    const folder = join(ROOT, "test-output", "screenshots");
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

function hasFocus(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((element: { matches(selector: string): boolean }) => element.matches(":focus"));
}
