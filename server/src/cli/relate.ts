/** Which functions of the files to check are called from loops in others of them. */
import { Engine } from "../engine.js";
import { createParser } from "../workspace/grammar.js";
import { Project } from "../workspace/project.js";
import type { CheckTask } from "./checkFile.js";
import { Progress } from "./progress.js";

/** The tasks, each with what makes the functions of its file hot. Reads every file once. */
export async function relateTasks(tasks: readonly CheckTask[]): Promise<readonly CheckTask[]> {
  if (tasks.length < 2) return tasks;
  const project = new Project(new Engine(createParser()));
  const progress = new Progress(tasks.length, "Read");
  for (const { path, imports } of tasks) {
    project.include(path, imports);
    progress.step();
    // Lets signals come through.
    await new Promise(setImmediate);
  }
  progress.clear();
  project.relate();
  return tasks.map((task) => ({ ...task, callers: project.callersOf(task.path) }));
}
