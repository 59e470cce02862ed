import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Values of labels by name. Whoever notes something sees to it that no stranger chooses one: each new value is a series for ever. */
export type Labels = Readonly<Record<string, string>>;

/** One value of a gauge at the moment when it is read. */
export interface Reading {
  readonly labels: Labels;
  readonly value: number;
}

/** What is measured, and how it is read. */
export interface MetricName {
  /** In base units: seconds, bytes; `_total` at the end of what only grows. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** What the service tells of itself, in a registry of its own: two services in one process, as in tests, know nothing of each other. */
export interface Metrics {
  /** @returns adds one */
  count(metric: MetricName): (labels: Labels) => void;
  /** @returns notes a duration, in seconds. `buckets`: upper bounds in seconds, ascending */
  time(metric: MetricName, buckets: readonly number[]): (labels: Labels, seconds: number) => void;
  /** Asks `read` each time that the metrics are read. What it gave the last time and does not give now is gone. `read` must not throw. */
  gauge(metric: MetricName, read: () => Promise<readonly Reading[]> | readonly Reading[]): void;
  /** In Prometheus' text format 0.0.4, which OpenMetrics' readers understand, too. */
  read(): Promise<MetricsText>;
}

export interface MetricsText {
  readonly type: string;
  readonly text: string;
}

/** With event-loop delay, memory, processor time and garbage collection of the process under the names that prom-client gives them. */
export const createMetrics = ({ process = true }: { readonly process?: boolean } = {}): Metrics => {
  const register = new Registry();
  if (process) collectDefaultMetrics({ register });
  const basisOf = ({ name, help, labels }: MetricName) => ({ name, help, labelNames: [...labels], registers: [register] });
  return {
    count: (metric) => {
      const counter = new Counter(basisOf(metric));
      return (labels) => counter.inc({ ...labels });
    },
    time: (metric, buckets) => {
      const histogram = new Histogram({ ...basisOf(metric), buckets: [...buckets] });
      return (labels, seconds) => histogram.observe({ ...labels }, seconds);
    },
    gauge: (metric, read) => {
      new Gauge({
        ...basisOf(metric),
        async collect() {
          const readings = await read();
          this.reset();
          // A gauge without labels is 0 once it is reset: of what could not be read nothing is said.
          if (readings.length === 0 && metric.labels.length === 0) this.remove();
          for (const { labels, value } of readings) this.set({ ...labels }, value);
        },
      });
    },
    read: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
};
