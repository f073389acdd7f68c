/** Seconds, megabytes. */
export interface Figures {
  readonly wall: number
  readonly cpu: number
  readonly peakMb: number
  readonly fileMb: number
}

/** Medians of a writer's runs; ratios are to ours in the same run. */
export interface Summary extends Figures {
  readonly wallSpread: string
  readonly cpuSpread: string
  readonly timesOurWall: number
  readonly timesOurCpu: number
}

export function summarize(measured: ReadonlyMap<string, readonly Figures[]>): Record<string, Summary> {
  const ours = measured.get('muster') ?? []
  return Object.fromEntries(
    [...measured].map(([name, runs]) => {
      const of = (key: keyof Figures) => runs.map((run) => run[key])
      const ratios = (key: keyof Figures) =>
        runs.map((run, index) => run[key] / (ours[index]?.[key] ?? Number.NaN))
      return [
        name,
        {
          wall: median(of('wall')),
          cpu: median(of('cpu')),
          peakMb: median(of('peakMb')),
          fileMb: median(of('fileMb')),
          wallSpread: spread(of('wall')),
          cpuSpread: spread(of('cpu')),
          timesOurWall: median(ratios('wall')),
          timesOurCpu: median(ratios('cpu')),
        },
      ]
    }),
  )
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return round(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2)
}

function spread(values: readonly number[]): string {
  return `${round(Math.min(...values))}–${round(Math.max(...values))}`
}

function round(value: number): number {
  return Number(value.toFixed(2))
}
