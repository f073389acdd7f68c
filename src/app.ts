import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify'

import { createSecurityToken } from './api/iam/create-security-token.ts'
import { createToken } from './api/iam/create-token.ts'
import { redeemLink } from './api/iam/redeem-sign-in-link.ts'
import { listAuthDomains } from './api/iam/list-auth-domains.ts'
import { listAuthProjects } from './api/iam/list-auth-projects.ts'
import { listPermissions } from './api/iam/list-permissions.ts'
import { listProjects } from './api/iam/list-projects.ts'
import { listRegions } from './api/iam/list-regions.ts'
import { management } from './api/iam/management.ts'
import { deleteToken } from './api/iam/revoke-token.ts'
import { getCallerIdentity } from './api/iam/show-caller-identity.ts'
import { listVersions, showVersion, showVersionBySlash } from './api/iam/show-versions.ts'
import { acceptTokenInBody } from './api/iam/token-in-body.ts'
import { validateToken } from './api/iam/validate-token.ts'
import { decodeAuthorizationMessage } from './api/sts/decode-authorization-message.ts'
import { batchDeleteUsers } from './api/workspace/batch-delete-users.ts'
import { batchCreateUsers } from './api/workspace/batch-create-users.ts'
import { changeUserStatus } from './api/workspace/change-user-status.ts'
import { createDesktopUser } from './api/workspace/create-desktop-user.ts'
import { deleteExportTasks } from './api/workspace/delete-export-tasks.ts'
import { deleteUser } from './api/workspace/delete-user.ts'
import { downloadExportFile } from './api/workspace/download-export-file.ts'
import { exportUsers } from './api/workspace/export-users.ts'
import { exportUsersTemplate } from './api/workspace/export-users-template.ts'
import { importUsers } from './api/workspace/import-users.ts'
import { listAuditEvents } from './api/workspace/list-audit-events.ts'
import { listExportTasks } from './api/workspace/list-export-tasks.ts'
import { userGroups } from './api/workspace/groups/index.ts'
import { listImportRows } from './api/workspace/list-import-rows.ts'
import { listUsers } from './api/workspace/list-users.ts'
import { showUserDetail } from './api/workspace/show-user-detail.ts'
import { updateUserInfo } from './api/workspace/update-user-info.ts'
import { watchExportTask } from './api/workspace/watch-export-task.ts'
import { deleteWebhook } from './api/workspace/webhook/delete-webhook.ts'
import { setWebhook } from './api/workspace/webhook/set-webhook.ts'
import { showWebhook } from './api/workspace/webhook/show-webhook.ts'
import { userStatistics } from './api/workspace/user-statistics.ts'
import { checkAccess } from './http/access.ts'
import { UPLOAD_ARRIVAL_MS, limitArrival } from './http/arrival.ts'
import { auditRequests } from './http/audit.ts'
import { answerBrokenRequest } from './http/broken-request.ts'
import { answerErrors, sendError, toApiError } from './http/error-handler.ts'
import { openEventStreams } from './http/event-streams.ts'
import { answerHealth } from './http/health.ts'
import { limitRequests } from './http/limits/limits.ts'
import { answerUnknownPaths } from './http/not-found.ts'
import { answerMetrics, countRequests } from './http/metrics.ts'
import { describeApi } from './http/openapi.ts'
import { type Operation, routeOf } from './http/operation.ts'
import { servePages } from './http/pages.ts'
import { BODY_LIMIT, keepRawBody } from './http/raw-body.ts'
import { PARSER_LIMIT, checkRequestHead } from './http/request-head.ts'
import { logRequests } from './http/request-log.ts'
import { requestId, sendRequestId } from './http/request-id.ts'
import { readCertificate, trustedProxies } from './http/transport.ts'
import { serializeBySchema } from './http/serialization.ts'
import { spoolBodies } from './http/upload.ts'
import { validateBySchema } from './http/validation.ts'
import type { Services } from './services.ts'

/** Every operation that is served. */
export const operations: readonly Operation[] = [
  // Users
  exportUsers,
  listUsers,
  createDesktopUser,
  batchCreateUsers,
  showUserDetail,
  updateUserInfo,
  deleteUser,
  batchDeleteUsers,
  changeUserStatus,
  userStatistics,
  importUsers,
  listImportRows,
  exportUsersTemplate,
  ...userGroups,
  // Export tasks
  listExportTasks,
  watchExportTask,
  downloadExportFile,
  deleteExportTasks,
  setWebhook,
  showWebhook,
  deleteWebhook,
  // Audit
  listAuditEvents,
  // Identity
  createToken,
  validateToken,
  deleteToken,
  createSecurityToken,
  redeemLink,
  listVersions,
  showVersion,
  showVersionBySlash,
  listProjects,
  listAuthProjects,
  listAuthDomains,
  listRegions,
  getCallerIdentity,
  listPermissions,
  decodeAuthorizationMessage,
  ...management,
]

/** The whole API as one Fastify application; it does not listen yet. */
export async function createApp(services: Services): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = services.log
  const { settings } = services
  const certificate = await readCertificate(settings)
  const parser = { maxHeaderSize: PARSER_LIMIT, requireHostHeader: false }
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestId,
    bodyLimit: BODY_LIMIT,
    routerOptions: {
      // Project IDs have up to 255 characters; the schema says so to those that have more.
      maxParamLength: 1024,
    },
    http: parser,
    // Its type says that another kind of server would come of it, which differs in nothing that is used here.
    ...(certificate === null ? {} : ({ https: { ...parser, ...certificate } } as object)),
    trustProxy: trustedProxies(settings.MUSTER_TRUST_PROXY),
    requestTimeout: UPLOAD_ARRIVAL_MS,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      void reply.header('x-request-id', request.id)
      const answer = reply as FastifyReply
      void answer.send(sendError(toApiError(error), request, answer))
    },
  })
  app.decorate('services', services)

  sendRequestId(app)
  logRequests(app)
  countRequests(app)
  limitArrival(app)
  checkRequestHead(app)
  answerErrors(app)
  auditRequests(app)
  limitRequests(app)
  openEventStreams(app)
  answerUnknownPaths(app)
  keepRawBody(app)
  acceptTokenInBody(app)
  checkAccess(app)
  validateBySchema(app)
  serializeBySchema(app)

  await describeApi(app)
  answerHealth(app)
  answerMetrics(app)
  await servePages(app)
  for (const operation of operations) {
    if (operation.upload === undefined) app.route(routeOf(operation))
    else
      await app.register(async (uploads) => {
        spoolBodies(uploads)
        uploads.route(routeOf(operation))
      })
  }
  await app.ready()
  return app
}
