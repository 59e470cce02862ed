/** The pipeline in a process of its own, so that its memory is nobody else's. Started by `harvest.ts`, asked by messages. */
import { createReadingPipeline, type PipelineCounts, type PipelineTask } from './harvest-pipelines.js';

export interface RunMessage extends PipelineTask {
  /** For the quarters of the memory's course. */
  readonly pages: number;
}

export interface RunReport extends PipelineCounts {
  readonly ms: number;
  /** The most that was resident, in MB, before the first page and in each quarter of the pages. */
  readonly before: number;
  readonly quarters: readonly number[];
}

const pipeline = createReadingPipeline();

const measure = async ({ pages, ...task }: RunMessage): Promise<RunReport> => {
  const before = residentMegabytes();
  const quarters = [0, 0, 0, 0];
  let page = 0;
  const began = performance.now();
  const counts = await pipeline.run(task, () => {
    const quarter = Math.min(3, Math.floor((page++ * 4) / pages));
    quarters[quarter] = Math.max(quarters[quarter]!, residentMegabytes());
  });
  return { ...counts, ms: performance.now() - began, before, quarters };
};

const residentMegabytes = (): number => process.memoryUsage.rss() / 1e6;

process.on('message', (message: RunMessage) => {
  void measure(message).then((report) => process.send!(report));
});
process.on('disconnect', () => void pipeline.close());
