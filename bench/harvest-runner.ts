/** The pipeline in a process of its own, so that its memory is nobody else's. Started by `harvest.ts`, asked by messages. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createReadingPipeline, createRunPipeline, type PipelineCounts, type PipelineTask } from './harvest-pipelines.js';

export interface RunMessage extends PipelineTask {
  /** `verdict`: no farther than that. Else a whole run, over the series or over all records. */
  readonly upTo: 'verdict' | 'series' | 'all';
  /** For the quarters of the memory's course. */
  readonly pages: number;
}

export interface RunReport extends PipelineCounts {
  readonly ms: number;
  /** Of the event loop, 99th percentile and most, in ms beyond the monitor's own 10. */
  readonly delay: { readonly p99: number; readonly most: number };
  /** The most that was resident, in MB, before the first page and in each quarter of the pages. */
  readonly before: number;
  readonly quarters: readonly number[];
}

const pipelines = { verdict: createReadingPipeline(), series: createRunPipeline('series'), all: createRunPipeline('all') };

const measure = async ({ pages, upTo, ...task }: RunMessage): Promise<RunReport> => {
  const before = residentMegabytes();
  const quarters = [0, 0, 0, 0];
  let page = 0;
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const began = performance.now();
  const counts = await pipelines[upTo].run(task, () => {
    const quarter = Math.min(3, Math.floor((page++ * 4) / pages));
    quarters[quarter] = Math.max(quarters[quarter]!, residentMegabytes());
  });
  const ms = performance.now() - began;
  loop.disable();
  const beyond = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - 10);
  return { ...counts, ms, before, quarters, delay: { p99: beyond(loop.percentile(99)), most: beyond(loop.max) } };
};

const residentMegabytes = (): number => process.memoryUsage.rss() / 1e6;

process.on('message', (message: RunMessage) => {
  void measure(message).then((report) => process.send!(report));
});
process.on('disconnect', () => {
  for (const pipeline of Object.values(pipelines)) void pipeline.close();
});
