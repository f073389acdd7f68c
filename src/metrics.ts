import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** What a process counts of its own doings, in the form of Prometheus; made once, when it starts. */
export class Metrics {
  /** Ours alone, and not the library's common one: of two servers in one process each has its own. */
  readonly registry = new Registry()
  readonly #with = { registers: [this.registry] }

  readonly requestSeconds = new Histogram({
    name: 'muster_http_request_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    ...this.#with,
  })
  readonly sentBytes = new Counter({
    name: 'muster_http_sent_bytes_total',
    help: 'Bytes of answers, heads included; of DownloadExportFile: what was downloaded',
    labelNames: ['operation'],
    ...this.#with,
  })
  readonly authenticationFailures = new Counter({
    name: 'muster_authentication_failures_total',
    help: 'Answers 401',
    ...this.#with,
  })
  readonly exportAttempts = new Counter({
    name: 'muster_export_attempts_total',
    help: 'Attempts at export tasks; again: after a dead worker (a takeover) or a failure that passes',
    labelNames: ['attempt'],
    ...this.#with,
  })
  readonly exports = new Counter({
    name: 'muster_exports_total',
    help: 'Export tasks that ended in this process',
    labelNames: ['outcome'],
    ...this.#with,
  })
  readonly exportSeconds = new Histogram({
    name: 'muster_export_seconds',
    help: 'Time of an attempt that ended in a file',
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600],
    ...this.#with,
  })
  readonly exportedRows = new Counter({
    name: 'muster_export_rows_total',
    help: 'Users written to files; by time, the rows a second',
    ...this.#with,
  })
  readonly exportedBytes = new Counter({
    name: 'muster_export_bytes_total',
    help: 'Bytes of finished files',
    ...this.#with,
  })
  readonly webhookDeliveries = new Counter({
    name: 'muster_webhook_deliveries_total',
    help: 'Notices sent to webhooks; failed: not taken, to be tried again unless it was the last time',
    labelNames: ['outcome'],
    ...this.#with,
  })

  constructor() {
    // Memory, file descriptors, and how late the event loop is.
    collectDefaultMetrics({ register: this.registry })
  }
}
